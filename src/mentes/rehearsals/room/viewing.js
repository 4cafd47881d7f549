// What every page of the room shares: one picture of a place with its people, seen on a page, in a headset, or on the
// floor of somebody's own room. It knows nothing of what is rehearsed; `hooks` are told what happens, in the order it does.
import { Quaternion, Vector3 } from 'three'
import { Audience } from './audience.js'
import { Line } from './board.js'
import { Controls } from './controls.js'
import { DEGREE } from './draw/numbers.js'
import { openEye } from './eye.js'
import { Fineness } from './fineness.js'
import { Looking } from './looking.js'
import { OwnRoom } from './own-room.js'
import { Rough } from './rough.js'
import { RoomScene } from './scene.js'
import { kinds, Session } from './session.js'

const SAID = 5 // seconds that a sentence stays before the eyes

export class Viewing {
  /**
   * `root` holds the buttons ([data-do]), `surface` the picture. `setting` {place, people, seed, mood, light?}: without a
   * light that of the page is taken. `words`: floor, trigger, too-small, refused.
   *
   * `hooks`: act(intent, button) for what is not the viewing's own; press(event) and squeeze() of a controller; pass(seconds, isKnown)
   * before every picture; leaving() before the audience goes, seated() when one sits; furnished(), relit(), entered(kind), cameOut(wasHere).
   */
  constructor({ root, surface, setting, words, hooks }) {
    Object.assign(this, { root, surface, setting, words, hooks, then: 0, saidFor: 0, pill: null })
    this.still = matchMedia('(prefers-reduced-motion: reduce)')
    this.dark = matchMedia('(prefers-color-scheme: dark)')
    // What people and measures read of the speaker; changed in place for every picture.
    this.speaker = { headPosition: new Vector3(), headForward: new Vector3(0, 0, -1), isSpeaking: false, pauseSeconds: 0, pace: 0 }
    // The head of whoever looks, in the room.
    this.head = { position: new Vector3(), quaternion: new Quaternion(), forward: new Vector3(0, 0, -1) }
    this.isWatching = false // what the audience sees is then somebody else, whose page fills in `speaker`
    this.controls = new Controls({
      surface,
      buttons: root,
      turn: (yaw, pitch) => !this.isIn && this.looking.turn(yaw, pitch),
      act: (intent, button) => this.act(intent, button),
      fov: () => this.camera.fov * DEGREE,
    })
    this.looking = new Looking(this)
    this.fineness = new Fineness()
    this.ownRoom = new OwnRoom(this)
    this.sizes = new ResizeObserver(() => this.resize())
    this.looks = new MutationObserver(() => this.relight())
    this.changed = () => this.relight()
  }

  /** Gives whether this browser can draw it. */
  start() {
    const eye = openEye(this.surface)
    if (!eye) return false
    Object.assign(this, eye)
    const { renderer } = this
    this.rough = new Rough(renderer)
    this.line = new Line(this.camera)
    this.session = new Session({
      renderer,
      began: kind => this.entered(kind),
      ended: () => this.cameOut(),
      select: event => (this.ownRoom.isPlacing ? this.ownRoom.place() : this.hooks.press(event)),
      squeeze: event => this.hooks.squeeze(event),
    })
    this.furnish()
    this.controls.start()
    this.sizes.observe(this.surface)
    this.looks.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    this.dark.addEventListener('change', this.changed)
    this.still.addEventListener('change', this.changed)
    this.offer()
    // What is written on walls is written again with the right letters.
    document.fonts.ready.then(() => this.hooks.furnished())
    this.then = performance.now()
    renderer.setAnimationLoop((time, frame) => this.update(frame))
    return true
  }

  async offer() {
    for (const kind of await kinds()) this.root.querySelector(`[data-do="${kind}"]`).hidden = false
  }

  get light() {
    if (this.setting.light) return this.setting.light
    const chosen = document.documentElement.dataset.theme
    return (chosen ? chosen === 'winedark' : this.dark.matches) ? 'evening' : 'dawn'
  }

  /** Where the speaker stands on a floor that was found; nothing where they stand in the place itself. */
  get from() {
    return this.ownRoom.from
  }

  get isIn() {
    return Boolean(this.session.session)
  }

