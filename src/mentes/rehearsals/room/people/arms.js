// Sleeves with their folds, and hands: five fingers near by, a mitten with a thumb farther off.
import { lerp } from '../draw/numbers.js'
import { ARM_Z, FORE, KNUCKLES, SHOULDER, UPPER, WRIST } from './measures.js'
import { CREAM } from './pen.js'

export function drawArms(pen) {
  for (const [side, sign] of [
    ['L', 1],
    ['R', -1],
  ]) {
    drawSleeve(pen, side, sign)
    drawHand(pen.builder, {
      x: sign * pen.body.armX,
      y: WRIST,
      z: ARM_Z,
      sign,
      skin: pen.skin,
      detail: pen.detail,
      hand: pen.on(`hand${side}`),
      fingers: share => pen.on(`fingers${side}`, share, `hand${side}`),
    })
  }
}

/**
 * Which bones carry a ring of the sleeve `down` metres from the shoulder. The elbow's own bone turns by half the bend,
 * so the outside stays round; on the inside the cloth is pressed together.
 */
export function sleeveBones(on, side, down, upper = UPPER) {
  const from = down - upper
  if (from < 0) return on(`elbow${side}`, lerp(1, 0, Math.min(1, -from / 0.055)), `upper${side}`)
  return on(`elbow${side}`, lerp(1, 0, Math.min(1, from / 0.055)), `fore${side}`)
}

function drawSleeve(pen, side, sign) {
  const { builder, body, detail, person, dye, layer, skin } = pen
  const wide = lerp(1, person.wide, 0.6)
  const on = (bone, share, other) => pen.on(bone, share, other)
  const ring = (down, radius, more = {}) => ({
    at: [sign * body.armX, SHOULDER - down, ARM_Z],
    rx: radius * wide,
    bones: sleeveBones(on, side, down),
    ...more,
  })
  // The inside of the elbow (+Z, angle pi of the tube) is creased: two ridges with a dark valley between.
  const fold = (down, radius, dark) =>
    ring(down, radius, { ao: angle => 0.95 - dark * Math.max(0, -Math.cos(angle)) ** 2 })
  const shoulder = detail.isNear
    ? [ring(-0.032, 0.022), ring(-0.02, 0.041), ring(0.012, 0.051), ring(0.12, 0.048)]
    : detail.isFarthest
      ? [ring(-0.03, 0.028), ring(0.03, 0.052)]
      : [ring(-0.032, 0.03), ring(0.01, 0.052), ring(0.12, 0.049)]
  const segs = detail.arm
  if (person.cut === 'vneck' && person.hasShortSleeves) {
    builder.tube([...shoulder, ring(0.215, 0.05, { color: CREAM }), ring(0.222, 0.04)], {
      segs,
      color: dye,
      layer,
      ao: 0.94,
    })
    const bare = [
      ring(0.2, 0.04),
      ring(UPPER, 0.041),
      ring(UPPER + 0.07, 0.039),
      ring(UPPER + FORE - 0.03, 0.027),
      ring(UPPER + FORE, 0.025),
    ]
    builder.tube(detail.isFarthest ? [bare[0], bare[1], bare[4]] : bare, { segs, color: skin })
    return
  }
  const elbow = detail.isNear
    ? [
        fold(UPPER - 0.06, 0.047, 0),
        fold(UPPER - 0.026, 0.05, 0.1),
        fold(UPPER, 0.0455, 0.55),
        fold(UPPER + 0.024, 0.0485, 0.1),
        fold(UPPER + 0.055, 0.0435, 0.05),
      ]
    : detail.isFarthest
      ? [fold(UPPER, 0.046, 0.3)]
      : [fold(UPPER - 0.02, 0.047, 0), fold(UPPER + 0.03, 0.045, 0.35)]
  const cuff = { color: CREAM, layer: -1 }
  const wrist = UPPER + FORE
  const end = detail.isFarthest
    ? [ring(wrist - 0.012, 0.034)]
    : [
        ring(wrist - 0.033, 0.036),
        ...(detail.isNear ? [ring(wrist - 0.031, 0.037, cuff)] : []),
        ring(wrist - 0.012, 0.035, cuff),
        ring(wrist - 0.011, 0.022, { ...cuff, ao: 0.5 }),
      ]
  builder.tube([...shoulder, ...elbow, ...end], { segs, color: dye, layer, ao: 0.95, capA: detail.isNear, capB: false })
}

