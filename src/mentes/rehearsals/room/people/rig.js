// One person's bones, and what brings them to life: a gesture that blends into the next, breath, blinks, eyes, speech.
// Everything is made once; while people move nothing is allocated.
import { Quaternion, Vector3 } from 'three'
import { clamp } from '../draw/numbers.js'
import { GESTURES, poseAt } from '../gestures.js'
import { HAND, solveArm } from './arm.js'
import { BONES, Joint, PARENT, restOf } from './bones.js'
import { blinkAt, breathAt, hash, mouthAt, roundAt } from './life.js'
import { ARM_Z, FORE, SHOULDER, UPPER, WAIST } from './measures.js'
import { AT, blend, ease, POSE_SIZE } from './pose.js'

const SECONDS_TO_CHANGE = 0.75
const SECONDS_TO_LOOK = 0.28 // the time in which two thirds of a turn of the head are done
const MOST_YAW = 0.95
const HELD_AT = 0.31 // seconds into a gesture that a held pose shows
const DEFAULT_TABLE = 0.24 // metres above the hips
const NOTHING = 1e-4 // a scale that no pixel shows
const BROW_LIFT = 0.007
const MOUTH_CORNER = 0.0085
const JAW = 0.012
const IRIS = [0.007, 0.004]

const target = new Float32Array(POSE_SIZE) // what the gesture asks for; one for all, each rig fills it in turn
const [left, right, move] = [new Vector3(), new Vector3(), new Vector3()]
const chest = new Quaternion()
// vectors and angles are filled from here: numbers handed over one by one would be allocated
const row = new Float64Array(3)

export class Rig {
  /** `seat` {pos, face, table?}: metres, radians, the height of a table's top above the seat's floor. */
  constructor(body, seat) {
    const { person } = body
    Object.assign(this, { body, person, seat })
    this.phase = hash(person.seed, 5) * 9
    this.bones = {}
    this.list = []
    this.homes = restOf(body)
    BONES.forEach((name, i) => {
      const from = PARENT[i] < 0 ? [0, 0, 0] : this.homes[BONES[PARENT[i]]]
      const bone = new Joint(this.homes[name].map((x, axis) => x - from[axis]))
      this.bones[name] = bone
      this.list.push(bone)
    })
    const { root } = this.bones
    root.position.set(seat.pos[0], seat.pos[1] + body.hip * person.tall, seat.pos[2])
    root.turn([0, seat.face, 0])
    root.scale.setScalar(person.tall)
    const top = seat.table === undefined ? DEFAULT_TABLE : seat.table / person.tall - body.hip
    // Who sits at a table writes on it, not on the lap below.
    const lap = person.isSitting && seat.table !== undefined ? top : body.lap
    this.bones.lap.position.y += lap - body.lap
    this.heights = { lap, table: top }
    // The pose as the arms are given it: hands that lie on something keep their turn while the chest turns.
    this.solved = new Float32Array(POSE_SIZE)
    this.arms = { L: this.armOf('L', 1, AT.left), R: this.armOf('R', -1, AT.right) }

    this.variant = !person.isSitting ? 'standing' : seat.table === undefined ? 'sitting' : 'table'
    this.gesture = GESTURES[person.isSitting ? 'listen' : 'stand']
    this.changedAt = -SECONDS_TO_CHANGE
    this.from = new Float32Array(POSE_SIZE)
    this.now = new Float32Array(POSE_SIZE)
    this.isSpeaking = false
    // Where to look, in the person's own frame: wanted and reached.
    this.wanted = new Float32Array(2)
    this.gaze = new Float32Array(2)
    poseAt(this.now, this.gesture, this.variant, 0)
  }

  /** Works out where the bones are, for asking about one person; a crowd does it for the picture. */
  settleAlone() {
    this.list.forEach((bone, i) => bone.settle(this.list[PARENT[i]]))
  }

  armOf(side, sign, offset) {
    const { bones } = this
    return {
      bones: {
        upper: bones[`upper${side}`],
        elbow: bones[`elbow${side}`],
        fore: bones[`fore${side}`],
        hand: bones[`hand${side}`],
        fingers: bones[`fingers${side}`],
      },
      task: {
        shoulder: new Vector3(sign * this.body.armX, SHOULDER - WAIST, ARM_Z),
        wrist: sign > 0 ? left : right,
        upper: UPPER,
        fore: FORE,
        sign,
        from: this.solved,
        offset,
      },
    }
  }

  /** Begins a gesture at `t` seconds; the change takes a moment, unless the person is to hold still. */
  begin(gesture, t) {
    if (gesture === this.gesture) return
    this.gesture = gesture
    this.from.set(this.now)
    this.changedAt = t
  }

  /** Where the head shall turn: radians to their left, and down. */
  lookTo(yaw, pitch) {
    this.wanted[0] = clamp(yaw, -MOST_YAW, MOST_YAW)
    this.wanted[1] = clamp(pitch, -0.6, 0.6)
  }

