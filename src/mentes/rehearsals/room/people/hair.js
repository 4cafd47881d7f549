// Hair and cloths of the head: one shell from the crown down to a hairline, and what hangs or sits on it.
// A new style is one line of HAIRLINES and one of THICK.
import { Vector3 } from 'three'
import { clamp, curve, lerp, smooth, TURN } from '../draw/numbers.js'
import { CHIN, CROWN } from './measures.js'
import { CLOTHS_ON_HEAD } from './person.js'
import { neckBones } from './torso.js'

// Height above the chin where the shell ends, by angle from the middle of the face (0) to the nape (pi).
const SHORT = [
  [0, 0.208],
  [0.62, 0.204],
  [0.95, 0.172],
  [1.22, 0.118],
  [1.5, 0.118],
  [1.62, 0.15],
  [1.9, 0.1],
  [2.4, 0.055],
  [3.15, 0.045],
]
const BOUND = [
  [0, 0.182],
  [0.8, 0.178],
  [1.4, 0.155],
  [2.2, 0.115],
  [3.15, 0.09],
]
const HAIRLINES = {
  crop: SHORT,
  part: SHORT,
  bun: SHORT,
  curls: SHORT,
  afro: SHORT,
  braids: SHORT,
  turban: BOUND,
  wrap: BOUND,
  fringe: [
    [0, 0.178],
    [0.7, 0.176],
    [1, 0.12],
    [1.2, 0.03],
    [1.5, 0.012],
    [2.2, 0],
    [3.15, -0.01],
  ],
  bob: [
    [0, 0.207],
    [0.55, 0.2],
    [0.85, 0.165],
    [1.08, 0.05],
    [1.35, 0.018],
    [2.2, 0],
    [3.15, -0.005],
  ],
  long: [
    [0, 0.207],
    [0.55, 0.202],
    [0.85, 0.165],
    [1.1, 0.02],
    [1.35, -0.11],
    [2, -0.16],
    [3.15, -0.19],
  ],
  balding: [
    [0, 0.262],
    [0.9, 0.258],
    [1.2, 0.15],
    [1.35, 0.115],
    [1.62, 0.15],
    [1.9, 0.1],
    [2.4, 0.055],
    [3.15, 0.045],
  ],
  scarf: [
    [0, 0.205],
    [0.5, 0.198],
    [0.82, 0.16],
    [0.98, 0.09],
    [1.02, 0.03],
    [1.25, -0.06],
    [1.7, -0.1],
    [3.15, -0.13],
  ],
}
const THICK = {
  crop: 0.01,
  part: 0.02,
  fringe: 0.022,
  bob: 0.03,
  long: 0.024,
  bun: 0.012,
  curls: 0.034,
  afro: 0.06,
  braids: 0.012,
  balding: 0.01,
  scarf: 0.018,
  turban: 0.04,
  wrap: 0.042,
}
const DRAPED = ['bob', 'long', 'fringe', 'scarf'] // these fall past the jaw instead of following it in

// What each style adds to the shell's thickness. `down` runs 0 at the crown to 1 at the hairline, `full` grows to 1
// soon after the crown; `row` and `column` number the shell's points, `angle` is from the face, `aside` the same
// without side.
const RELIEF = {
  part: ({ angle, down }) =>
    0.016 * Math.max(0, Math.sin(angle - 0.55)) * (1 - down) + (Math.abs(angle - 0.5) < 0.2 ? -0.008 : 0),
  curls: ({ full, row, column }) =>
    full * (0.013 * Math.sin(column * 2.05 + row * 1.1) * Math.sin(row * 2.1 + 1) + (row % 2 ? 0.006 : 0)),
  afro: ({ full, row, column, down }) => full * 0.003 * Math.sin(column * 2.3 + row) - down ** 4 * 0.01,
  braids: ({ full, column }) => full * (column % 2 ? 0.006 : -0.003),
  bob: ({ y, down, aside }) => 0.012 * smooth(0.1, 0, y) - 0.012 * smooth(0.25, 0.4, down) * smooth(1, 0.9, aside),
  scarf: ({ full, row, aside, y }) =>
    full * 0.006 * Math.sin(row * 1.9) * (aside > 0.8 ? 1 : 0) + 0.045 * smooth(0, -0.13, y),
  turban: ({ full, angle, y, down }) =>
    full * 0.007 * Math.sin(y * 150 + Math.sin(angle) * 2.2 + 0.5) +
    0.026 * Math.sin(Math.PI * Math.min(1, down * 1.15)) -
    0.012 * (1 - full),
  wrap: ({ full, angle, y, down }) =>
    full * 0.008 * Math.sin(angle * 3 + y * 90) + 0.022 * Math.sin(Math.PI * down) + 0.008 * (1 - down) ** 2,
  long: ({ y }) => 0.01 * smooth(-0.02, -0.18, y),
}

export function drawHair(pen) {
  const { person } = pen
  if (person.style === 'bald') return
  drawShell(pen)
  if (person.style === 'bun') ball(pen, [0, pen.body.faceY(0.285), -0.045], 0.042)
  if (person.style === 'wrap') {
    ball(pen, [0.035, CHIN + 0.3, 0.028], 0.034)
    ball(pen, [-0.03, CHIN + 0.305, 0.02], 0.03)
  }
  if (person.style === 'braids') for (const side of [-1, 1]) braid(pen, side)
  if (person.style === 'scarf') drape(pen)
}

