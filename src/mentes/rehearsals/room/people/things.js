// What a person may hold, and the wheelchair. The notebook lies on the lap's bone; pen, phone and cup are in the right
// hand.
import { LAYER } from '../draw/cloth.js'
import { paint, placed } from '../draw/mesh.js'
import { TURN } from '../draw/numbers.js'
import { DYE } from '../draw/palette.js'
import { ARM_Z, WRIST } from './measures.js'

export const NOTEBOOK = { tilt: -1.05, x: 0.02, up: 0.058, z: 0.27, width: 0.2, height: 0.145, page: 0.012 }

export function drawThing(pen) {
  if (pen.person.thing) THINGS[pen.person.thing]?.(pen)
}

/** The notebook's page in hip space, as a matrix: its XY plane is the paper. */
export const notebookAt = body => placed(NOTEBOOK.x, body.lap + NOTEBOOK.up, NOTEBOOK.z, 0, NOTEBOOK.tilt)

const THINGS = {
  notebook(pen) {
    const { builder, body, detail, person } = pen
    const bones = pen.on('lap')
    const { width, height } = NOTEBOOK
    const cover = paint(DYE[person.second === person.top ? 'madder' : person.second])
    builder.at(notebookAt(body), () => {
      builder.box(0, 0, 0, width, height, 0.014, cover, { bones, skip: [5] })
      builder.box(0, 0, 0.009, width - 0.015, height - 0.013, 0.006, paint('#FFFCF8'), { bones, skip: [5] })
      if (detail.isFar) return
      for (let i = 0; i < 4; i++) {
        builder.box(-0.02 - (i % 2) * 0.01, 0.04 - i * 0.024, 0.0125, 0.11, 0.004, 0.001, paint('#8FA0A2'), {
          bones,
          skip: [0, 1, 2, 3, 5],
        })
      }
    })
    if (detail.isFarthest) return
    const x = -body.armX
    // The pen lies in the hand from the thumb to beyond the finger tips.
    builder.tube(
      [
        { at: [x + 0.03, WRIST - 0.17, 0.05], rx: 0.003 },
        { at: [x + 0.024, WRIST - 0.02, 0.075], rx: 0.0045 },
      ],
      { segs: 4, color: paint(DYE.madder), bones: pen.on('held') },
    )
  },
  phone(pen) {
    const { builder, body } = pen
    const bones = pen.on('held')
    const x = -body.armX
    builder.box(x + 0.028, WRIST - 0.1, 0.002, 0.009, 0.135, 0.068, paint('#1A222A'), { bones })
    builder.box(x + 0.0335, WRIST - 0.1, 0.002, 0.003, 0.12, 0.058, paint('#D9EDF0'), { bones, unlit: 1, skip: [1] })
  },
  cup(pen) {
    const { builder, body, detail, person } = pen
    const bones = pen.on('held')
    const glaze = paint(DYE[person.second])
    const [x, y] = [-body.armX + CUP.x, WRIST - CUP.down]
    // The cup stands along the hand's thumb side: up is +Z of a hanging hand.
    const ring = (up, radius, ao, color) => ({
      at: [x, y, ARM_Z + up],
      u: [radius, 0, 0],
      v: [0, radius, 0],
      ao,
      color,
    })
    const rings = [
      ring(-0.045, 0.03, 0.7, glaze),
      ring(0.045, 0.038, 1, glaze),
      ring(0.045, 0.033, 0.8, glaze),
      ring(0.036, 0.033, 0.6, paint('#4A2A1C')),
    ]
    builder.loft(detail.isFarthest ? rings.slice(0, 2) : rings, {
      segs: detail.isNear ? 9 : 6,
      color: glaze,
      layer: LAYER.plain,
      bones,
    })
  },
}
/** Where the cup's middle lies from the right wrist, arm hanging: towards the palm, and down to the fingers. */
export const CUP = { x: 0.046, down: 0.085 }

export function drawWheelchair(pen) {
  const { builder, body, detail } = pen
  const floor = -body.hip
  const parts = [12, 12, 10, 8][detail.level]
  const bones = pen.on('root')
  const [steel, tyre, rim, seat] = ['#5F6B70', '#2A2A30', DYE.madder, DYE.ink].map(paint)
  for (const side of [-1, 1]) {
    const wheel = (radius, thick, out) =>
      Array.from({ length: parts + 1 }, (_, j) => {
        const angle = (j / parts) * TURN
        return {
          at: [
            side * (0.265 - 0.02 * Math.sin(angle) + out),
            floor + 0.3 + Math.sin(angle) * radius,
            -0.05 + Math.cos(angle) * radius,
          ],
          rx: thick,
        }
      })
    builder.tube(wheel(0.285, 0.016, 0), { segs: 4, color: tyre, bones, capA: false, capB: false })
    builder.tube(wheel(0.255, 0.007, 0.025), { segs: 3, color: rim, bones, capA: false, capB: false })
    for (let k = 0; k < (detail.isFar ? 2 : 3); k++) {
      builder.at(placed(side * 0.265, floor + 0.3, -0.05, 0, (k * Math.PI) / 3), () =>
        builder.box(0, 0, 0, 0.006, 0.56, 0.006, paint('#C9CDCB'), { bones }),
      )
    }
    builder.box(side * 0.235, 0.1, 0.06, 0.035, 0.03, 0.28, tyre, { bones })
    builder.box(side * 0.235, -0.03, 0.17, 0.02, 0.24, 0.02, steel, { bones })
    builder.box(side * 0.12, floor + 0.1, 0.42, 0.16, 0.016, 0.2, steel, { bones })
    builder.box(side * 0.2, floor + 0.24, 0.3, 0.022, 0.3, 0.022, steel, { bones })
    builder.at(placed(side * 0.19, floor + 0.07, 0.3, 0, 0, Math.PI / 2), () => {
      builder.loft(
        [
          { at: [0, -0.012, 0], rx: 0.07, rz: 0.07 },
          { at: [0, 0.012, 0], rx: 0.07, rz: 0.07 },
        ],
        { segs: 8, color: tyre, bones },
      )
    })
    builder.box(side * 0.2, 0.3, -0.185, 0.024, 0.26, 0.024, steel, { bones })
  }
  builder.box(0, 0.22, -0.175, 0.4, 0.4, 0.03, seat, { bones, layer: LAYER.madder })
  builder.box(0, -0.115, 0.1, 0.42, 0.05, 0.46, seat, { bones, layer: LAYER.plain })
}
