// The measures of a body, in hip space: origin at the hips, +Z the way it faces, +X its left, metres. The floor is at
// -hip.
import { Vector3 } from 'three'
import { clamp, lerp, smooth } from '../draw/numbers.js'

export const SIT_HIP = 0.5
export const CHAIR_HIP = 0.53
export const STAND_HIP = 0.9
export const WAIST = 0.02 // height of the joint that the chest turns about
export const NECK = 0.555
export const CHIN = 0.585
export const SHOULDER = 0.432
export const UPPER = 0.265 // upper arm, forearm: shoulder to elbow to wrist
export const FORE = 0.245
export const KNUCKLES = 0.085 // from the wrist
export const ARM_Z = -0.006
export const WRIST = SHOULDER - UPPER - FORE
// Heights above the chin: eyes, mouth, brows, and how far the eyes lie from the middle.
export const EYE = { x: 0.0365, y: 0.128 }
export const MOUTH = 0.0505
export const BROW = 0.156
export const CROWN = 0.2655

// Rings of the head: height above the chin, half width, half depth, how far forward. About 15% over life, for reading.
const HEAD = [
  [0, 0.02, 0.018, 0.06],
  [0.009, 0.046, 0.042, 0.044],
  [0.038, 0.066, 0.07, 0.026],
  [0.085, 0.08, 0.089, 0.011],
  [0.13, 0.0885, 0.0985, 0.004],
  [0.17, 0.092, 0.104, 0],
  [0.21, 0.087, 0.099, -0.004],
  [0.24, 0.069, 0.08, -0.006],
  [0.258, 0.041, 0.048, -0.006],
  [CROWN, 0.004, 0.004, -0.006],
]
export const HEAD_HEIGHTS = HEAD.map(([y]) => y)
const CHEST_POWER = 2.35 // between an ellipse (2) and a box: a chest is flatter in front than an egg

const between = (rings, y) => {
  let i = 1
  while (i < rings.length - 1 && rings[i][0] < y) i++
  return [rings[i - 1], rings[i], clamp((y - rings[i - 1][0]) / (rings[i][0] - rings[i - 1][0]))]
}

/** One person's measures, from `person` of person.js and how finely they are drawn (`rings`: which of the torso's). */
export class Body {
  constructor(person, isTorsoRing = () => true) {
    this.person = person
    this.hip = person.isSitting ? (person.hasWheelchair ? CHAIR_HIP : SIT_HIP) : STAND_HIP * person.tall
    this.halfShoulders = 0.166 * lerp(1, person.wide, 0.6)
    this.armX = this.halfShoulders - 0.006
    this.rings = this.torso().filter((_, i) => isTorsoRing(i))
  }

  /** [height, half width, half depth] from the seat to the throat. */
  torso() {
    const { wide, belly, isSitting } = this.person
    const shoulders = this.halfShoulders
    return [
      [isSitting ? -0.05 : -0.1, 0.172 * wide, isSitting ? 0.118 : 0.135],
      [-0.02, 0.18 * wide, 0.138 + belly * 0.5],
      [0.06, 0.168 * wide, 0.128 + belly],
      [0.16, 0.16 * wide, 0.122 + belly * 0.9],
      [0.27, 0.166 * wide, 0.122 + belly * 0.3],
      [0.36, shoulders + 0.002, 0.118],
      [0.42, shoulders + 0.012, 0.108],
      [0.462, shoulders - 0.008, 0.094],
      [0.492, shoulders * 0.74, 0.08],
      [0.512, 0.088, 0.066],
      [0.53, 0.062, 0.058],
    ]
  }

  /** How far the middle of the torso lies forward at a height. */
  static torsoZ(y) {
    return 0.008 - 0.02 * smooth(0.1, 0.5, y)
  }

  torsoAt(y) {
    const [a, b, share] = between(this.rings, y)
    return { rx: lerp(a[1], b[1], share), rz: lerp(a[2], b[2], share) }
  }

  /** The point of the chest at x and height y, `off` metres proud of it. */
  onChest(x, y, off = 0.004) {
    const { rx, rz } = this.torsoAt(y)
    const share = Math.max(0, 1 - Math.abs(x / rx) ** CHEST_POWER) ** (1 / CHEST_POWER)
    return new Vector3(x, y, Body.torsoZ(y) + rz * share + off)
  }

  /** Half width, half depth and forward shift of the head at `y` above the chin. */
  headAt(y) {
    const [a, b, share] = between(HEAD, y)
    const jaw = lerp(this.person.jaw, 1, smooth(0.02, 0.15, y))
    return { rx: lerp(a[1], b[1], share) * jaw, rz: lerp(a[2], b[2], share), cz: lerp(a[3], b[3], share) }
  }

  /** Height in hip space of what lies `y` above the chin. */
  faceY(y) {
    return CHIN + y * this.person.long
  }

  /** The point of the face at x and `y` above the chin, `off` metres proud of it. */
  onFace(x, y, off = 0) {
    const { rx, rz, cz } = this.headAt(y)
    const share = Math.sqrt(Math.max(0.02, 1 - (x / rx) ** 2))
    return new Vector3(x * (1 + (off * 0.8) / rx), this.faceY(y), cz + rz * share + off)
  }

  /**
   * Height of the lap's upper side where hands rest (z about .27): a robe lies higher over the knees than trousers do.
   */
  get lap() {
    return this.person.hasRobe ? 0.102 : 0.077
  }
}

export { CHEST_POWER }
