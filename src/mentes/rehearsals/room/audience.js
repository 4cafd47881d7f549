// The people of a place: who they are from a seed, what they do from behaviour.js, shown as one mesh.
import { Vector3 } from 'three'
import { Behaviour, LOOK } from './behaviour.js'
import { clamp } from './draw/numbers.js'
import { GESTURES } from './gestures.js'
import { castFor } from './people/cast.js'
import { Crowd } from './people/crowd.js'
import { costOf } from './people/figure.js'
import { chooseLevels } from './people/levels.js'
import { abilities } from './people/seating.js'

const NEAR = 3.6 // metres: nearer people are posed in every picture, others in every third
const FEW = 8 // as many are always posed
const TURNS = 3
const LOOKED_AT = Math.cos((7 * Math.PI) / 180)
const PITCH_SHARE = 0.55 // heads turn up or down so far of the way; eyes and politeness do the rest
const EYE = 0.128 // metres from the neck's joint to the eyes
const AT_START = { headPosition: new Vector3(0, 1.65, 0), headForward: new Vector3(0, 0, -1) }

export class Audience {
  /**
   * `seats` [{id, pos: [x, y, z], face: radians, isSitting?, isOpen?, table?, cast?}]: `table` is the height of a
   * table's or counter's top above the seat's floor, `isOpen` a clear floor that a wheelchair can take, `cast` what
   * person() shall keep.
   *
   * Options: `material` the gouache of the room, `mood` of moods.js, `isStill` for reduced motion, `eye` from where it
   * is mostly seen, `triangles` that all may take together (a hall for more than 25 takes more itself), `slide` [x, y,
   * z] where the slides hang.
   */
  constructor(
    seats,
    {
      seed = 0,
      mood = 'supportive',
      isStill = false,
      material = null,
      eye = [0, 1.65, 0],
      triangles = seats.length > 25 ? 20200 : 22000,
      slide = [0, 3, -7],
    } = {},
  ) {
    const people = castFor(seats, seed)
    const distances = seats.map(({ pos }) => Math.hypot(pos[0] - eye[0], pos[2] - eye[2]))
    const costs = people.map(() => [])
    const cost = (i, level) => (costs[i][level] ??= costOf(people[i], level))
    const levels = chooseLevels({ distances, cost, budget: triangles })
    this.crowd = new Crowd(
      people.map((person, i) => ({ person, level: levels[i], seat: seats[i] })),
      material,
    )
    this.rigs = this.crowd.rigs
    this.people = people
    this.behaviour = new Behaviour(abilities(this.rigs), { seed, mood, isStill })
    Object.assign(this, { seats, levels, isStill, picture: 0, lookedAt: -1 })
    this.group = this.crowd.group
    this.triangles = this.crowd.triangles
    this.slide = new Vector3(...slide)
    this.isNear = distances.map(distance => distance < NEAR || seats.length <= FEW)
    this.posedAt = new Float64Array(seats.length)
    // The middle of each head at rest, for who is looked at; and scratch for directions.
    this.faces = this.rigs.map(rig => this.faceOf(rig))
    this.toward = new Vector3()
    this.clock = new Float64Array(2)
    this.update(0, 0, null)
    this.clock[1] = 10
    this.rigs.forEach((_, i) => this.crowd.pose(i, this.clock, isStill))
  }

  faceOf(rig) {
    rig.settleAlone()
    return new Vector3(0, EYE, 0).applyMatrix4(rig.bones.head.matrixWorld)
  }