function drawShell(pen) {
  const { builder, body, detail, person } = pen
  const { style } = person
  const isCloth = CLOTHS_ON_HEAD.includes(style)
  const isDraped = DRAPED.includes(style)
  const rows = detail.hairRows
  const columns = detail.isNear && ['curls', 'afro'].includes(style) ? 18 : detail.hairColumns
  const thick = THICK[style] * (detail.isNear ? 1 : 1.06) + detail.hairProud
  // Three rows are too few for waves: curls would grow a brim.
  const relief = (!(detail.isFarthest && style === 'curls') && RELIEF[style]) || (() => 0)

  const point = (row, column) => {
    const angle = (column / columns) * TURN
    const aside = Math.min(angle, TURN - angle)
    const hairline = curve(HAIRLINES[style], aside)
    const down = row / rows
    const y = lerp(CROWN, hairline, 1 - Math.cos((down * Math.PI) / 2) ** (hairline < 0.1 ? 0.9 : 1))
    // Draped hair keeps the width of the ears where the head itself narrows to the jaw.
    const { rx, rz, cz } = body.headAt(clamp(isDraped && aside > 1 ? Math.max(y, 0.115) : y, 0, CROWN))
    const off =
      thick * (isDraped && aside > 0.95 ? 1 : 1 - down ** 5 * 0.82) +
      relief({ angle, aside, row, column, down, y, full: smooth(0, 0.4, down) })
    const top = 1 - smooth(0, 0.35, down)
    const spread = row ? 1 : 0 // the pole's radius is nothing, or skin shows through the crown
    const back = isDraped && y < 0.06 ? smooth(0.06, -0.16, y) * 0.018 : 0
    return new Vector3(
      spread * Math.sin(angle) * (rx + off * (1 - top * 0.2)),
      body.faceY(y) + off * top * 0.9,
      cz + spread * Math.cos(angle) * (rz + off) - back,
    )
  }
  const points = Array.from({ length: rows + 1 }, (_, i) => Array.from({ length: columns + 1 }, (_, j) => point(i, j)))

  const lock = (row, column) => {
    const strand = style === 'braids' ? (column % 2 ? 1.25 : 0.55) : 1
    const uneven = 1 + 0.22 * Math.sin(column * 1.7 + person.seed) * (style === 'afro' ? 0.5 : 1)
    return pen.hair.clone().multiplyScalar(strand * uneven * lerp(1.12, 0.86, row / rows))
  }
  const clothShade = (row, column) =>
    style === 'scarf' ? (row === rows ? 0.6 : 1) : 0.82 + 0.18 * Math.cos(points[row][column].y * 150 + column)
  builder.grid(points, {
    wrap: true,
    flip: true,
    bones: pen.on('head'),
    layer: isCloth ? pen.wrapLayer : -1,
    color: isCloth ? pen.wrap : lock,
    ao: isCloth ? clothShade : row => lerp(1, 0.72, (row / rows) ** 3),
    uv: (row, column) => [(column / columns) * 4, (row / rows) * 1.6],
  })
}

function ball(pen, [x, y, z], radius) {
  const isCloth = CLOTHS_ON_HEAD.includes(pen.person.style)
  const rings = [
    [-1, 0.35],
    [-0.7, 0.75],
    [0, 1],
    [0.7, 0.75],
    [1, 0.35],
  ].filter((_, i) => !pen.detail.isFarthest || i % 2 === 0)
  pen.builder.loft(
    rings.map(([up, wide]) => ({ at: [x, y + up * radius * 0.92, z], rx: wide * radius, rz: wide * radius })),
    {
      segs: pen.detail.isNear ? 7 : pen.detail.isFarthest ? 4 : 5,
      color: isCloth ? pen.wrap : pen.hair,
      bones: pen.on('head'),
      layer: isCloth ? pen.wrapLayer : -1,
    },
  )
}

function braid(pen, side) {
  const { detail } = pen
  const count = detail.isNear ? 9 : detail.isFarthest ? 3 : 6
  pen.builder.tube(
    Array.from({ length: count }, (_, i) => {
      const t = i / (count - 1)
      return {
        at: [side * (0.082 + 0.02 * Math.sin(t * 2)), CHIN + lerp(0.1, -0.2, t), lerp(-0.03, 0.055, smooth(0.2, 1, t))],
        rx: 0.0165 * (i % 2 ? 0.72 : 1) * (1 - 0.25 * t),
        ao: i % 2 ? 0.6 : 1,
      }
    }),
    { segs: detail.isNear ? 6 : detail.isFarthest ? 3 : 4, color: pen.hair, bones: pen.on('head') },
  )
}

/** The part of a head-scarf that lies on the shoulders. */
function drape(pen) {
  const { builder, body, detail, wrap, wrapLayer } = pen
  const shoulders = body.halfShoulders
  const rings = [
    [0.37, shoulders + 0.008, 0.132, 0],
    [0.44, shoulders - 0.002, 0.118, 0],
    [0.5, 0.125, 0.1, 0],
    [0.545, 0.086, 0.082, 0.006],
    [0.57, 0.072, 0.08, 0.012],
    [0.59, 0.076, 0.08, 0.014],
  ]
  builder.loft(
    rings
      .filter((_, i) => !detail.isFarthest || i % 2 === 0)
      .map(([y, rx, rz, z]) => ({
        at: [0, y, z],
        rx,
        rz,
        pow: 2.2,
        bones: neckBones(pen, y - 0.02),
        ao: y > 0.56 ? 0.72 : 1,
      })),
    { segs: detail.isNear ? 12 : detail.isFarthest ? 6 : 7, color: wrap, layer: wrapLayer, capA: false, capB: false },
  )
}
