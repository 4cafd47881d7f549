// A rehearsal seen again: its place, its audience, the speaker and whoever was with them, at any millisecond and from three seats.
// It draws when it is asked to and at no other time.
import { PerspectiveCamera, Quaternion, Vector3, WebGLRenderer } from 'three'
import { clamp, DEGREE } from './draw/numbers.js'
import { Mentor } from './mentor.js'
import { Fineness } from './fineness.js'
import { MANTLE_PARENT } from './people/mantle.js'
import { Handled } from './handled.js'
import { laidAt } from './report/laid.js'
import { Company } from './report/company.js'
import { Rough } from './rough.js'
import { RoomScene } from './scene.js'
import { poseRoom, SPEAKER } from './timeline.js'

const [NEAR, FAR] = [0.05, 60] // metres
const EYE = 1.65
const BEFORE_FACE = 0.24 // metres from the middle of a head to where one looks out of it
const FARTHEST = { yaw: 150 * DEGREE, pitch: 60 * DEGREE }
const AT_ONCE = 10 // seconds of gliding: whoever is jumped to is there
const TIMED = 2 // the first picture makes up what the others find made, the second tells how quick this machine is
const FROM_SEAT = { fov: 58, tallFov: 74 }
export const [STILL, PLAYING, DRAGGED] = ['still', 'playing', 'dragged']
export const SEATS = ['speaker', 'mentor', 'audience']

/** The speaker's figure: as a mentor's, its name turned to the audience. */
class Figure extends Mentor {
  settle() {
    super.settle()
    if (!this.isSpeaker) return
    this.faceTo(this.joints.label, Math.PI)
    this.skeleton.settle(0, MANTLE_PARENT)
  }
}

export class Replay {
  /**
   * `surface` gets the canvas; `timeline`, `facts` (report/facts.js); `setting` {place, light, n, seed, mood}; `people`: [{who,
   * name, dyes, weave}] with the speaker as `speaker`; `slide(number)` the address of a slide, or ''; `seatings`
   * as report/where.js gives them; `things` and `handles` (report/laid.js) of the scenario; `isStill` for reduced motion.
   */
  constructor({ surface, timeline, facts, setting, people, seatings, slide = () => '', things = {}, handles = {}, isStill = false }) {
    Object.assign(this, { surface, timeline, facts, setting, people, seatings, slide, things, handles, isStill, laid: null })
    Object.assign(this, { seat: 'speaker', chair: 0, companies: new Map(), yaw: 0, pitch: 0, ms: 0, drawn: 0, images: new Map(), shown: -1, mode: STILL, then: 0 })
    // How finely each is drawn; at rest there is time for all pixels.
    this.finenesses = { [DRAGGED]: new Fineness(1), [PLAYING]: new Fineness() }
    this.pixel = new Uint8Array(4)
    this.room = poseRoom()
    this.eye = new Vector3()
    this.toward = new Vector3()
    this.turn = new Quaternion()
    this.speaker = { headPosition: new Vector3(0, EYE, 0), headForward: new Vector3(0, 0, -1), isSpeaking: false, pauseSeconds: 0, pace: 0 }
  }

  /** Gives whether this browser can draw it. */
  start() {
    try {
      this.renderer = new WebGLRenderer({ antialias: true })
    } catch {
      return false
    }
    this.rough = new Rough(this.renderer)
    this.surface.prepend(this.renderer.domElement)
    const { place, light, n, seed } = this.setting
    this.scene = new RoomScene({ place, light, n, seed })
    this.camera = new PerspectiveCamera(55, 1, NEAR, FAR)
    this.camera.rotation.order = 'YXZ'
    this.scene.scene.add(this.camera)
    this.figures = this.people.map(person => this.figureOf(person))
    this.scene.showSlide(null)
    this.handled = new Handled({ surface: this.surface, take() {} })
    this.seatAt(0)
    this.sizes = new ResizeObserver(() => this.resize())
    this.sizes.observe(this.surface)
    this.resize()
    return true
  }

  figureOf(person) {
    const figure = new Figure({ name: person.name, dyes: person.dyes ?? ['woad', 'weld'], weave: person.weave ?? 4 }, this.scene.material)
    figure.isSpeaker = person.who === SPEAKER
    figure.group.visible = false
    this.scene.scene.add(figure.group)
    return { who: person.who, figure, pose: { head: new Point(), left: new Point(), right: new Point() } }
  }

  get n() {
    return this.audience.seats.length
  }

