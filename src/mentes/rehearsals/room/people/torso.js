// Chest and neck, and what is worn on them.
import { LAYER } from '../draw/cloth.js'
import { mix, paint, placed } from '../draw/mesh.js'
import { lerp, smooth } from '../draw/numbers.js'
import { DYE } from '../draw/palette.js'
import { Body, CHEST_POWER } from './measures.js'
import { CREAM } from './pen.js'

const PAPER = '#FBF3E6'

export function drawTorso(pen) {
  const { builder, body, detail, dye, layer } = pen
  // Shade where the lap begins, under the chin, and along the sides where the arms hang.
  const shade = (y, angle) => {
    const sides = 1 - 0.25 * Math.abs(Math.sin(angle)) ** 6 * smooth(0.45, 0.1, y)
    return lerp(0.5, 1, smooth(-0.1, 0.2, y)) * (y > 0.5 ? 0.62 : 1) * sides
  }
  builder.loft(
    body.rings.map(([y, rx, rz]) => ({
      at: [0, y, Body.torsoZ(y)],
      rx,
      rz,
      pow: CHEST_POWER,
      bones: pen.on('spine', smooth(-0.04, 0.14, y), 'root'),
      ao: angle => shade(y, angle),
    })),
    { segs: detail.torso, color: dye, layer, capA: false, capB: false },
  )
  WEAR[pen.person.cut](pen)
  if (pen.person.apron) drawApron(pen)
  drawNeck(pen)
}

const WEAR = {
  vneck(pen) {
    const { body, detail, skin } = pen
    pen.patch(0.37, 0.512, detail.isNear ? 5 : 3, (y, side, t) => body.onChest(side * 0.056 * t, y, 0.005), skin, {
      ao: 0.86,
    })
    if (detail.isFarthest) return
    for (const side of [-1, 1]) pen.strip([side * 0.001, 0.364], [side * 0.056, 0.512], 0.013, CREAM, 0.008)
  },
  jacket(pen) {
    const { body, detail, dye, person } = pen
    const shirt = person.second === 'linen' ? paint(PAPER) : mix(DYE[person.second], PAPER, 0.55)
    pen.patch(
      0.07,
      0.512,
      detail.isNear ? 5 : 3,
      (y, side, t) => body.onChest(side * lerp(0.004, 0.064, t), y, 0.005),
      shirt,
      { layer: LAYER.plain, ao: 0.92 },
    )
    if (detail.isFarthest) return
    const lapel = dye.clone().multiplyScalar(0.72)
    for (const side of [-1, 1]) {
      const at = (y, k, t) =>
        body.onChest(side * (lerp(0.01, 0.06, t) + (k + 1) * 0.025 * Math.sin(0.12 + t * 2.5)), y, 0.01)
      pen.patch(0.13, 0.505, 2, at, lapel)
    }
    buttons(pen, [0, 0.06], 0.012, 0.008, 0.006)
  },
  shirt(pen) {
    const { body, detail, dye, person } = pen
    for (const side of [-1, 1]) {
      const at = (y, k, t) => body.onChest(side * (0.032 + 0.026 * k * (1 - t * 0.5)), y, 0.011)
      pen.patch(0.452, 0.514, 2, at, mix(DYE[person.top], PAPER, 0.7))
    }
    if (detail.isFarthest) return
    pen.strip([0, 0.03], [0, 0.46], 0.024, dye.clone().multiplyScalar(0.82), 0.005)
    buttons(pen, [0.05, 0.15, 0.25, 0.35], 0, 0.006, 0.008)
  },
  jumper(pen) {
    const { builder, detail, dye } = pen
    if (!detail.collar) return
    builder.loft(
      [
        [0.5, 0.082, 0.07],
        [0.517, 0.077, 0.067],
        [0.527, 0.062, 0.057],
      ].map(([y, rx, rz]) => ({ at: [0, y, Body.torsoZ(0.5)], rx, rz })),
      {
        segs: detail.collar,
        color: dye.clone().multiplyScalar(0.75),
        layer: LAYER.walnut,
        bones: pen.on('spine'),
        capA: false,
        capB: false,
      },
    )
  },
  shawl(pen) {
    const { builder, body, detail, second, secondLayer } = pen
    WEAR.jumper(pen)
    // [height, how much wider, how much deeper than the chest]; the lowest ring is its fringe.
    const rings = [
      [0.2, 0.03, 0.018],
      [0.29, 0.036, 0.03],
      [0.38, 0.036, 0.034],
      [0.45, 0.03, 0.03],
      [0.492, 0.022, 0.03],
      [0.52, 0.014, 0.022],
    ].filter((_, i) => !detail.isFarthest || i % 2 === 0 || i === 5)
    builder.loft(
      rings.map(([y, wider, deeper], i) => {
        const { rx, rz } = body.torsoAt(y)
        return {
          at: [0, y, Body.torsoZ(y) + 0.004],
          rx: rx + wider + (y < 0.46 ? 0.022 : 0),
          rz: rz + deeper,
          pow: 2.2,
          ao: i < 1 ? 0.7 : 1,
          color: i < 1 ? CREAM : second,
        }
      }),
      { segs: detail.collar || 6, color: second, layer: secondLayer, bones: pen.on('spine'), capA: false, capB: false },
    )
  },
}

function buttons(pen, heights, x, radius, off) {
  if (!pen.detail.isNear) return
  for (const y of heights) {
    const { z } = pen.body.onChest(x, y, off)
    pen.builder.at(placed(x, y, z), () =>
      pen.builder.disc(0, 0, 0, radius, radius, 6, CREAM, { bones: pen.on('spine') }),
    )
  }
}

function drawApron(pen) {
  const { body, person } = pen
  const cloth = paint(person.apron)
  pen.patch(-0.1, 0.4, 7, (y, side, t) => body.onChest(side * lerp(0.15, 0.1, t), y, 0.013), cloth, {
    layer: LAYER.madder,
  })
  for (const side of [-1, 1]) pen.strip([side * 0.095, 0.39], [side * 0.068, 0.505], 0.016, cloth, 0.014)
}

/** How much of the neck at height y turns with the head. */
export const neckBones = (pen, y) => pen.on('head', smooth(0.52, 0.6, y), 'spine')

function drawNeck(pen) {
  const { builder, detail, person, skin, wrap } = pen
  const rings = [
    [0.47, 0.062, -0.006, 0.75],
    [0.535, 0.05, -0.006, 0.8],
    [0.6, 0.049, 0.008, 0.55],
    [0.635, 0.05, 0.008, 0.45],
  ].filter((_, i) => !detail.isFarthest || i % 3 === 0)
  builder.loft(
    rings.map(([y, rx, z, ao]) => ({
      at: [0, y, z],
      rx: rx * lerp(1, person.wide, 0.5),
      rz: 0.052,
      bones: neckBones(pen, y),
      ao,
    })),
    { segs: detail.isNear ? 8 : detail.neck, color: person.style === 'scarf' ? wrap : skin, capA: false, capB: false },
  )
}
