// The bones of one person: names in the order of the skin's indices, who hangs on whom, and where each rests.
import { Euler, Matrix4, Quaternion, Vector3 } from 'three'
import { ARM_Z, BROW, EYE, FORE, KNUCKLES, MOUTH, NECK, SHOULDER, UPPER, WAIST, WRIST } from './measures.js'

const ARM = ['upper', 'elbow', 'fore', 'hand', 'fingers']

/** Parents come before their children. `lap` and `held` carry things and are scaled to nothing when there are none. */
export const BONES = [
  'root',
  'spine',
  'head',
  ...ARM.map(bone => `${bone}L`),
  ...ARM.map(bone => `${bone}R`),
  'eyes',
  'iris',
  'browL',
  'browR',
  'corners',
  'lip',
  'lap',
  'held',
]
export const BONE = Object.fromEntries(BONES.map((name, i) => [name, i]))

const PARENTS = {
  root: null,
  spine: 'root',
  head: 'spine',
  upperL: 'spine',
  elbowL: 'upperL',
  foreL: 'upperL',
  handL: 'foreL',
  fingersL: 'handL',
  upperR: 'spine',
  elbowR: 'upperR',
  foreR: 'upperR',
  handR: 'foreR',
  fingersR: 'handR',
  eyes: 'head',
  iris: 'eyes',
  browL: 'head',
  browR: 'head',
  corners: 'head',
  lip: 'head',
  lap: 'root',
  held: 'handR',
}
export const PARENT = BONES.map(name => (PARENTS[name] ? BONE[PARENTS[name]] : -1))

/** Where each bone rests in hip space, arms hanging: [x, y, z] by name. */
export function restOf(body) {
  const eyes = [0, body.faceY(EYE.y), 0]
  const mouth = [0, body.faceY(MOUTH), 0]
  const rest = {
    root: [0, 0, 0],
    spine: [0, WAIST, 0],
    head: [0, NECK, -0.004],
    eyes,
    iris: eyes,
    corners: mouth,
    lip: mouth,
  }
  for (const [side, sign] of [
    ['L', 1],
    ['R', -1],
  ]) {
    const x = sign * body.armX
    rest[`upper${side}`] = [x, SHOULDER, ARM_Z]
    rest[`elbow${side}`] = rest[`fore${side}`] = [x, SHOULDER - UPPER, ARM_Z]
    rest[`hand${side}`] = [x, SHOULDER - UPPER - FORE, ARM_Z]
    rest[`fingers${side}`] = [x, WRIST - KNUCKLES, ARM_Z]
    rest[`brow${side}`] = [sign * 0.036, body.faceY(BROW), 0.09]
  }
  rest.lap = [0, body.lap, 0.27]
  rest.held = rest.handR
  return rest
}

const turn = new Euler()

/** A bone: lighter than three's own, which also keeps what a scene needs. */
export class Joint {
  /** `rest` [x, y, z] from the parent, metres. */
  constructor(rest) {
    this.position = new Vector3(...rest)
    this.rest = this.position.clone()
    this.quaternion = new Quaternion()
    this.scale = new Vector3(1, 1, 1)
    this.matrix = new Matrix4()
    this.matrixWorld = new Matrix4()
  }

  /** Turns to the three angles of `row`, radians, in `order`. */
  turn(row, order = 'XYZ') {
    turn.fromArray(row)
    turn.order = order
    this.quaternion.setFromEuler(turn)
  }

  /** Works out where it is, `parent`'s place being known. */
  settle(parent) {
    this.matrix.compose(this.position, this.quaternion, this.scale)
    if (parent) this.matrixWorld.multiplyMatrices(parent.matrixWorld, this.matrix)
    else this.matrixWorld.copy(this.matrix)
  }
}