  furnish() {
    const { place, people, seed } = this.setting
    this.room = new RoomScene({ place, light: this.light, n: people, seed })
    this.room.scene.add(this.stand)
    const slide = this.room.place.slide?.mesh.position.toArray()
    this.seat(this.room.seats, slide ? { slide } : {})
    this.hooks.furnished()
  }

  seat(seats, more = {}) {
    const { room, setting } = this
    const options = { seed: setting.seed, mood: setting.mood, isStill: this.still.matches, material: room.material, eye: [0, this.looking.eye, 0] }
    this.audience = room.add(new Audience(seats, { ...options, ...more }))
    this.hooks.seated()
  }

  /** Another light, or another wish about movement: the room is drawn anew, what is rehearsed goes on. */
  relight() {
    if (this.isIn) return
    this.refurnish()
    this.hooks.relit()
  }

  refurnish() {
    this.hooks.leaving()
    this.room.scene.remove(this.stand)
    this.room.stop()
    this.furnish()
  }

  resize() {
    const { clientWidth, clientHeight } = this.surface
    if (this.isIn || !clientWidth) return
    this.renderer.setSize(clientWidth, clientHeight)
    this.camera.aspect = clientWidth / clientHeight
    this.camera.fov = this.looking.fov
    this.looking.aim()
    this.camera.updateProjectionMatrix()
    this.hooks.resized?.()
  }

  act(intent, button) {
    if (intent === 'next' && this.ownRoom.isPlacing) this.ownRoom.place()
    else if (intent === 'straight') this.looking.straight()
    else if (intent === 'sit') button.setAttribute('aria-pressed', String(this.looking.sit()))
    else if (intent.startsWith('immersive-')) this.enter(intent)
    else this.hooks.act(intent, button)
  }

  async enter(kind) {
    if (!(await this.session.enter(kind))) this.hooks.refused()
  }

  entered(kind) {
    this.root.dataset.presenting = kind
    this.hooks.entered(kind)
    if (kind === 'immersive-ar') this.ownRoom.enter()
  }

  cameOut() {
    delete this.root.dataset.presenting
    this.line.hide()
    const wasHere = this.ownRoom.isHere
    if (wasHere) {
      this.ownRoom.leave()
      this.refurnish()
    }
    this.hooks.cameOut(wasHere)
    this.resize()
  }

  update(frame) {
    const now = performance.now()
    const seconds = Math.max(0, now - this.then) / 1000
    this.then = now
    const { speaker, head, session } = this
    let isKnown = true
    if (session.session) {
      isKnown = session.update(frame)
      head.position.copy(session.position).applyMatrix4(this.stand.matrixWorld)
      head.quaternion.copy(this.stand.quaternion).multiply(session.turn)
      if (this.ownRoom.isPlacing) this.ownRoom.showSpot()
    } else {
      this.fineness.update(seconds)
      this.camera.updateWorldMatrix(true, false)
      head.position.setFromMatrixPosition(this.camera.matrixWorld)
      head.quaternion.copy(this.stand.quaternion).multiply(this.camera.quaternion)
    }
    head.forward.set(0, 0, -1).applyQuaternion(head.quaternion)
    if (!this.isWatching) {
      speaker.headPosition.copy(head.position)
      speaker.headForward.copy(head.forward)
    }
    this.hooks.pass(seconds, isKnown)
    this.saidFor += seconds
    if (this.saidFor > SAID && !this.ownRoom.isPlacing) this.line.hide()
    this.room.update(seconds, speaker)
    const { share } = this.fineness
    if (share < 1 && !session.session) this.rough.render(this.room.scene, this.camera, share, this.pill)
    else this.renderer.render(this.room.scene, this.camera)
  }

  /** Before the eyes in a headset, which shows no page; '' takes it away. */
  say(text) {
    this.saidFor = 0
    if (this.isIn && text) this.line.show(text)
    else if (!this.ownRoom.isPlacing) this.line.hide()
  }

  /** Gives back all that was taken: the loop, listeners, and what lies on the graphics card. */
  stop() {
    this.renderer.setAnimationLoop(null)
    this.session.leave()
    this.controls.stop()
    this.sizes.disconnect()
    this.looks.disconnect()
    this.dark.removeEventListener('change', this.changed)
    this.still.removeEventListener('change', this.changed)
    this.rough.stop()
    this.line.stop()
    this.room.stop()
    this.renderer.dispose()
    this.renderer.forceContextLoss()
    this.renderer.domElement.remove()
  }
}
