// The interview desk: one to three interviewers behind more table than feels polite, a window on the left, books.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, paint, placed } from '../draw/mesh.js'
import { lerp, seeded } from '../draw/numbers.js'
import { deskSeats } from '../layout.js'
import { chamber, contactShadows, dye, paneLight, point, rug } from './parts.js'
import { bookPile, bookRow, braid, chair, cup, framed, paper, tableLamp, tree } from './props.js'
import { curtain, harbourWindow } from './windows.js'

const HALF = 2.8 // metres from the middle to the side walls
const BACK = -3.7
const TABLE = { z: -1.62, top: 0.7575 }
const CAST = [
  {
    seed: 8,
    age: 56,
    skin: 5,
    style: 'afro',
    hair: 'grey',
    cut: 'jacket',
    top: 'ink',
    second: 'madder',
    hasGlasses: true,
    hasEarrings: true,
    smile: 0.4,
  },
  {
    seed: 23,
    age: 36,
    skin: 2,
    style: 'turban',
    wrapDye: 'madder',
    hair: 'black',
    beard: 'full',
    cut: 'shirt',
    top: 'sage',
    second: 'madder',
    wide: 1.04,
  },
  { seed: 31, age: 44, skin: 3, style: 'bob', hair: 'dark', cut: 'vneck', top: 'murex', hasGlasses: false },
]

export function desk(theme, { n = 2 } = {}) {
  const builder = new Builder()
  const random = seeded(5)
  const room = { builder, theme, random, shadows: [] }
  chamber(builder, theme, random, { half: HALF, back: BACK, front: 1.6 })
  windows(room)
  bookcase(room)
  framed(builder, 0.62, 2.12, BACK + 0.04, 0.98, 0.5, theme, () =>
    braid(builder, (share, y, z) => point(lerp(-0.38, 0.38, share), y, z + 0.015), {
      steps: 60,
      length: Math.PI * 5,
      swing: 0.11,
      width: 0.034,
    }),
  )
  table(room)
  const seats = deskSeats(n).map((seat, i) => ({ ...seat, table: TABLE.top - seat.pos[1], cast: CAST[i] }))
  for (const {
    pos: [x],
  } of seats) {
    chair(builder, x, 0.012, -2.26, 0, dye('walnut'), LAYER.walnut, theme)
    room.shadows.push({ x, y: 0.014, z: -2.3, rx: 0.38, rz: 0.36, strength: 0.5 })
  }
  tree(builder, -2.25, 0, -3.1, 1.15, 3, 'woad')
  room.shadows.push({ x: -2.25, y: 0.012, z: -3.1, rx: 0.4, rz: 0.34, strength: 0.5 })
  return {
    builder,
    group: new Group(),
    contacts: contactShadows(room.shadows),
    seats,
    mentorSpots: [
      { pos: [1.95, 0, -1.55], face: -0.9 },
      { pos: [-1.95, 0, -1.55], face: 0.9 },
    ],
    key: [-0.72, 0.52, 0.46],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: 55, pitch: -9, yaw: 0, tallFov: 77 },
  }
}

const LAMPS = [
  { at: [0.98, 1.25, -1.7], color: '#F2CFA8', strength: 1.2 },
  { at: [-1.6, 2.5, -2.2], color: '#F2CFA8', strength: 0.75 },
  { at: [0, 2.6, -0.6], color: '#F4D8B6', strength: 0.8 },
]

/** The window on the left wall and its neighbour on the back wall, a murex curtain, and the light that comes in. */
function windows({ builder, theme }) {
  builder.at(placed(-HALF + 0.01, 0.78, -2.25, Math.PI / 2), () =>
    harbourWindow(builder, theme, 1.7, 1.95, 6, { sun: -0.2, segs: 20 }),
  )
  builder.at(placed(-1.35, 0.98, BACK + 0.01), () =>
    harbourWindow(builder, theme, 1.25, 1.72, 4, { sun: 0.14, segs: 24 }),
  )
  curtain(builder, {
    x: -0.6,
    z: BACK + 0.12,
    top: 2.86,
    color: paint(theme.isNight ? '#7A4A6A' : '#C99BB0'),
    layer: LAYER.murex,
  })
  builder.tube(
    [
      { at: [-2.15, 2.88, BACK + 0.13], rx: 0.018 },
      { at: [-0.12, 2.88, BACK + 0.13], rx: 0.018 },
    ],
    { ref: [0, 1, 0], segs: 6, color: paint(theme.woodDark) },
  )
  paneLight(builder, theme, (u, v) => {
    const x = lerp(0.15, 1.15, u)
    return point(x, lerp(0.8, 1.7, v) - (x - 0.1) * 0.22, BACK + 0.008)
  })
}

function bookcase({ builder, theme, random }) {
  const [wood, dark] = [paint(theme.wood), paint(theme.woodDark)]
  builder.box(2.05, 1.15, BACK + 0.21, 1.26, 2.26, 0.03, dark, { ao: 0.7 })
  for (const x of [1.4, 2.7]) builder.box(x, 1.15, BACK + 0.34, 0.045, 2.3, 0.32, wood, { layer: LAYER.wood })
  ;[0.05, 0.5, 0.95, 1.4, 1.85, 2.28].forEach((y, k) => {
    builder.box(2.05, y, BACK + 0.34, 1.255, 0.04, 0.32, wood, { layer: LAYER.wood })
    if (k < 5) bookRow(builder, 1.46, 2.6, y + 0.02, BACK + 0.34, random)
  })
}

function table({ builder, theme, shadows }) {
  const { z, top } = TABLE
  const wood = paint(theme.wood)
  builder.box(0, 0.735, z, 2.3, 0.045, 0.86, wood, { layer: LAYER.wood, uvScale: 0.5 })
  builder.box(0, 0.42, z + 0.3, 2.06, 0.56, 0.03, paint(theme.woodDark), {
    layer: LAYER.wood,
    ao: (x, y) => lerp(0.5, 0.95, y / 0.7),
  })
  for (const x of [-1.05, 1.05]) {
    builder.box(x, 0.355, z, 0.06, 0.71, 0.74, wood, { layer: LAYER.wood, ao: (a, y) => lerp(0.5, 1, y / 0.7) })
  }
  rug(builder, 0, -1.5, 3.6, 2.7, { field: paint(theme.isNight ? '#6A3A46' : '#C98A74'), edge: dye('woad') })
  paper(builder, -0.5, top, z + 0.04, 0.12)
  paper(builder, 0.5, top, z + 0.05, -0.15)
  paper(builder, 0.44, top + 0.004, z + 0.03, 0.1)
  bookPile(builder, -0.86, top, z - 0.1)
  cup(builder, 0.06, top, z + 0.16)
  tableLamp(builder, 0.98, top, z - 0.14, theme)
  shadows.push(
    { x: 0, y: 0.013, z, rx: 1.5, rz: 0.75, strength: 0.5 },
    { x: 0.06, y: top + 0.0025, z: z + 0.16, rx: 0.075, rz: 0.07, strength: 0.5 },
    { x: -0.5, y: top + 0.0015, z: z + 0.04, rx: 0.2, rz: 0.22, strength: 0.25 },
    { x: 0.5, y: top + 0.0015, z: z + 0.04, rx: 0.2, rz: 0.22, strength: 0.25 },
    { x: -0.86, y: top + 0.0025, z: z - 0.09, rx: 0.2, rz: 0.16, strength: 0.5 },
    { x: 0.98, y: top + 0.0025, z: z - 0.14, rx: 0.17, rz: 0.14, strength: 0.45 },
  )
}