  /** Poses the bones for the time clock[0], clock[1] seconds after the last time (a row: see `row`). */
  update(clock, isStill = false) {
    const { now } = this
    const t = clock[0]
    const own = isStill ? HELD_AT : t + this.phase
    poseAt(target, this.gesture, this.variant, own)
    const share = isStill ? 1 : ease((t - this.changedAt) / SECONDS_TO_CHANGE)
    blend(now, this.from, target, share)
    const turn = isStill ? 1 : 1 - Math.exp(-clock[1] / SECONDS_TO_LOOK)
    this.gaze[0] += (this.wanted[0] - this.gaze[0]) * turn
    this.gaze[1] += (this.wanted[1] - this.gaze[1]) * turn
    const breath = isStill ? 0 : breathAt(own)
    this.poseChest(breath)
    this.poseArms()
    this.poseFace(clock, isStill)
    this.poseThings()
  }

  poseChest(breath) {
    const { now, gaze } = this
    const { spine, head } = this.bones
    const pitch = now[AT.spine]
    const yaw = now[AT.spine + 1]
    const roll = now[AT.spine + 2]
    row[0] = pitch + breath * 0.008
    row[1] = yaw
    row[2] = roll
    spine.turn(row)
    row[0] = spine.rest.x + now[AT.lean]
    row[1] = spine.rest.y + breath * 0.0025 - now[AT.slump]
    row[2] = spine.rest.z
    spine.position.fromArray(row)
    const follow = now[AT.follow]
    // The head undoes most of what the chest does, as heads do.
    row[0] = now[AT.head] + gaze[1] * follow - pitch * 0.8
    row[1] = now[AT.head + 1] + gaze[0] * follow - yaw
    row[2] = now[AT.head + 2] - roll * 0.6
    head.turn(row, 'YXZ')
  }

  poseArms() {
    this.solved.set(this.now)
    chest.copy(this.bones.spine.quaternion).invert()
    this.wristOf(left, AT.left)
    this.wristOf(right, AT.right)
    solveArm(this.arms.L.bones, this.arms.L.task)
    solveArm(this.arms.R.bones, this.arms.R.task)
  }

  /** Into `out`, in the chest's space: a wrist that goes with the chest, or one that stays on the lap or the table. */
  wristOf(out, offset) {
    const { now, heights } = this
    const onLap = now[offset + HAND.onLap]
    const onTable = now[offset + HAND.onTable]
    const stays = onLap + onTable
    row[0] = now[offset]
    row[1] = now[offset + 1] + onLap * heights.lap + onTable * heights.table
    row[2] = now[offset + 2]
    out.fromArray(row)
    if (stays === 0) return
    move.copy(out).sub(this.bones.spine.position).applyQuaternion(chest)
    row[0] += (move.x - row[0]) * stays
    row[1] += (move.y - row[1]) * stays
    row[2] += (move.z - row[2]) * stays
    out.fromArray(row)
    if (stays > 0.5) {
      // The hand lies flat on what does not move with the chest.
      this.turnBack(offset + HAND.fingers)
      this.turnBack(offset + HAND.palm)
    }
  }

  turnBack(at) {
    const { solved } = this
    move.fromArray(solved, at).applyQuaternion(chest)
    solved[at] = move.x
    solved[at + 1] = move.y
    solved[at + 2] = move.z
  }

  poseFace(clock, isStill) {
    const { now, bones, person } = this
    const t = clock[0]
    const smile = now[AT.smile]
    const speaks = this.isSpeaking && !isStill
    const mouth = speaks ? mouthAt(person.seed, t) : 0
    const round = speaks ? roundAt(person.seed, t) * mouth : 0
    this.poseBrow(bones.browL, 1, mouth * 0.35)
    this.poseBrow(bones.browR, -1, mouth * 0.35)
    const { corners, lip, eyes, iris } = bones
    corners.position.y = corners.rest.y + smile * MOUTH_CORNER * (1 - mouth * 0.4)
    corners.position.z = corners.rest.z - 0.002 * Math.max(0, smile)
    corners.scale.x = 1 + 0.16 * Math.max(0, smile) - 0.3 * round
    lip.position.y = lip.rest.y - Math.max(now[AT.open] * (speaks ? 0.2 : 1), mouth) * JAW - smile * 0.002
    const blink = isStill ? 0 : blinkAt(person.seed, t)
    eyes.scale.y = Math.max(0.07, 1 - now[AT.lids] - (smile > 0.7 ? 0.22 : 0) - blink)
    // What the head has not turned yet, the eyes do.
    const follow = now[AT.follow] * 2
    iris.position.x = (now[AT.look] + clamp(follow * (this.wanted[0] - this.gaze[0]), -0.7, 0.7)) * IRIS[0]
    iris.position.y = (now[AT.look + 1] - clamp(follow * (this.wanted[1] - this.gaze[1]), -0.6, 0.6)) * IRIS[1]
  }

  poseBrow(bone, sign, lift) {
    const { now } = this
    const brow = now[AT.brow] + lift
    bone.position.y = bone.rest.y + brow * BROW_LIFT
    row[0] = row[1] = 0
    row[2] = sign * (now[AT.tilt] * 0.22 - brow * 0.1)
    bone.turn(row)
  }

  /** Things grow into the hand as it takes them, and are nothing while they are not in use. */
  poseThings() {
    const { now, bones } = this
    bones.lap.scale.setScalar(Math.max(NOTHING, ease(now[AT.lap])))
    bones.held.scale.setScalar(Math.max(NOTHING, ease(now[AT.held])))
  }
}
