// All connections of this page, one for each other tab.
import { mayShow, pictureBits, voiceBits } from './state.js'
import { Peer } from './negotiation.js'

export class Mesh {
  /** `tell(to, body)` signals; `linked(tab, link)` and `heard(tab, slot, track)` tell the page. */
  constructor({ tab, tell, linked, heard, make }) {
    Object.assign(this, { tab, tell, linked, heard, make })
    this.peers = new Map()
    this.line = { servers: [], only_relay: false }
    this.tracks = { voice: null, camera: null, screen: null }
  }

  /** The server's welcome. Where our place was given up meanwhile, everything begins anew. */
  begin({ people, is_back, servers, only_relay }) {
    this.line = { servers, only_relay }
    if (!is_back) this.stop()
    for (const tab of this.peers.keys()) if (!people.some(one => one.tab === tab)) this.drop(tab)
    for (const one of people) this.meet(one.tab)
    for (const peer of this.peers.values()) {
      // New credentials for the relay: the old ones may have ended.
      peer.connection.setConfiguration?.({ ...peer.connection.getConfiguration(), iceServers: servers })
      peer.wake()
    }
  }

  meet(tab) {
    const known = this.peers.get(tab)
    if (known) return known.wake()
    const peer = new Peer({
      isPolite: this.tab < tab, line: this.line, make: this.make,
      tell: body => this.tell(tab, body),
      linked: link => this.linked(tab, link),
      heard: (slot, track) => this.heard(tab, slot, track),
    })
    this.peers.set(tab, peer)
    peer.start()
  }

  take(tab, body) {
    this.peers.get(tab)?.take(body)
  }

  drop(tab) {
    this.peers.get(tab)?.stop()
    this.peers.delete(tab)
  }

  /** Bring what is sent to everybody in line with the state: who wants pictures, and how many share the line. */
  update(state) {
    for (const one of state.people) {
      const peer = this.peers.get(one.tab)
      if (!peer) continue
      const shows = mayShow(state.me, one)
      peer.put('voice', this.tracks.voice, voiceBits(state.me.wants_pictures && one.wants_pictures))
      peer.put('camera', shows ? this.tracks.camera : null, pictureBits(state.people.length))
      // A shared screen is what the meeting is about: who wants no pictures of faces still may read it.
      peer.put('screen', this.tracks.screen, pictureBits(state.people.length))
    }
  }

  stop() {
    for (const tab of [...this.peers.keys()]) this.drop(tab)
  }
}
