// Legs, robes and shoes, sitting or standing.
import { LAYER } from '../draw/cloth.js'
import { paint } from '../draw/mesh.js'
import { CREAM } from './pen.js'

const SHOES = ['#3A2A26', '#20303A', '#7A5138']
const KNEE_Z = 0.4

export function drawLegs(pen) {
  const floor = -pen.body.hip
  if (pen.person.isSitting) drawSitting(pen, floor)
  else drawStanding(pen, floor)
}

function drawSitting(pen, floor) {
  const { builder, detail, person, dye, layer, trousers } = pen
  const bones = pen.on('root')
  if (person.hasRobe) {
    // [height, z, half width, half depth, shade]; the last two are the hem.
    const rings = [
      [0.01, -0.06, 0.175 * person.wide, 0.1, 1],
      [0.012, 0.14, 0.19 * person.wide, 0.1, 0.7],
      [0.006, 0.34, 0.195, 0.088, 1],
      [-0.03, 0.43, 0.195, 0.085, 1],
      [-0.12, 0.462, 0.2, 0.075, 1],
      [-0.3, 0.455, 0.205, 0.08, 0.8],
      [floor + 0.09, 0.452, 0.215, 0.095, 0.55],
      [floor + 0.075, 0.452, 0.215, 0.095, 0.5],
    ]
    const kept = rings.filter((_, i) => !detail.isFarthest || [0, 2, 4, 6].includes(i))
    builder.tube(
      kept.map(([y, z, rx, rz, ao], i) => ({ at: [0, y, z], rx, rz, ao, color: i === 6 ? CREAM : dye })),
      { segs: [10, 8, 6, 5][detail.level], color: dye, layer, bones, capA: false, capB: false },
    )
  } else {
    const rings = [
      [0.085, 0, -0.08, 0.088, 0.09, 0.6],
      [0.09, 0.004, 0.12, 0.088, 0.084, 0.75],
      [0.098, 0.006, 0.32, 0.072, 0.07, 1],
      [0.1, -0.015, KNEE_Z, 0.066, 0.066, 1],
      [0.1, -0.09, KNEE_Z + 0.035, 0.06, 0.058, 1],
      [0.1, -0.26, KNEE_Z + 0.03, 0.054, 0.052, 0.8],
      [0.1, floor + 0.07, KNEE_Z + 0.025, 0.052, 0.052, 0.55],
    ]
    const kept = rings.filter(
      (_, i) => detail.isNear || (detail.isFarthest ? [0, 3, 6].includes(i) : ![1, 4, 5].includes(i)),
    )
    for (const side of [1, -1]) {
      builder.tube(
        kept.map(([x, y, z, rx, rz, ao]) => ({ at: [side * x, y, z], rx, rz, ao })),
        { segs: detail.leg, color: trousers, layer: LAYER.plain, bones, capA: false, capB: false },
      )
    }
  }
  const shoe = [
    [0.105, 0.05, KNEE_Z - 0.02, 0.04, 0.045],
    [0.108, 0.045, KNEE_Z + 0.06, 0.046, 0.042],
    [0.112, 0.032, KNEE_Z + 0.15, 0.042, 0.028],
    [0.114, 0.026, KNEE_Z + 0.19, 0.022, 0.016],
  ]
  drawShoes(
    pen,
    shoe.filter((_, i) => detail.isNear || i % 2),
    floor,
  )
}

function drawStanding(pen, floor) {
  const { builder, person, dye, layer, trousers } = pen
  const bones = pen.on('root')
  if (person.hasRobe) {
    const rings = [
      [floor + 0.03, 0.25, 0.2, 0.5],
      [floor + 0.05, 0.25, 0.2, 0.6],
      [floor + 0.4, 0.21, 0.165, 1],
      [-0.05, 0.19 * person.wide, 0.148 + person.belly, 1],
    ]
    builder.loft(
      rings.map(([y, rx, rz, ao], i) => ({ at: [0, y, 0], rx, rz, ao, color: i ? dye : CREAM })),
      { segs: [16, 12, 9, 6][pen.detail.level], color: dye, layer, bones, capB: false },
    )
  } else {
    const rings = [
      [0.1, floor + 0.06, 0, 0.06, 0.062, 0.55],
      [0.095, floor + 0.45, 0.01, 0.066, 0.07, 0.8],
      [0.09, -0.12, 0, 0.092, 0.098, 1],
      [0.085, 0.01, 0, 0.088, 0.1, 0.8],
    ]
    for (const side of [1, -1]) {
      builder.loft(
        rings.map(([x, y, z, rx, rz, ao]) => ({ at: [side * x, y, z], rx, rz, ao })),
        { segs: [9, 7, 5, 4][pen.detail.level], color: trousers, layer: LAYER.plain, bones },
      )
    }
  }
  const shoe = [
    [0.105, 0.05, -0.05, 0.042, 0.045],
    [0.11, 0.048, 0.03, 0.048, 0.042],
    [0.118, 0.03, 0.13, 0.042, 0.026],
    [0.12, 0.026, 0.16, 0.02, 0.016],
  ]
  drawShoes(pen, shoe, floor)
}

function drawShoes(pen, rings, floor) {
  const { builder, detail, person } = pen
  if (!detail.shoe) return
  const color = paint(SHOES[person.seed % SHOES.length])
  for (const side of [1, -1]) {
    builder.tube(
      rings.map(([x, up, z, rx, rz]) => ({ at: [side * x, floor + up, z], rx, rz })),
      { segs: detail.shoe, color, bones: pen.on('root'), ao: 0.75, capA: detail.isNear },
    )
  }
}