// A hand hangs along -Y; its palm faces the body, the thumb forwards. Rings: [down, half thickness, half width, towards
// the palm].
const PALM = [
  [-0.03, 0.019, 0.022, 0],
  [0.01, 0.019, 0.028, 0],
  [0.045, 0.018, 0.04, 0],
  [0.09, 0.013, 0.039, 0],
]
const MITTEN = [
  [-0.02, 0.021, 0.024, 0],
  [0.06, 0.019, 0.042, 0],
  [0.125, 0.014, 0.037, 0.008],
  [0.17, 0.008, 0.022, 0.018],
]
const FINGERS = [
  [-0.0295, 0.058],
  [-0.01, 0.073],
  [0.01, 0.078],
  [0.029, 0.07],
] // where across the palm, how long
const THUMB = [
  [0.018, 0, 0.026, 0.013],
  [0.052, 0.012, 0.052, 0.0115],
  [0.086, 0.016, 0.06, 0.008],
] // down, palmwards, forwards, radius

/**
 * A hand whose wrist is at x, y, z. `sign` is 1 for the left; `hand` are the bones of the palm, `fingers(share)` those
 * of what bends at the knuckles. Palm side, and bending, is towards -X for the left hand.
 */
export function drawHand(builder, { x, y, z, sign, skin, detail, hand, fingers }) {
  const ring = ([down, thick, half, palmwards], bones) => ({
    at: [x - sign * palmwards, y - down, z],
    u: [0, 0, half],
    v: [-thick, 0, 0],
    pow: 2.3,
    bones,
  })
  const thumb = THUMB.map(([down, palmwards, forwards, radius]) => ({
    at: [x - sign * palmwards, y - down, z + forwards],
    rx: radius,
  }))
  if (!detail.isNear) {
    const rings = MITTEN.filter((_, i) => !detail.isFar || (detail.isFarthest ? i === 0 || i === 3 : i !== 2))
    const share = down => Math.min(1, Math.max(0, (down - KNUCKLES + 0.03) / 0.05))
    builder.loft(
      rings.map(r => ring(detail.isFarthest && r[0] > 0.1 ? [0.155, 0.012, 0.034, 0.01] : r, fingers(share(r[0])))),
      { segs: [0, 5, 4, 3][detail.level], color: skin, flip: true, capA: false, capB: !detail.isFarthest },
    )
    if (!detail.isFar)
      builder.tube([thumb[0], { ...thumb[2], rx: 0.009 }], { segs: 3, color: skin, bones: hand, capA: false })
    return
  }
  builder.loft(
    PALM.map(r => ring(r, hand)),
    { segs: 7, color: skin, bones: hand, flip: true, capA: false },
  )
  FINGERS.forEach(([across, length], i) => {
    // Each finger is a little bent, and bends on from its middle when the hand closes.
    const joint = down => ({ down, palmwards: 0.004 + 0.012 * ((down - 0.08) / 0.09) ** 2 })
    const point = (down, radius, share) => {
      const { palmwards } = joint(down)
      return {
        at: [x - sign * palmwards, y - down, z + across * lerp(1, 1.06, (down - 0.08) / 0.08)],
        rx: radius,
        bones: fingers(share),
      }
    }
    builder.tube(
      [point(0.08, 0.0108, 0.35), point(0.088 + length * 0.5, 0.0098, 1), point(0.088 + length, 0.0074, 1)],
      { segs: 4, color: skin, ao: i % 2 ? 0.93 : 1, capA: false },
    )
  })
  builder.tube(thumb, { segs: 4, color: skin, bones: hand, capA: false })
}