  /**
   * `t` seconds since the beginning, `dt` since the last picture; `speaker` {headPosition, headForward, isSpeaking,
   * pauseSeconds, pace}.
   */
  update(t, dt, speaker) {
    const seen = speaker?.headPosition ? speaker : AT_START
    if (t < this.behaviour.t) this.behaviour.restart()
    this.lookedAt = this.whoIsLookedAt(seen.headPosition, seen.headForward || AT_START.headForward)
    this.behaviour.advance(t, speaker, speaker ? this.lookedAt : -1)
    this.picture = (this.picture + 1) % TURNS
    const { clock } = this
    clock[0] = t
    for (let i = 0; i < this.rigs.length; i++) {
      const rig = this.rigs[i]
      const gesture = GESTURES[this.behaviour.gestures[i]]
      if (gesture !== rig.gesture) rig.begin(gesture, t)
      rig.isSpeaking = this.behaviour.talker === i
      if (!this.isNear[i] && i % TURNS !== this.picture && !rig.isSpeaking) continue
      this.turn(rig, i, seen.headPosition)
      clock[1] = Math.max(dt, t - this.posedAt[i])
      this.crowd.pose(i, clock, this.isStill)
      this.posedAt[i] = t
    }
  }

  whoIsLookedAt(from, forward) {
    let best = -1
    let most = LOOKED_AT
    for (let i = 0; i < this.faces.length; i++) {
      const { x, y, z } = this.faces[i]
      const dx = x - from.x
      const dy = y - from.y
      const dz = z - from.z
      const cosine = (dx * forward.x + dy * forward.y + dz * forward.z) / Math.sqrt(dx * dx + dy * dy + dz * dz)
      if (cosine > most) {
        most = cosine
        best = i
      }
    }
    return best
  }

  /** Turns somebody's gaze to what they look at now. */
  turn(rig, i, speakerAt) {
    const { behaviour, faces, toward } = this
    const { left, right } = behaviour.people[i]
    switch (behaviour.looks[i]) {
      case LOOK.slide:
        toward.copy(this.slide)
        break
      case LOOK.left:
        toward.copy(faces[left])
        break
      case LOOK.right:
        toward.copy(faces[right])
        break
      case LOOK.talker:
        toward.copy(behaviour.talker >= 0 && behaviour.talker !== i ? faces[behaviour.talker] : speakerAt)
        break
      case LOOK.lap:
        rig.lookTo(0, 0.45)
        return
      default:
        toward.copy(speakerAt)
    }
    toward.sub(faces[i])
    const face = rig.seat.face
    const aside = toward.x * Math.cos(face) - toward.z * Math.sin(face)
    const ahead = toward.x * Math.sin(face) + toward.z * Math.cos(face)
    const yaw = Math.atan2(aside, ahead)
    const pitch = -Math.atan2(toward.y, Math.sqrt(aside * aside + ahead * ahead)) * PITCH_SHARE
    // What hangs behind the audience is not looked at: a neck turns so far only.
    if (Math.abs(yaw) > 1.7) rig.lookTo(0, clamp(-toward.y * 0.1, -0.2, 0.2))
    else rig.lookTo(yaw, pitch)
  }

  /** Into `out`: where person i's eyes are now. */
  eyesOf(i, out) {
    return out.set(0, EYE, 0).applyMatrix4(this.rigs[i].bones.head.matrixWorld)
  }

  nod(i, seconds = 3) {
    this.behaviour.ask(i, 'nod', seconds)
  }

  /**
   * Person i asks to speak. Where their hand would cover somebody's face, the nearest one whose hand does not raises it
   * instead. Returns who that is, or -1 where nobody can.
   */
  raiseHand(i, isUp = true) {
    const asker = isUp ? this.nearestWho(i, 'raise') : i
    if (asker >= 0) this.behaviour.raise(asker, isUp)
    return asker
  }

  nearestWho(i, gesture) {
    const able = this.behaviour.people.flatMap((one, k) => (one.gestures.includes(gesture) ? [k] : []))
    const away = k => this.faces[k].distanceTo(this.faces[i])
    return able.reduce((best, k) => (best < 0 || away(k) < away(best) ? k : best), -1)
  }

  speak(i, isOn = true) {
    this.behaviour.speak(i, isOn)
  }

  /** Everybody claps, three a second joining in, nearest first by number. */
  applaud(seconds = 6) {
    for (let i = 0; i < this.rigs.length; i++) this.behaviour.ask(i, 'applaud', seconds + i / TURNS)
  }

  stop() {
    this.crowd.stop()
  }
}
