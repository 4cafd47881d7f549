// One connection to one other browser: three lines that stay (voice, camera, screen), agreed on by perfect negotiation.

const SLOTS = ['voice', 'camera', 'screen']
const KINDS = { voice: 'audio', camera: 'video', screen: 'video' }
// A wireless network that changes its mind is back within seconds; only then is a new way looked for.
const PATIENCE = 2500, AGAIN_EVERY = 5000
// A first connection takes its time on a slow device; what was lost on the way of its offer is never said again by itself.
const FIRST_PATIENCE = 15_000

export class Peer {
  /**
   * `isPolite` gives way when both ask at once, and waits for the first offer. `line`: {servers, only_relay}.
   * `tell(body)` reaches the other; `heard(slot, track)` and `linked(link)` tell the page. `make` makes the connection (tests).
   */
  constructor({ isPolite, line, tell, heard, linked, make = options => new RTCPeerConnection(options) }) {
    Object.assign(this, { isPolite, tell, heard, linked })
    this.connection = make({ iceServers: line.servers, iceTransportPolicy: line.only_relay ? 'relay' : 'all', bundlePolicy: 'max-bundle' })
    this.slots = {}
    this.tracks = {}
    this.bits = {}
    this.isMaking = this.isIgnoring = this.isAnswering = this.isClosed = false
    this.hasMet = false
    this.mendedAt = -Infinity
    this.turn = Promise.resolve()
    const peer = this.connection
    peer.onicecandidate = ({ candidate }) => candidate?.candidate && tell({ candidates: [candidate.toJSON()] })
    peer.onnegotiationneeded = () => this.offer()
    peer.onconnectionstatechange = () => this.look()
    peer.oniceconnectionstatechange = () => this.look()
    peer.ontrack = ({ transceiver, track }) => {
      const slot = SLOTS[Number(transceiver.mid)]
      if (slot) heard(slot, track)
    }
  }

  start() {
    if (this.isPolite) return
    for (const slot of SLOTS) this.slots[slot] = this.connection.addTransceiver(KINDS[slot], { direction: 'sendrecv' })
    this.fill()
    this.mendLater(FIRST_PATIENCE)
  }

  async offer() {
    if (this.isClosed || (this.isPolite && !this.hasMet)) return
    try {
      this.isMaking = true
      await this.connection.setLocalDescription()
      this.tell({ description: plain(this.connection.localDescription) })
    } catch (error) {
      if (!this.isClosed) console.warn('an offer failed', error)
    } finally {
      this.isMaking = false
    }
  }

  /** What the other browser says, one after the other. */
  take(body) {
    this.turn = this.turn.then(() => this.answer(body)).catch(error => { if (!this.isClosed) console.warn('a signal failed', error) })
    return this.turn
  }

  async answer({ description, candidates }) {
    if (this.isClosed) return
    const peer = this.connection
    if (description) {
      const isReady = !this.isMaking && (peer.signalingState === 'stable' || this.isAnswering)
      const collides = description.type === 'offer' && !isReady
      this.isIgnoring = !this.isPolite && collides
      if (this.isIgnoring) return
      this.isAnswering = description.type === 'answer'
      await peer.setRemoteDescription(description)
      this.isAnswering = false
      if (description.type !== 'offer') return
      this.adopt()
      await peer.setLocalDescription()
      this.tell({ description: plain(peer.localDescription) })
      return
    }
    for (const candidate of candidates) {
      try {
        await peer.addIceCandidate(candidate)
      } catch (error) {
        if (!this.isIgnoring) throw error
      }
    }
  }

  /** The polite side finds its three lines in the first offer, and sends on them too. */
  adopt() {
    if (this.hasMet || !this.isPolite) return
    this.hasMet = true
    for (const transceiver of this.connection.getTransceivers()) {
      const slot = SLOTS[Number(transceiver.mid)]
      if (!slot) continue
      transceiver.direction = 'sendrecv'
      this.slots[slot] = transceiver
    }
    this.fill()
    this.mendLater(FIRST_PATIENCE)
  }

  fill() {
    for (const slot of SLOTS) this.put(slot, this.tracks[slot] ?? null, this.bits[slot])
  }

  /** Send `track` (or nothing: null) on `slot`, at most `bits` a second. No new agreement is needed. */
  put(slot, track, bits) {
    this.tracks[slot] = track
    this.bits[slot] = bits
    const sender = this.slots[slot]?.sender
    if (!sender || this.isClosed) return
    if (sender.track !== track) sender.replaceTrack(track).catch(error => { if (!this.isClosed) console.warn('a track failed', error) })
    const parameters = sender.getParameters()
    if (bits && parameters.encodings?.length && parameters.encodings[0].maxBitrate !== bits) {
      parameters.encodings[0].maxBitrate = bits
      sender.setParameters(parameters).catch(() => {}) // an older agreement: the next change tries again
    }
  }

  look() {
    if (this.isClosed) return
    const { connectionState, iceConnectionState } = this.connection
    if (connectionState === 'connected') {
      this.wasConnected = true
      clearTimeout(this.mending)
      this.mending = null
      this.fill()
      this.linked('connected')
    } else if (connectionState === 'failed' || connectionState === 'disconnected' || iceConnectionState === 'failed') {
      this.linked('interrupted')
      this.mendLater(connectionState === 'failed' ? this.mendedAt + AGAIN_EVERY - performance.now() : PATIENCE)
    } else if (!this.wasConnected) this.linked('connecting')
  }

  /** In so many milliseconds, or sooner where that was meant already. */
  mendLater(milliseconds) {
    const at = performance.now() + Math.max(0, milliseconds)
    if (this.mending && this.mendsAt <= at) return
    clearTimeout(this.mending)
    this.mendsAt = at
    this.mending = setTimeout(() => this.mend(), Math.max(0, milliseconds))
  }

  /** Look for a new way, and again until one is found. */
  mend() {
    this.mending = null
    if (this.isClosed || this.connection.connectionState === 'connected') return
    this.mendedAt = performance.now()
    if (!this.isPolite || this.hasMet) {
      // What was agreed half way when the line broke holds up everything after it.
      if (this.connection.signalingState === 'have-local-offer') this.offer()
      else this.connection.restartIce()
    }
    this.mendLater(this.wasConnected ? AGAIN_EVERY : FIRST_PATIENCE)
  }

  /** The line to the server is back, or this device woke up: mend at once what is not whole. */
  wake() {
    if (this.connection.connectionState === 'connected') return
    clearTimeout(this.mending)
    this.mend()
  }

  stop() {
    this.isClosed = true
    clearTimeout(this.mending)
    this.connection.close()
  }
}

const plain = ({ type, sdp }) => ({ type, sdp })