  /** Whoever sat there at `ms`: in the place, or on a floor that was found in the speaker's own room. */
  seatAt(ms) {
    const now = this.timeline.newest('seated', ms)?.value
    const seating = this.seatings.find(one => one.first === (now?.seats ? now.first : 0)) ?? this.seatings[0]
    if (this.company?.seating === seating) return
    this.company?.show(false)
    const { scene, setting, facts, isStill } = this
    this.company = this.companies.get(seating) ?? new Company({ scene, seating, setting, facts, isStill, eye: EYE })
    this.companies.set(seating, this.company)
    this.company.show(true)
    Object.assign(this, { audience: this.company.audience, past: this.company.past, laid: null })
    this.handled.clear()
    this.handled.furnish({ room: scene, camera: null, isStill, own: seating.isOwn ? { at: [0, 0, 0], face: 0 } : null })
  }

  /** Sits down in one of SEATS; `chair` which of the audience. */
  sit(seat, chair = this.chair) {
    Object.assign(this, { seat, chair: clamp(chair, 0, this.n - 1), yaw: 0, pitch: 0 })
    this.resize()
  }

  look(yaw, pitch) {
    this.yaw = clamp(this.yaw + yaw, -FARTHEST.yaw, FARTHEST.yaw)
    this.pitch = clamp(this.pitch + pitch, -FARTHEST.pitch, FARTHEST.pitch)
    this.draw(this.ms)
  }

  resize() {
    if (!this.surface.clientWidth) return
    this.fit()
    this.draw(this.ms)
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.surface
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
    this.renderer.setSize(width, height)
    this.camera.aspect = width / height
    const view = this.seat === 'speaker' ? this.scene.camera : FROM_SEAT
    this.camera.fov = height > width ? view.tallFov : view.fov
    this.camera.updateProjectionMatrix()
  }

  /** STILL, PLAYING, or DRAGGED by a thumb: then a machine that draws slowly draws fewer pixels. */
  as(mode) {
    if (mode === this.mode) return
    Object.assign(this, { mode, then: 0 })
  }

  /** Draws the picture of `ms`. `seconds` since the last one where time passes by itself; without, one is there at once. */
  draw(ms, seconds = 0) {
    const before = performance.now()
    if (this.mode === PLAYING && this.then) this.finenesses[PLAYING].update((before - this.then) / 1000)
    this.then = before
    const isJump = !seconds
    this.ms = ms
    const t = ms / 1000
    this.seatAt(ms)
    for (const one of this.figures) this.place(one, ms, isJump ? AT_ONCE : seconds)
    this.watch(ms, t, isJump, seconds)
    this.layOut(ms, t, isJump ? AT_ONCE : seconds)
    this.showSlideAt(ms)
    this.aim()
    const share = this.finenesses[this.mode]?.share ?? 1
    if (share < 1) this.rough.render(this.scene.scene, this.camera, share)
    else this.renderer.render(this.scene.scene, this.camera)
    this.drawn++
    if (this.mode !== DRAGGED && this.drawn !== TIMED) return
    this.wait()
    this.finenesses[DRAGGED].update((performance.now() - before) / 1000)
  }

