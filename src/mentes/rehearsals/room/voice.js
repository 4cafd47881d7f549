// Voices and poses from browser to browser: the call's own mesh, with one channel more for poses, where only the newest counts.
import { Mesh } from '../../meetings/call/browser/mesh.js'
import { Devices } from '../../meetings/call/browser/devices.js'
import { Meter } from '../../meetings/call/browser/meter.js'

const CHANNEL = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 }
const LOUD = 0.06 // of what the meter of the call calls speaking
const HANGS = 700 // milliseconds: the stops between words are no silence
const FULL = 64 * 1024 // bytes that wait: a line that is slower than this gets the next pose instead

export class Voice {
  /**
   * `tab` of this page; `tell(to, body)` signals; `linked(tab, link)`; `heard(tab, track)` gives a voice; `pose(tab, bytes)` an
   * ArrayBuffer of poses.js; `changed()` after every change of the microphone, `speaks(isSpeaking)` of whether there is a voice in it.
   */
  constructor({ tab, tell, linked, heard, pose, changed, speaks }) {
    Object.assign(this, { pose, changed, speaks, loudAt: -HANGS, isSpeaking: false, isHushed: false })
    this.meter = new Meter(level => this.listen(level))
    this.channels = new WeakMap() // connection -> its channel
    this.devices = new Devices({ changed: () => (this.send(), changed()), ended: () => {} })
    // A browser that makes no connections to others hears nobody; poses then go through the server.
    this.mesh = globalThis.RTCPeerConnection && new Mesh({
      tab,
      tell,
      linked,
      heard: (from, slot, track) => slot === 'voice' && heard(from, track),
      make: options => {
        const connection = new RTCPeerConnection(options)
        const channel = connection.createDataChannel('poses', CHANNEL)
        channel.binaryType = 'arraybuffer'
        this.channels.set(connection, channel)
        return connection
      },
    })
    this.tabs = []
  }

  get isOn() {
    return Boolean(this.devices.tracks.voice?.enabled)
  }

  /** The server's welcome: {people, is_back, servers, only_relay}. */
  begin(welcome) {
    this.tabs = welcome.people.map(one => one.tab)
    this.mesh?.begin(welcome)
    for (const tab of this.tabs) this.bind(tab)
    this.send()
  }

  meet(tab) {
    if (!this.tabs.includes(tab)) this.tabs.push(tab)
    this.mesh?.meet(tab)
    this.bind(tab)
    this.send()
  }

  bind(tab) {
    const channel = this.channelOf(tab)
    if (channel) channel.onmessage = ({ data }) => this.pose(tab, data)
  }

  channelOf(tab) {
    const peer = this.mesh?.peers.get(tab)
    return peer && this.channels.get(peer.connection)
  }

  take(tab, body) {
    this.mesh?.take(tab, body)
  }

  drop(tab) {
    this.tabs = this.tabs.filter(one => one !== tab)
    this.mesh?.drop(tab)
  }

  /** Sends the microphone, or nothing, to everybody here. */
  send() {
    if (!this.mesh) return // the microphone changed before there was anybody
    this.mesh.tracks = { voice: this.devices.tracks.voice, camera: null, screen: null }
    const people = this.tabs.map(tab => ({ tab, wants_pictures: true }))
    this.mesh.update({ me: { wants_pictures: true }, people })
  }

  /** On, or off again; '' or the code of what went wrong. Off gives the microphone back. */
  async toggle() {
    if (!this.devices.tracks.voice) {
      const why = await this.devices.open('voice')
      this.meter.start(this.devices.tracks.voice)
      if (this.isHushed) this.hush(true)
      return why
    }
    this.loudAt = -HANGS
    this.meter.stop()
    this.devices.close('voice')
    return ''
  }

  /** Nobody here is sent the voice, though the microphone stays open: what is said meanwhile is for somebody else. */
  hush(isHushed) {
    this.isHushed = isHushed
    const { voice } = this.devices.tracks
    if (!voice) return
    voice.enabled = !isHushed
    this.changed()
  }

  listen(level) {
    const now = performance.now()
    if (level > LOUD) this.loudAt = now
    const isSpeaking = now - this.loudAt < HANGS
    if (isSpeaking === this.isSpeaking) return
    this.isSpeaking = isSpeaking
    this.speaks(isSpeaking)
  }

  /** `buffer` to everybody by the short way; gives whether it reached all of them. */
  sendPose(buffer) {
    let isForAll = true
    for (let i = 0; i < this.tabs.length; i++) {
      const channel = this.channelOf(this.tabs[i])
      if (channel?.readyState !== 'open') isForAll = false
      else if (channel.bufferedAmount < FULL) channel.send(buffer)
    }
    return isForAll
  }

  stop() {
    this.loudAt = -HANGS
    this.meter.stop()
    this.mesh?.stop()
    this.devices.stop()
  }
}
