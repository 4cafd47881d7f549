// An arm from where its hand shall be: two bones, solved, never keyed.
//
// This runs some hundred times a second. Numbers handed from function to function would each be allocated, so they stay
// in local names and in rows made once; vectors and quaternions are filled from those rows.
import { Matrix4, Quaternion } from 'three'

const SLACK = 0.012 // metres: an elbow never quite locks
const row = new Float64Array(4)
const matrix = new Matrix4()
const [arm, hand] = [new Quaternion(), new Quaternion()]

/**
 * Numbers of a hand in an array: wrist, direction of the fingers, of the palm, of the elbow; how far it is closed
 * (radians).
 */
export const HAND = { wrist: 0, fingers: 3, palm: 6, elbow: 9, curl: 12, onLap: 13, onTable: 14 }
export const HAND_SIZE = 15

/**
 * Sets the quaternions of `bones` {upper, elbow, fore, hand, fingers}, which rest hanging along -Y, palms towards the
 * body.
 *
 * `shoulder` and `wrist` are points {x, y, z} of one space; the other directions are read from the row `from` at
 * `offset` (HAND). `sign` is 1 for the left arm. A wrist out of reach is approached as far as the arm goes.
 */
export function solveArm(bones, task) {
  const { shoulder, wrist, upper, fore, from, offset } = task
  const dx = wrist.x - shoulder.x
  const dy = wrist.y - shoulder.y
  const dz = wrist.z - shoulder.z
  const away = Math.sqrt(dx * dx + dy * dy + dz * dz)
  const length = Math.min(upper + fore - SLACK, Math.max(Math.abs(upper - fore) + SLACK, away))
  const ax = dx / away
  const ay = dy / away
  const az = dz / away // along, from shoulder to wrist
  // The elbow's direction, square to that line.
  const p = offset + HAND.elbow
  const inLine = from[p] * ax + from[p + 1] * ay + from[p + 2] * az
  const qx = from[p] - inLine * ax
  const qy = from[p + 1] - inLine * ay
  const qz = from[p + 2] - inLine * az
  const size = 1 / Math.sqrt(qx * qx + qy * qy + qz * qz)
  const px = qx * size
  const py = qy * size
  const pz = qz * size
  const cosine = (upper * upper + length * length - fore * fore) / (2 * upper * length)
  const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine))
  // The plane of shoulder, elbow and wrist fixes the hinge, so that the inside of the elbow is always the same side of
  // the sleeve: up the upper arm (Y), towards the inside (Z), and the hinge across (X).
  const ux = -ax * cosine - px * sine
  const uy = -ay * cosine - py * sine
  const uz = -az * cosine - pz * sine
  const ix = ax * sine - px * cosine
  const iy = ay * sine - py * cosine
  const iz = az * sine - pz * cosine
  const e = matrix.elements
  e[0] = uy * iz - uz * iy
  e[1] = uz * ix - ux * iz
  e[2] = ux * iy - uy * ix
  e[4] = ux
  e[5] = uy
  e[6] = uz
  e[8] = ix
  e[9] = iy
  e[10] = iz
  bones.upper.quaternion.setFromRotationMatrix(matrix)
  bend(bones, Math.acos((length * length - upper * upper - fore * fore) / (2 * upper * fore)))
  turnOfHand(hand, task)
  arm.multiplyQuaternions(bones.upper.quaternion, bones.fore.quaternion).invert()
  bones.hand.quaternion.multiplyQuaternions(arm, hand)
  curl(bones.fingers, task)
}

/**
 * Bends the elbow by `angle`; the joint's own bone turns half as far, and its pressed cloth goes sideways and into the
 * fold.
 */
function bend(bones, angle) {
  row[0] = -Math.sin(angle / 2)
  row[1] = row[2] = 0
  row[3] = Math.cos(angle / 2)
  bones.fore.quaternion.fromArray(row)
  row[0] = -Math.sin(angle / 4)
  row[3] = Math.cos(angle / 4)
  bones.elbow.quaternion.fromArray(row)
  row[0] = 1 + 0.05 * angle
  row[1] = 1
  row[2] = 1 + 0.06 * angle
  bones.elbow.scale.fromArray(row)
}

/** Fingers bend about the axis that lies across the palm, towards it. */
function curl(fingers, { from, offset, sign }) {
  const half = (sign * from[offset + HAND.curl]) / 2
  row[0] = row[1] = 0
  row[2] = -Math.sin(half)
  row[3] = Math.cos(half)
  fingers.quaternion.fromArray(row)
}

/** Into the quaternion `out`: the turn of a hand whose fingers and palm look where `from` says at `offset`. */
export function turnOfHand(out, { from, offset, sign }) {
  const f = offset + HAND.fingers
  const n = offset + HAND.palm
  const size = -1 / Math.sqrt(from[f] * from[f] + from[f + 1] * from[f + 1] + from[f + 2] * from[f + 2])
  const yx = from[f] * size
  const yy = from[f + 1] * size
  const yz = from[f + 2] * size
  const nx = -sign * from[n]
  const ny = -sign * from[n + 1]
  const nz = -sign * from[n + 2]
  // Square to the fingers: across the palm (Z), then out of it (X).
  const cx = ny * yz - nz * yy
  const cy = nz * yx - nx * yz
  const cz = nx * yy - ny * yx
  const unit = 1 / Math.sqrt(cx * cx + cy * cy + cz * cz)
  const zx = cx * unit
  const zy = cy * unit
  const zz = cz * unit
  const e = matrix.elements
  e[0] = yy * zz - yz * zy
  e[1] = yz * zx - yx * zz
  e[2] = yx * zy - yy * zx
  e[4] = yx
  e[5] = yy
  e[6] = yz
  e[8] = zx
  e[9] = zy
  e[10] = zz
  return out.setFromRotationMatrix(matrix)
}