  /** Until the picture is drawn, which reading one of its pixels tells. */
  wait() {
    const gl = this.renderer.getContext()
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.pixel)
  }

  place({ who, figure, pose }, ms, seconds) {
    const { room, timeline } = this
    const isHere = timeline.poseAt(ms, who, room)
    if (who === SPEAKER) this.knowSpeaker(isHere)
    figure.group.visible = (isHere || who === SPEAKER) && !(who === SPEAKER && this.seat === 'speaker') && !this.isSeatOf(who)
    if (!figure.group.visible) return
    if (isHere) pose.head.from(room.head)
    else pose.head.from([0, EYE, 0, 0, 0, 0, 1])
    const isSpeaking = who === SPEAKER ? this.facts.isHeard && this.past.seen.at(ms).isSpeaking : this.facts.others.some(one => one.who === who && one.from <= ms && one.to > ms)
    figure.pose({
      head: pose.head,
      left: isHere && room.hasLeft ? pose.left.from(room.left) : null,
      right: isHere && room.hasRight ? pose.right.from(room.right) : null,
    }, isSpeaking)
    figure.update(ms / 1000, seconds)
  }

  knowSpeaker(isHere) {
    const { headPosition, headForward } = this.speaker
    if (isHere) headPosition.fromArray(this.room.head)
    else headPosition.set(0, EYE, 0)
    this.turn.fromArray(isHere ? this.room.head : [0, 0, 0, 1], isHere ? 3 : 0)
    headForward.set(0, 0, -1).applyQuaternion(this.turn)
    this.isKnown = isHere
  }

  /** The seat of the mentor is that of the first who was there as one. */
  isSeatOf(who) {
    return this.seat === 'mentor' && this.mentor?.who === who
  }

  get mentor() {
    return this.people.find(one => one.side === 'mentor' && this.timeline.poses.has(one.who))
  }

  watch(ms, t, isJump, seconds) {
    const { audience, past } = this
    past.at(ms)
    Object.assign(this.speaker, past.seen.at(ms))
    if (!isJump) {
      audience.update(t, seconds, this.speaker)
      return
    }
    // Far people are posed in every third picture: after a jump all of them at once, as if they had long been so.
    audience.posedAt.fill(t - AT_ONCE)
    for (let i = 0; i < 3; i++) audience.update(t, AT_ONCE, this.speaker)
  }

  /** Things on the counter or the board, as far as they were handled. */
  layOut(ms, t, seconds) {
    const laid = laidAt(this.timeline, this.handles, ms)
    const isBack = this.laid && (laid?.step !== this.laid.step || laid.n < this.laid.n)
    if (isBack) this.handled.clear()
    this.laid = laid
    if (!laid) return
    this.handled.follow({ ...laid, things: this.things })
    this.handled.update(t, seconds)
  }

  showSlideAt(ms) {
    if (!this.scene.hasSlides) return
    const number = Number(this.timeline.newest('slide', ms)?.value.number ?? 1)
    if (number === this.shown) return
    this.shown = number
    const address = this.slide(number)
    if (!address) return
    let image = this.images.get(number)
    if (!image) {
      image = new Image()
      image.src = address
      this.images.set(number, image)
      image.decode().then(() => this.showImage(number, image), () => {})
    } else if (image.complete) this.scene.showSlide(image)
  }

  showImage(number, image) {
    if (number !== this.shown || !this.renderer) return
    this.scene.showSlide(image)
    this.draw(this.ms)
  }

  aim() {
    const { camera, speaker, seat } = this
    if (seat === 'speaker') {
      const view = this.scene.camera
      // Whoever wishes less movement keeps the view of the place, for heads turn quickly.
      const isFollowing = this.isKnown && !this.isStill
      if (isFollowing) {
        camera.position.copy(speaker.headPosition)
        camera.quaternion.copy(this.turn)
      } else {
        camera.position.set(0, EYE, 0)
        camera.rotation.set(view.pitch * DEGREE, view.yaw * DEGREE, 0)
      }
      camera.rotation.x += this.pitch
      camera.rotation.y += this.yaw
      return
    }
    this.standAt(seat)
    this.toward.copy(speaker.headPosition).sub(this.eye)
    const away = Math.hypot(this.toward.x, this.toward.z)
    if (seat === 'audience') this.eye.addScaledVector(this.toward, BEFORE_FACE / Math.max(away, 0.5))
    camera.position.copy(this.eye)
    camera.rotation.set(Math.atan2(this.toward.y - 0.25, away) + this.pitch, Math.atan2(-this.toward.x, -this.toward.z) + this.yaw, 0)
  }

  /** Into `eye`: where one looks from. */
  standAt(seat) {
    if (seat === 'audience') {
      this.audience.eyesOf(Math.min(this.chair, this.n - 1), this.eye)
      return
    }
    const { mentor } = this
    if (mentor && this.timeline.poseAt(this.ms, mentor.who, this.room)) this.eye.fromArray(this.room.head)
    else {
      const [x, y, z] = this.scene.mentorSpots[0].pos
      this.eye.set(x, y + EYE, z)
    }
  }

  stop() {
    this.sizes.disconnect()
    for (const { figure } of this.figures) figure.stop()
    this.handled.leave()
    this.scene.stop()
    this.rough.stop()
    this.renderer.dispose()
    this.renderer.forceContextLoss()
    this.renderer.domElement.remove()
    this.renderer = null
  }
}

/** A place and a turn, from seven numbers. */
class Point {
  constructor() {
    this.position = new Vector3()
    this.quaternion = new Quaternion()
  }

  from(numbers) {
    this.position.fromArray(numbers)
    this.quaternion.fromArray(numbers, 3)
    return this
  }
}
