// A small meeting: one to seven people round a table, whoever speaks sits among them. A sheet on the far wall, a board
// with a plan to mark, a window on the left, a sideboard on the right.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed, SIDE } from '../draw/mesh.js'
import { lerp, seeded, TURN } from '../draw/numbers.js'
import { SIX_DYES } from '../draw/palette.js'
import { TABLE, tableSeats } from '../layout.js'
import { BACK, farWall, HALF, leftWall, nearWall, rightWall } from './meeting_room.js'
import { chamber, contactShadows, dye, keepOpen, point, slideSheet } from './parts.js'
import { chair, cup, lantern, paper, turned } from './props.js'

const TOP = 0.7575 // of the table, where hands lie
const CAST = [
  {
    seed: 61,
    age: 33,
    skin: 4,
    style: 'scarf',
    cut: 'jumper',
    top: 'sage',
    second: 'murex',
    wrapDye: 'murex',
    hasRobe: false,
  },
  {
    seed: 62,
    age: 51,
    skin: 1,
    style: 'bob',
    hair: 'grey',
    cut: 'jacket',
    top: 'woad',
    second: 'linen',
    hasGlasses: true,
    hasRobe: false,
  },
  {
    seed: 63,
    age: 45,
    skin: 7,
    style: 'crop',
    hair: 'black',
    cut: 'shirt',
    top: 'weld',
    beard: 'short',
    hasRobe: false,
  },
  { seed: 64, age: 28, skin: 2, style: 'bun', hair: 'dark', cut: 'vneck', top: 'madder', hasRobe: false },
  {
    seed: 65,
    age: 67,
    skin: 5,
    style: 'balding',
    hair: 'white',
    cut: 'jacket',
    top: 'ink',
    second: 'rose',
    beard: 'full',
    hasRobe: false,
  },
  {
    seed: 66,
    age: 38,
    skin: 3,
    style: 'turban',
    wrapDye: 'woad',
    hair: 'black',
    cut: 'vneck',
    top: 'olive',
    beard: 'full',
  },
  { seed: 67, age: 24, skin: 6, style: 'braids', hair: 'black', cut: 'jumper', top: 'murex', hasRobe: false },
]

export function table(theme, { n = 5, seed = 0 } = {}) {
  const builder = new Builder()
  const room = { builder, theme, random: seeded(29), shadows: [] }
  chamber(builder, theme, room.random, { half: HALF, back: BACK, front: 1.9 })
  roundRug(room)
  roundTable(room)
  // Whoever has the far end was cast first, so that two sit as well as seven.
  const cast = i => CAST[(i + 7 - Math.floor(n / 2)) % 7]
  const seats = keepOpen(
    tableSeats(n).map((seat, i) => ({ ...seat, table: TOP, cast: cast(i) })),
    seed,
  )
  seats.forEach((seat, i) => setPlace(room, seat, i))
  leftWall(room)
  farWall(room)
  rightWall(room)
  nearWall(room)
  lantern(builder, TABLE.middle[0], 2.42, TABLE.middle[2] - 0.1, 0.46, theme, 3.1)
  const slide = slideSheet(1.62, 0.91, theme)
  slide.mesh.position.set(0.05, 2.08, BACK + 0.055)
  const group = new Group()
  group.add(slide.mesh)
  return {
    builder,
    group,
    seats,
    slide,
    contacts: contactShadows(room.shadows),
    mentorSpots: [
      { pos: [2.15, 0, -0.75], face: -1.2 },
      { pos: [-2.15, 0, -0.6], face: 1.2 },
      { pos: [2.2, 0, -3.1], face: -0.6 },
    ],
    key: [-0.68, 0.56, 0.48],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: 60, pitch: -7, yaw: 0, eye: 1.38, tallFov: 72, tallPitch: -2 },
  }
}

const LAMPS = [
  { at: [0, 2.1, -1.6], color: '#F2CFA8', strength: 1.5 },
  { at: [2.5, 1.5, -3.4], color: '#F2CFA8', strength: 0.9 },
  { at: [0, 2.6, 0.4], color: '#F4D8B6', strength: 0.6 },
]

function roundRug({ builder, theme }) {
  const [x, , z] = TABLE.middle
  const ring = (radius, y) =>
    Array.from({ length: 33 }, (_, j) => {
      const angle = (j / 32) * TURN
      return point(x + Math.sin(angle) * radius, y, z + Math.cos(angle) * radius)
    })
  const field = theme.isNight ? '#5A3A52' : '#B98C8E'
  const bands = [
    [0, 1.62, paint(field), LAYER.check],
    [1.62, 1.74, dye('weld'), LAYER.weld],
    [1.74, 1.9, dye('woad'), LAYER.madder],
  ]
  for (const [inner, outer, color, layer] of bands) {
    builder.grid([ring(inner, 0.006), ring(outer, 0.006)], {
      color,
      layer,
      flip: true,
      uv: (i, j, p) => [p.x / 0.4, p.z / 0.4],
    })
  }
}

