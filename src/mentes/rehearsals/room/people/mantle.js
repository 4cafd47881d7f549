// The mentor's figure: a draped mantle on the floor, a disc where the face would be, wide sleeves and two hands, on
// bones of its own.
import { Matrix4, Vector3 } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint } from '../draw/mesh.js'
import { smooth, TURN } from '../draw/numbers.js'
import { DYE } from '../draw/palette.js'
import { drawHand, sleeveBones } from './arms.js'
import { Joint } from './bones.js'
import { LEVELS } from './levels.js'
import { CREAM } from './pen.js'

export const MANTLE = {
  disc: 1.655,
  shoulder: 1.34,
  shoulderX: 0.19,
  upper: 0.27,
  fore: 0.26,
  radius: 0.146,
  label: 0.25,
}
const ELBOW = MANTLE.shoulder - MANTLE.upper
const HAND = ELBOW - MANTLE.fore
// Nobody's skin is guessed: hands are of unglazed clay, unless their owner says otherwise.
export const CLAY = '#C79A76'

const ARM = ['upper', 'elbow', 'fore', 'hand', 'fingers']
export const MANTLE_BONES = [
  'root',
  'chest',
  'disc',
  'ring',
  'label',
  ...ARM.map(bone => `${bone}L`),
  ...ARM.map(bone => `${bone}R`),
]
const PARENTS = { root: '', chest: 'root', disc: '', ring: 'disc', label: '' }
for (const side of ['L', 'R']) {
  Object.assign(PARENTS, {
    [`upper${side}`]: 'chest',
    [`elbow${side}`]: `upper${side}`,
    [`fore${side}`]: `upper${side}`,
    [`hand${side}`]: `fore${side}`,
    [`fingers${side}`]: `hand${side}`,
  })
}
export const MANTLE_PARENT = MANTLE_BONES.map(name => MANTLE_BONES.indexOf(PARENTS[name]))

function restOf(name) {
  const sign = name.endsWith('L') ? 1 : -1
  const heights = {
    root: 0,
    chest: MANTLE.shoulder,
    disc: MANTLE.disc,
    ring: MANTLE.disc,
    label: MANTLE.disc + MANTLE.label,
  }
  if (name in heights) return [0, heights[name], 0]
  const bone = name.slice(0, -1)
  const y = { upper: MANTLE.shoulder, elbow: ELBOW, fore: ELBOW, hand: HAND, fingers: HAND - 0.085 }[bone]
  return [sign * MANTLE.shoulderX, y, 0]
}

/** {joints by name, list, inverses} at rest. */
export function mantleJoints() {
  const rest = MANTLE_BONES.map(restOf)
  const list = MANTLE_BONES.map((_, i) => {
    const parent = MANTLE_PARENT[i]
    return new Joint(rest[i].map((x, axis) => x - (parent < 0 ? 0 : rest[parent][axis])))
  })
  const joints = Object.fromEntries(MANTLE_BONES.map((name, i) => [name, list[i]]))
  return { joints, list, inverses: rest.map(at => new Matrix4().makeTranslation(...at.map(x => -x))) }
}

const on = (bone, share = 1, other = bone) => [
  MANTLE_BONES.indexOf(bone),
  share,
  MANTLE_BONES.indexOf(other),
  1 - share,
]

