// The room of sixty seconds: alone knows all the parts, hands each what it needs, and keeps the one state.
import './room.css'
import { PerspectiveCamera, Vector3, WebGLRenderer } from 'three'
import { Audience } from './audience.js'
import { Board, Line } from './board.js'
import { Controls } from './controls.js'
import { clamp, DEGREE } from './draw/numbers.js'
import { Hand } from './hand.js'
import { HeadDirection } from './head.js'
import { ring, stools } from './here.js'
import { seatsOnFloor } from './layout.js'
import { left, MOMENTS, START, step } from './minute.js'
import { Noticed } from './noticed.js'
import { RoomScene } from './scene.js'
import { kinds, Session } from './session.js'
import { Speech } from './speech.js'
import { TalkTime } from './voice-activity.js'

const [NEAR, FAR] = [0.05, 60] // metres
const [STANDING, SITTING] = [1.65, 1.2] // metres: eyes
const FARTHEST = { yaw: 115 * DEGREE, pitch: 50 * DEGREE } // necks and hips turn so far
const SAID = 5 // seconds that a sentence stays before the eyes

class Room {
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`)
    const words = JSON.parse(document.getElementById('room-words').textContent)
    Object.assign(this, { root, part, words, state: START, shown: -1, then: 0, saidFor: 0, eye: STANDING, yaw: 0, pitch: 0 })
    this.numbers = new Intl.NumberFormat(document.documentElement.lang)
    this.still = matchMedia('(prefers-reduced-motion: reduce)')
    this.dark = matchMedia('(prefers-color-scheme: dark)')
    // What people and measures read of the speaker; changed in place for every picture.
    this.speaker = { headPosition: new Vector3(), headForward: new Vector3(0, 0, -1), isSpeaking: false, pauseSeconds: 0, pace: 0 }
    this.noticed = new Noticed({ root: part('noticed'), words, language: document.documentElement.lang })
    this.board = new Board()
    this.heard = { t: 0, voiced: false }
    this.speech = new Speech({ worklet: root.dataset.worklet, read: reading => this.hear(reading) })
    const surface = part('stage')
    this.controls = new Controls({
      surface,
      buttons: root,
      turn: (yaw, pitch) => this.turn(yaw, pitch),
      act: intent => this.act(intent),
      fov: () => this.camera.fov * DEGREE,
    })
    this.sizes = new ResizeObserver(() => this.resize())
    this.looks = new MutationObserver(() => this.relight())
    this.changed = () => this.relight()
  }

  /** Gives whether this browser can draw it. */
  start() {
    try {
      this.renderer = new WebGLRenderer({ antialias: true, alpha: true })
    } catch {
      return false
    }
    const { renderer } = this
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
    renderer.xr.enabled = true
    this.part('stage').prepend(renderer.domElement)
    this.camera = new PerspectiveCamera(55, 1, NEAR, FAR)
    this.camera.rotation.order = 'YXZ'
    this.line = new Line(this.camera)
    this.session = new Session({
      renderer,
      began: kind => this.entered(kind),
      ended: () => this.cameOut(),
      select: () => this.act('next'),
      squeeze: () => this.state.phase !== 'speaking' && this.act('leave'),
    })
    this.furnish()
    this.controls.start()
    this.sizes.observe(this.part('stage'))
    this.looks.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    this.dark.addEventListener('change', this.changed)
    this.still.addEventListener('change', this.changed)
    this.offer()
    // The wall is written on again with the right letters.
    document.fonts.ready.then(() => this.write())
    this.then = performance.now()
    renderer.setAnimationLoop((time, frame) => this.update(frame))
    return true
  }

  /** Buttons for what works here, and one sentence where the address is what is missing. */
  async offer() {
    const able = await kinds()
    for (const kind of able) this.root.querySelector(`[data-do="${kind}"]`).hidden = false
    this.part('insecure').hidden = isSecureContext
    this.root.querySelector('[data-do="hear"]').hidden = !navigator.mediaDevices || !globalThis.AudioWorkletNode
  }

  get light() {
    const chosen = document.documentElement.dataset.theme
    return (chosen ? chosen === 'winedark' : this.dark.matches) ? 'evening' : 'dawn'
  }

  furnish() {
    const { place, people } = this.root.dataset
    this.room = new RoomScene({ place, light: this.light, n: Number(people), seed: 0 })
    this.room.scene.add(this.camera)
    const slide = this.room.place.slide?.mesh.position.toArray()
    this.seat(this.room.seats, slide ? { slide } : {})
    this.write()
  }

  seat(seats, more = {}) {
    const { room } = this
    const options = { seed: 0, mood: 'supportive', isStill: this.still.matches, material: room.material, eye: [0, this.eye, 0] }
    this.audience = room.add(new Audience(seats, { ...options, ...more }))
    this.head = new HeadDirection(this.audience.faces, more.from)
  }

  /** Another light, or another wish about movement: the room is drawn anew, the minute goes on. */
  relight() {
    if (this.session.session) return
    const { head } = this
    this.hand?.lower()
    this.room.stop()
    this.furnish()
    this.head = head
    if (this.hand) this.hand.audience = this.audience
  }

  resize() {
    const { clientWidth, clientHeight } = this.part('stage')
    if (this.session.session || !clientWidth) return
    this.renderer.setSize(clientWidth, clientHeight)
    this.camera.aspect = clientWidth / clientHeight
    this.camera.fov = this.isTall ? this.room.camera.tallFov : this.room.camera.fov
    this.aim()
    this.camera.updateProjectionMatrix()
  }

  get isTall() {
    const { clientWidth, clientHeight } = this.part('stage')
    return clientHeight > clientWidth
  }

  turn(yaw, pitch) {
    if (this.session.session) return
    this.yaw = clamp(this.yaw + yaw, -FARTHEST.yaw, FARTHEST.yaw)
    this.pitch = clamp(this.pitch + pitch, -FARTHEST.pitch, FARTHEST.pitch)
    this.aim()
  }

  aim() {
    const view = this.room.camera
    const yaw = (this.isTall && view.tallYaw) || view.yaw
    this.camera.position.set(0, this.eye, 0)
    this.camera.rotation.set(view.pitch * DEGREE + this.pitch, yaw * DEGREE + this.yaw, 0)
  }

  act(intent) {
    if (intent === 'next' && this.isPlacing) this.place()
    else if (intent === 'begin' || intent === 'next') this.begin(intent)
    else if (intent === 'leave') this.leave()
    else if (intent === 'hear') this.listen()
    else if (intent === 'straight') this.turn(-this.yaw, -this.pitch)
    else if (intent === 'sit') this.sit()
    else if (intent === 'plain') this.plain()
    else this.session.enter(intent).then(isIn => !isIn && this.say(this.words.refused))
  }

  begin(intent) {
    const before = this.state
    this.state = step(this.state, { kind: intent })
    if (this.state === before) return
    this.head = new HeadDirection(this.audience.faces, this.from)
    this.talk = this.speech.isOn ? new TalkTime() : null
    this.hand?.lower()
    this.hand = new Hand({ audience: this.audience, head: this.head, say: key => this.say(this.words[key]) })
    this.moment = 0
    this.noticed.hide()
    this.drawPhase()
    // The keys that turn the head are at hand at once.
    this.part('stage').focus({ preventScroll: true })
    this.part('stage').scrollIntoView({ block: 'nearest' })
  }

  leave() {
    this.state = step(this.state, { kind: 'leave' })
    this.hand?.lower()
    this.noticed.hide()
    this.drawPhase()
    this.say('')
    this.session.leave()
  }

  sit() {
    this.eye = this.eye === STANDING ? SITTING : STANDING
    this.root.querySelector('[data-do="sit"]').setAttribute('aria-pressed', String(this.eye === SITTING))
    this.aim()
  }

  plain() {
    this.stop()
    plainly(this.root, '')
    this.part('plain').querySelector('h2').focus()
  }

  async listen() {
    const button = this.root.querySelector('[data-do="hear"]')
    if (this.speech.isOn) this.speech.stop()
    else {
      const why = await this.speech.start()
      if (why) this.say(this.words[`microphone-${why}`])
    }
    button.setAttribute('aria-pressed', String(this.speech.isOn))
    if (!this.speech.isOn) this.hear({ t: 0, voiced: false })
  }

  hear(reading) {
    this.heard = reading
    if (this.state.phase === 'speaking') this.talk?.add(reading)
    this.part('hears').hidden = !reading.voiced
  }

  entered(kind) {
    this.root.dataset.presenting = kind
    this.write()
    if (kind !== 'immersive-ar') return
    this.room.showPlace(false)
    this.room.remove(this.audience)
    this.ring = ring()
    this.room.scene.add(this.ring)
    this.isPlacing = true
    this.line.show(this.words.floor)
  }

  /** The audience takes its seats on the floor that was found; who finds no place stays away. */
  place() {
    if (!this.session.hasHit) return
    const found = this.session.floor()
    const { seats } = seatsOnFloor(Number(this.root.dataset.people), found)
    if (!seats.length) {
      this.line.show(this.words['too-small'])
      return
    }
    this.isPlacing = false
    this.ring.visible = false
    this.here = this.room.add({ ...stools(seats, this.room), update() {} })
    this.from = { x: found.speaker.at[0], z: found.speaker.at[1] }
    this.seat(seats, { eye: [this.from.x, this.eye, this.from.z], from: this.from })
    this.root.dataset.seated = seats.length
    this.line.show(this.words.trigger)
  }

  cameOut() {
    delete this.root.dataset.presenting
    this.line.hide()
    this.write()
    if (this.ring) {
      // Those who sat in one's own room are gone with it, and so is a minute before them.
      if (this.state.phase === 'speaking') this.state = START
      this.room.scene.remove(this.ring)
      this.ring.geometry.dispose()
      this.ring.material.dispose()
      Object.assign(this, { ring: null, here: null, from: undefined, isPlacing: false })
      const { head } = this
      this.room.stop()
      this.furnish()
      if (this.state.phase === 'over') this.head = head
      this.drawPhase()
    }
    this.resize()
  }

  update(frame) {
    const now = performance.now()
    const seconds = Math.max(0, now - this.then) / 1000
    this.then = now
    const { speaker, session } = this
    let isKnown = true
    if (session.session) {
      isKnown = session.update(frame)
      speaker.headPosition.copy(session.position)
      speaker.headForward.copy(session.forward)
      if (this.isPlacing) this.showSpot()
    } else {
      speaker.headPosition.copy(this.camera.position)
      this.camera.getWorldDirection(speaker.headForward)
    }
    this.pass(seconds, isKnown)
    this.saidFor += seconds
    if (this.saidFor > SAID && !this.isPlacing) this.line.hide()
    this.room.update(seconds, speaker)
    this.renderer.render(this.room.scene, this.camera)
  }

  showSpot() {
    this.ring.visible = this.session.hasHit
    this.ring.position.copy(this.session.spot)
    this.ring.position.y += 0.01
  }

  pass(seconds, isKnown) {
    if (this.state.phase !== 'speaking') return
    const { speaker } = this
    this.state = step(this.state, { kind: 'tick', seconds })
    speaker.isSpeaking = !this.speech.isOn || this.heard.voiced
    speaker.pauseSeconds = this.talk ? this.talk.pauseAt(this.heard.t) : 0
    const seat = isKnown ? this.head.add(speaker.headPosition, speaker.headForward, seconds) : -1
    this.hand.update(seat, seconds)
    while (this.moment < MOMENTS.length && this.state.seconds >= MOMENTS[this.moment].at) this.happen(MOMENTS[this.moment++])
    if (left(this.state) !== this.shown) this.write()
    if (this.state.phase === 'over') this.finish()
  }

  happen({ say, hand }) {
    if (say) this.say(this.words[say])
    else this.hand.raise(hand)
  }

  finish() {
    this.hand?.lower()
    this.speaker.isSpeaking = false
    this.audience.applaud()
    this.say(this.words.over)
    this.noticed.show({ head: this.head, talk: this.talk, n: this.audience.seats.length })
    this.drawPhase()
  }

  /** The clock on the page and on the wall: once a second, not for every picture. */
  write() {
    const { phase } = this.state
    this.shown = left(this.state)
    const clock = this.numbers.format(this.shown)
    this.part('clock').textContent = clock
    if (phase === 'before') this.room.showSlide(this.board.draw(this.words.title, this.session.session ? ['', this.words.trigger] : []))
    else if (phase === 'speaking') this.room.showSlide(this.board.draw(clock, [this.words.left]))
    else this.room.showSlide(this.board.draw(this.words['noticed-title'], this.noticed.lines(this.head)))
  }

  drawPhase() {
    this.root.dataset.phase = this.state.phase
    this.write()
  }

  /** Said aloud by screen readers, shown below the picture, and before the eyes in a headset. */
  say(text) {
    this.part('caption').textContent = text
    this.saidFor = 0
    if (this.session.session && text) this.line.show(text)
    else if (!this.isPlacing) this.line.hide()
  }

  /** Gives back all that was taken: the loop, the microphone, listeners, and what lies on the graphics card. */
  stop() {
    this.renderer.setAnimationLoop(null)
    this.session.leave()
    this.speech.stop()
    this.controls.stop()
    this.sizes.disconnect()
    this.looks.disconnect()
    this.dark.removeEventListener('change', this.changed)
    this.still.removeEventListener('change', this.changed)
    this.line.stop()
    this.room.stop()
    this.renderer.dispose()
    this.renderer.forceContextLoss()
    this.renderer.domElement.remove()
  }
}

/** The plain form instead of the room; `why` names the part that says so, or is empty. */
function plainly(root, why) {
  root.querySelector('[data-part="room"]').hidden = true
  root.querySelector('[data-part="plain"]').hidden = false
  if (why) root.querySelector(`[data-part="${why}"]`).hidden = false
}

const root = document.querySelector('[data-room]')
if (root) {
  root.querySelector('[data-part="room"]').hidden = false
  const room = new Room(root)
  if (room.start()) {
    root.querySelector('[data-part="plain"]').hidden = true
    addEventListener('pagehide', event => !event.persisted && room.stop(), { once: true })
  } else plainly(root, 'no-webgl')
}