function roundTable({ builder, theme, shadows }) {
  const [x, , z] = TABLE.middle
  const { radius } = TABLE
  const wood = paint(theme.wood)
  const rim = [
    [-0.045, radius - 0.05, 0.6],
    [-0.035, radius, 0.9],
    [-0.008, radius, 1],
    [0, radius - 0.012, 1],
  ]
  builder.loft(turned(x, TOP, z, rim), { segs: 32, color: wood, ao: 1, capA: false, capB: false })
  // The top is boards, so that the grain runs one way and not to the middle.
  const cutAt = y => Math.sqrt(Math.max(0, (radius - 0.012) ** 2 - y * y))
  const rows = 13
  const edge = i => lerp(-(radius - 0.0125), radius - 0.0125, i / rows)
  const strips = Array.from({ length: rows + 1 }, (_, i) => {
    const half = cutAt(edge(i))
    return [point(x - half, TOP, z + edge(i)), point(x, TOP, z + edge(i)), point(x + half, TOP, z + edge(i))]
  })
  builder.grid(strips, { color: wood, layer: LAYER.wood, flip: true, uv: (i, j, p) => [p.x / 0.32, p.z / 0.32] })
  builder.loft(
    turned(x, 0, z, [
      [0, 0.42, 0.5],
      [0.04, 0.4, 0.6],
      [0.08, 0.1, 0.5],
      [0.4, 0.085, 0.6],
      [0.72, 0.2, 0.4],
    ]),
    { segs: 12, color: paint(theme.woodDark), layer: LAYER.wood, capA: false, capB: false },
  )
  // A runner across, a carafe and a bowl in the middle.
  builder.box(x, TOP + 0.003, z, 1.9, 0.004, 0.3, paint('#E6D0A0'), { layer: LAYER.madder, skip: [SIDE.bottom] })
  const glass = paint('#CFE0E2')
  builder.loft(
    turned(x - 0.2, TOP + 0.005, z + 0.02, [
      [0, 0.06, 0.7],
      [0.12, 0.068],
      [0.19, 0.03],
      [0.25, 0.035],
      [0.25, 0.028],
    ]),
    { segs: 10, color: (angle, p) => (p.y < TOP + 0.12 ? paint('#A9C9CF') : glass), capB: false },
  )
  builder.loft(
    turned(x + 0.22, TOP + 0.005, z - 0.02, [
      [0, 0.07, 0.5],
      [0.05, 0.15, 0.8],
      [0.075, 0.165],
      [0.07, 0.145, 0.7],
    ]),
    { segs: 14, color: dye('woad'), layer: LAYER.walnut },
  )
  ;[
    [0, 0],
    [0.075, 0.03],
    [-0.07, 0.04],
    [0.02, -0.075],
    [-0.055, -0.05],
  ].forEach(([dx, dz], i) => {
    builder.loft(
      turned(
        x + 0.22 + dx,
        TOP + (i ? 0.09 : 0.125),
        z - 0.02 + dz,
        [
          [-0.9, 0.43, 0.6],
          [-0.4, 0.92],
          [0.2, 0.98],
          [0.8, 0.6],
        ],
        0.045,
      ),
      { segs: 7, color: mix('#D98B2B', '#8FA03A', i * 0.18) },
    )
  })
  // What the speaker brought.
  notebook(builder, [x - 0.26, TOP, -0.78], 0.12, 'murex')
  paper(builder, x + 0.12, TOP, -0.8, -0.1)
  cup(builder, x + 0.42, TOP, -0.92, { glaze: '#D9DFC3' })
  shadows.push(
    { x, y: 0.009, z, rx: 1.3, rz: 1.3, strength: 0.55 },
    { x: x + 0.42, y: TOP + 0.0015, z: -0.91, rx: 0.075, rz: 0.07, strength: 0.5 },
    { x: x - 0.2, y: TOP + 0.0065, z: z + 0.03, rx: 0.11, rz: 0.1, strength: 0.45 },
    { x: x + 0.22, y: TOP + 0.0065, z, rx: 0.24, rz: 0.22, strength: 0.45 },
  )
}

/** A chair, unless the place is kept clear, and before it a sheet or a notebook, and something to drink. */
function setPlace({ builder, theme, shadows }, seat, i) {
  const [x, y, z] = seat.pos
  if (!seat.isOpen) {
    const name = ['walnut', 'olive', 'walnut', 'murex'][i % 4]
    builder.at(placed(x, y, z, seat.face), () => chair(builder, 0, 0.01, -0.04, 0, dye(name), LAYER[name], theme))
  }
  shadows.push({ x, y: 0.0115, z, rx: 0.4, rz: 0.38, strength: 0.45 })
  const [, , middle] = TABLE.middle
  const angle = Math.atan2(x, -(z - middle))
  const at = (radius, aside) => [Math.sin(angle + aside) * radius, TOP, middle - Math.cos(angle + aside) * radius]
  if (i % 3 === 1) notebook(builder, at(0.66, 0.05), -angle + 0.15, SIX_DYES[i % 6])
  else paper(builder, ...at(0.66, 0.05), -angle + Math.PI + 0.1 * (i % 3))
  if (i % 2) cup(builder, ...at(0.74, -0.3), { glaze: ['#DDE6E2', '#EBD3C0', '#D9DFC3'][i % 3] })
  else glassOfWater(builder, at(0.72, -0.32))
}

function notebook(builder, [x, y, z], turn, name) {
  builder.at(placed(x, y, z, turn), () => {
    builder.box(0, 0.008, 0, 0.16, 0.016, 0.22, dye(name), { layer: LAYER[name], skip: [SIDE.bottom] })
    builder.box(0.1, 0.008, 0, 0.01, 0.01, 0.14, dye('ink'), { skip: [SIDE.bottom] })
  })
}

function glassOfWater(builder, [x, y, z]) {
  builder.loft(
    turned(x, y, z, [
      [0, 0.03, 0.7],
      [0.07, 0.034],
      [0.071, 0.034],
      [0.11, 0.037],
      [0.11, 0.032],
    ]),
    {
      segs: 9,
      color: (angle, p) => (p.y < y + 0.0705 ? paint('#A9C9CF') : paint('#DCE8E8')),
      capA: false,
      capB: false,
    },
  )
}
