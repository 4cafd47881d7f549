// Head and hands as numbers: what is sent to others, and what comes from them. In the place's own space, where the speaker stands
// at the origin, also while they stand in their own room.
import { Quaternion, Vector3 } from 'three'

export const PART = 7 // x y z, qx qy qz qw
const NUMBERS = 1 + 3 * PART
const [LEFT, RIGHT] = [1, 2]
const EYE = 1.65 // metres
const UP = new Vector3(0, 1, 0)
const place = new Vector3()
const turned = new Quaternion()
const ground = new Quaternion()

/** One pose that is written anew for every picture: `h`, and `l` and `r` that are null where no hand is followed. */
export class Pose {
  constructor() {
    this.numbers = new Float32Array(NUMBERS)
    const part = n => this.numbers.subarray(1 + n * PART, 1 + (n + 1) * PART)
    Object.assign(this, { h: part(0), left: part(1), right: part(2) })
  }

  get l() {
    return this.numbers[0] & LEFT ? this.left : null
  }

  get r() {
    return this.numbers[0] & RIGHT ? this.right : null
  }

  /** Takes the viewing's head and hands. */
  read({ head, session, stand, ownRoom }) {
    const { left, right } = session.hands
    const isIn = Boolean(session.session)
    this.numbers[0] = isIn ? (left.isTracked ? LEFT : 0) + (right.isTracked ? RIGHT : 0) : 0
    this.write(this.h, head.position, head.quaternion, ownRoom)
    if (this.numbers[0] & LEFT) this.writeHand(this.left, left, stand, ownRoom)
    if (this.numbers[0] & RIGHT) this.writeHand(this.right, right, stand, ownRoom)
  }

  /** Standing still at a place of the room, without hands; gives itself. */
  stand({ pos: [x, y, z], face }) {
    this.numbers[0] = 0
    turned.setFromAxisAngle(UP, face + Math.PI)
    place.set(x, y + EYE, z).toArray(this.h)
    turned.toArray(this.h, 3)
    return this
  }

  writeHand(part, hand, stand, ownRoom) {
    turned.copy(stand.quaternion).multiply(hand.quaternion)
    this.write(part, place.copy(hand.position).applyMatrix4(stand.matrixWorld), turned, ownRoom)
  }

  write(part, position, quaternion, { from, face }) {
    place.copy(position)
    turned.copy(quaternion)
    if (from) {
      ground.setFromAxisAngle(UP, -face)
      place.sub(from).applyQuaternion(ground)
      turned.premultiply(ground)
    }
    place.toArray(part)
    turned.toArray(part, 3)
  }

  /** Takes what came by the short way (an ArrayBuffer); gives whether it was one. */
  take(buffer) {
    if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== NUMBERS * 4) return false
    this.numbers.set(new Float32Array(buffer))
    return this.numbers.every(Number.isFinite)
  }

  /** Takes what came through the server: [h, l, r]. */
  takeLists([h, l, r]) {
    this.numbers[0] = (l ? LEFT : 0) + (r ? RIGHT : 0)
    this.h.set(h)
    if (l) this.left.set(l)
    if (r) this.right.set(r)
  }
}

/** A part as rounded numbers, for JSON. */
export const short = part => part && Array.from(part, n => Math.round(n * 1000) / 1000)

/** {position, quaternion} of a part, in the room as this page shows it, into `out`. */
export function placed(part, out, { from, face }) {
  out.position.fromArray(part)
  out.quaternion.fromArray(part, 3)
  if (!from) return out
  ground.setFromAxisAngle(UP, face)
  out.position.applyQuaternion(ground).add(from)
  out.quaternion.premultiply(ground)
  return out
}

/** Seats on a floor that was found, where they are in the place's own space: [[x, y, z, face, step], ...], to the millimetre. */
export function seatsInPlace(seats, { from, face }) {
  ground.setFromAxisAngle(UP, -face)
  return seats.map(({ pos, face: turn, step }) => short([...place.fromArray(pos).sub(from).applyQuaternion(ground).toArray(), turn - face, step]))
}

export const part = () => ({ position: new Vector3(), quaternion: new Quaternion() })