/** Draws the figure in `dyes` [mantle, shoulder cloth]; `hands` is a colour. */
export function drawMantle({ dyes, hands = CLAY }) {
  const builder = new Builder()
  const [cloth, cape] = dyes.map(dye => paint(DYE[dye]))
  // The hem stays on the floor and the shoulders go with the chest: a sitting mentor's mantle is shorter.
  const hangs = y => on('chest', smooth(0.05, 1.15, y), 'root')
  const skirt = [
    [0.02, 0.235, 0.2, 0.5],
    [0.05, 0.24, 0.205, 0.6],
    [0.3, 0.218, 0.183, 0.75],
    [0.6, 0.197, 0.16, 0.9],
    [0.95, 0.185, 0.148, 1],
    [1.2, 0.2, 0.145, 1],
    [1.34, 0.195, 0.125, 1],
    [1.41, 0.14, 0.1, 1],
    [1.445, 0.075, 0.07, 0.9],
  ]
  builder.loft(
    skirt.map(([y, rx, rz, ao], i) => ({
      at: [0, y, 0],
      rx,
      rz,
      ao,
      pow: 2.2,
      bones: hangs(y),
      color: i < 2 ? CREAM : cloth,
    })),
    { segs: 12, color: cloth, layer: LAYER[dyes[0]], capA: false, capB: false },
  )
  const shoulders = [
    [1.16, 0.262, 0.175, 0.75],
    [1.18, 0.262, 0.178, 0.9],
    [1.28, 0.25, 0.168, 1],
    [1.38, 0.195, 0.14, 1],
    [1.44, 0.105, 0.096, 1],
    [1.455, 0.08, 0.078, 0.8],
  ]
  builder.loft(
    shoulders.map(([y, rx, rz, ao], i) => ({ at: [0, y, 0.004], rx, rz, ao, pow: 2.2, color: i < 1 ? CREAM : cape })),
    { segs: 12, color: cape, layer: LAYER[dyes[1]], bones: on('chest'), capA: false, capB: false },
  )
  // The neck ends behind the disc, not before it.
  const neck = [
    [1.43, 0.05, 0, 0.6, 0],
    [1.47, 0.047, -0.012, 0.65, 0.3],
    [1.53, 0.04, -0.048, 0.7, 1],
  ]
  builder.loft(
    neck.map(([y, r, z, ao, share]) => ({ at: [0, y, z], rx: r, rz: r, ao, bones: on('disc', share, 'chest') })),
    { segs: 8, color: paint(hands), capA: false, capB: false },
  )
  drawDisc(builder, dyes)
  for (const [side, sign] of [
    ['L', 1],
    ['R', -1],
  ]) {
    drawSleeve(builder, side, sign, { cloth, layer: LAYER[dyes[0]] })
    drawHand(builder, {
      x: sign * MANTLE.shoulderX,
      y: HAND,
      z: 0,
      sign,
      skin: paint(hands),
      detail: LEVELS[0],
      hand: on(`hand${side}`),
      fingers: share => on(`fingers${side}`, share, `hand${side}`),
    })
  }
  return builder
}

/**
 * A rim of turned wood, as large as a head so that it is read at 8 m, a plain back, and the thread that runs round it
 * in speech.
 */
function drawDisc(builder, dyes) {
  const rim = Array.from({ length: 25 }, (_, j) => {
    const angle = (j / 24) * TURN
    return { at: [Math.cos(angle) * MANTLE.radius, MANTLE.disc + Math.sin(angle) * MANTLE.radius, 0], rx: 0.013 }
  })
  builder.tube(rim, {
    ref: [0, 0, 1],
    segs: 5,
    color: mix('#FBF4EA', '#C9AE8C', 0.3),
    bones: on('disc'),
    capA: false,
    capB: false,
  })
  const back = paint(DYE[dyes[0]]).multiplyScalar(0.7)
  builder.disc(0, MANTLE.disc, -0.012, MANTLE.radius, MANTLE.radius, 24, back, { n: [0, 0, -1], bones: on('disc') })
  // The thread is open at its end: speech goes on.
  const turn = j => 0.35 + (j / 40) * 5.2
  const edge = radius =>
    Array.from(
      { length: 41 },
      (_, j) => new Vector3(Math.cos(turn(j)) * radius, MANTLE.disc + Math.sin(turn(j)) * radius, 0),
    )
  builder.grid([edge(0.176), edge(0.185)], { color: paint(DYE[dyes[0]]), unlit: 1, bones: on('ring') })
}

function drawSleeve(builder, side, sign, { cloth, layer }) {
  const x = sign * MANTLE.shoulderX
  const ring = (down, radius, more = {}) => ({
    at: [x, MANTLE.shoulder - down, 0],
    rx: radius,
    bones: sleeveBones(on, side, down, MANTLE.upper),
    ...more,
  })
  const cuff = { color: CREAM, layer: -1 }
  const fold = (down, radius, dark) =>
    ring(down, radius, { ao: angle => 0.95 - dark * Math.max(0, -Math.cos(angle)) ** 2 })
  const wrist = MANTLE.upper + MANTLE.fore
  builder.tube(
    [
      ring(-0.045, 0.03),
      ring(0, 0.06),
      ring(0.12, 0.062),
      fold(MANTLE.upper - 0.03, 0.064, 0.1),
      fold(MANTLE.upper, 0.059, 0.5),
      fold(MANTLE.upper + 0.03, 0.065, 0.1),
      ring(wrist - 0.055, 0.07),
      ring(wrist - 0.05, 0.071, cuff),
      ring(wrist - 0.03, 0.069, cuff),
      ring(wrist - 0.03, 0.05, { ...cuff, ao: 0.5 }),
      ring(wrist - 0.07, 0.03, { ...cuff, ao: 0.35 }),
    ],
    { segs: 8, color: cloth, layer, ao: 0.95, capB: false },
  )
}
