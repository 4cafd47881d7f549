// The market counter: a stall at the harbour, shelves of jars, a keeper and at most two other customers.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed, SIDE } from '../draw/mesh.js'
import { lerp, seeded, smooth } from '../draw/numbers.js'
import { marketSeats } from '../layout.js'
import { contactShadows, dye, ONLY_TOP, point } from './parts.js'
import { jar, JAR_KINDS, lantern, turned } from './props.js'
import { harbourWindow } from './windows.js'

const COUNTER = { z: -1.42, top: 0.925, width: 3.9 }
/** What is offered on the counter, to be handled: [x, height, width, kind]. */
const ON_OFFER = [
  [-0.32, 0.3, 0.17, 1],
  [-0.12, 0.24, 0.15, 0],
  [0.62, 0.27, 0.16, 3],
]
const CAST = [
  {
    seed: 41,
    age: 48,
    skin: 6,
    style: 'crop',
    hair: 'black',
    cut: 'vneck',
    top: 'woad',
    apron: '#E6D2AE',
    hasGlasses: false,
    beard: 'short',
    wide: 1.08,
    smile: 0.5,
    tall: 1.02,
  },
  {
    seed: 7,
    age: 63,
    skin: 3,
    style: 'scarf',
    cut: 'jumper',
    top: 'murex',
    second: 'weld',
    wrapDye: 'weld',
    hasGlasses: true,
    tall: 0.94,
  },
  {
    seed: 19,
    age: 24,
    skin: 4,
    style: 'braids',
    hair: 'black',
    cut: 'shirt',
    top: 'olive',
    tall: 0.97,
    hasGlasses: false,
  },
]

export function market(theme, { n = 3 } = {}) {
  const builder = new Builder()
  const random = seeded(12)
  const room = { builder, theme, random, shadows: [] }
  harbour(room)
  shelves(room)
  counter(room)
  awning(room)
  onTheCounter(room)
  sacks(room)
  for (const x of [-1.62, 1.62]) lantern(builder, x, 1.98, -1.95, 0.2, theme, 2.3)
  return {
    builder,
    group: new Group(),
    contacts: contactShadows(room.shadows),
    // Only the keeper stands near enough to lay hands on the counter.
    seats: marketSeats(n).map((seat, i) => ({ ...seat, cast: CAST[i], ...(i === 0 && { table: COUNTER.top }) })),
    mentorSpots: [
      { pos: [2.0, 0, -0.9], face: -1.1 },
      { pos: [-2.0, 0, -0.9], face: 1.1 },
    ],
    key: [-0.55, 0.7, 0.6],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: 55, pitch: -6, yaw: 0, tallFov: 68, tallPitch: -9 },
  }
}

const LAMPS = [
  { at: [-1.5, 2.1, -1.7], color: '#F2CFA8', strength: 0.72 },
  { at: [1.5, 2.1, -1.7], color: '#F2CFA8', strength: 0.72 },
  { at: [0, 2.3, -1.2], color: '#F4D8B6', strength: 0.46 },
]

/** Flagstones, and the hills across the water on both sides of the stall. */
function harbour({ builder, theme, random }) {
  for (let i = -7; i < 7; i++) {
    for (let j = 0; j < 7; j++) {
      const z = -3.2 + j * 0.62
      builder.box(
        i * 0.62 + (j % 2) * 0.31,
        -0.01,
        z,
        0.605,
        0.02,
        0.605,
        mix(theme.floor, theme.wallLow, 0.35 + 0.3 * random()),
        { skip: ONLY_TOP, ao: lerp(0.6, 1, smooth(-3, -0.6, z)) },
      )
    }
  }
  for (const [x, seed, sun] of [
    [-4.1, 5, 0.15],
    [4.1, 8, false],
  ]) {
    builder.at(placed(x, 0.3, -6.2), () =>
      harbourWindow(builder, theme, 4.6, 4.2, seed, { isFlat: true, hasBars: false, sun }),
    )
  }
}

function shelves({ builder, theme, random }) {
  const wood = paint(theme.wood)
  builder.box(0, 1.4, -3.02, 4.4, 2.8, 0.04, (x, y) => mix(theme.wallLow, theme.wall, smooth(0.4, 2.2, y)), {
    skip: [SIDE.bottom],
    layer: LAYER.wall,
    ao: (x, y) => lerp(0.6, 1, smooth(0.6, 2.0, y)),
  })
  ;[0.78, 1.22, 1.66, 2.1].forEach((y, k) => {
    builder.box(0, y, -2.85, 4.2, 0.035, 0.3, wood, {
      layer: LAYER.wood,
      ao: (a, b, c, normal) => [0.5, 1, 0.8][normal[1] + 1],
    })
    // A gap is left behind the keeper's head, so that no lid grows out of it.
    const gap = k === 1 || k === 2 ? 0.36 : 0
    for (let x = -2; x < 2; ) {
      const [width, height] = [0.13 + random() * 0.05, 0.19 + random() * 0.11]
      if (Math.abs(x + width / 2) > gap && random() < 0.86) {
        const z = -2.86 + (random() - 0.5) * 0.04
        jar(builder, x + width / 2, y + 0.018, z, height, width, Math.floor(random() * JAR_KINDS), 9)
      }
      x += width + 0.03 + (random() < 0.2 ? 0.12 : 0)
    }
  })
  for (const x of [-2.15, 2.15]) builder.box(x, 1.3, -2.86, 0.06, 2.6, 0.34, wood, { layer: LAYER.wood })
}

/** Planks, and a weld runner with a stitched edge over them. */
function counter({ builder, theme }) {
  const { z, width } = COUNTER
  builder.box(0, 0.9, z, width, 0.05, 0.62, paint(theme.wood), { layer: LAYER.wood, uvScale: 0.6 })
  builder.box(0, 0.44, z - 0.02, width - 0.1, 0.86, 0.54, paint(theme.woodDark), {
    layer: LAYER.wood,
    skip: [SIDE.top, SIDE.bottom],
    ao: (x, y) => lerp(0.45, 0.95, y / 0.9),
  })
  const runner = paint('#E6D0A0')
  builder.box(0, 0.929, z, 1.9, 0.008, 0.63, runner, { layer: LAYER.madder, skip: [SIDE.bottom] })
  builder.box(0, 0.72, z + 0.318, 1.9, 0.42, 0.008, (x, y) => (y < 0.6 ? paint('#D9BA80') : runner), {
    layer: LAYER.madder,
    skip: [SIDE.back],
  })
  for (let i = 0; i < 19; i++)
    builder.box(-0.9 + i * 0.1, 0.485, z + 0.325, 0.03, 0.05, 0.006, dye(i % 2 ? 'madder' : 'woad'))
}

function awning({ builder, theme, shadows }) {
  for (const x of [-2.02, 2.02]) {
    builder.box(x, 1.13, -1.8, 0.07, 2.26, 0.07, paint(theme.wood), { layer: LAYER.wood })
    shadows.push({ x, y: 0.012, z: -1.8, rx: 0.2, rz: 0.2, strength: 0.5 })
  }
  for (let i = 0; i < 14; i++) {
    const from = -2.24 + i * 0.32
    const color = i % 2 ? paint(theme.isNight ? '#8E7A78' : '#FBF1E2') : dye('madder')
    const across = [0, 0.25, 0.5, 0.75, 1].map(share => from + share * 0.32)
    const row = (y, z) => across.map(x => point(x, y, z))
    builder.grid([row(2.27, -1.78), row(2.36, -2.0), row(2.82, -3.0)], {
      color,
      layer: LAYER.weld,
      ao: i2 => [1, 0.95, 0.8][i2],
      uv: (a, j) => [j * 0.5, a * 3],
    })
    const scallop = across.map((x, k) => point(x, 2.17 - 0.06 * Math.sin((k / 4) * Math.PI), -1.77))
    builder.grid([scallop, row(2.27, -1.78)], { color, layer: LAYER.weld })
  }
}

/** Three jars on offer, a bowl of oranges, a slate with the prices. */
function onTheCounter({ builder, theme, random, shadows }) {
  const z = COUNTER.z
  for (const [x, height, width, kind] of ON_OFFER) {
    jar(builder, x, 0.933, z + 0.12, height, width, kind, 12)
    shadows.push({ x, y: 0.935, z: z + 0.13, rx: width * 0.8, rz: width * 0.7, strength: 0.5 })
  }
  const bowl = -1.34
  const basket = [
    [0, 0.1, 0.1],
    [0.07, 0.22, 0.2],
    [0.11, 0.25, 0.22],
    [0.1, 0.22, 0.2],
  ]
  builder.loft(
    basket.map(([y, rx, rz]) => ({ at: [bowl, 0.93 + y, z], rx, rz })),
    { segs: 16, color: paint('#8C6A45'), layer: LAYER.check, capB: false },
  )
  shadows.push({ x: bowl, y: 0.935, z, rx: 0.24, rz: 0.2, strength: 0.5 })
  for (let i = 0; i < 13; i++) {
    const out = i < 8 ? 0.13 : 0.06
    const [x, y] = [bowl + Math.sin(i * 2.4) * out, i < 8 ? 1.06 : 1.13]
    const fruit = [
      [-0.9, 0.43, 0.55],
      [-0.4, 0.92],
      [0.2, 0.98],
      [0.8, 0.6],
    ]
    builder.loft(turned(x, y, z + Math.cos(i * 2.4) * out * 0.85, fruit, 0.055), {
      segs: 7,
      color: mix('#D98B2B', '#C4562A', random()),
    })
  }
  builder.at(placed(1.12, 1.045, z + 0.1, -0.25, -0.22), () => {
    builder.box(0, 0, -0.008, 0.34, 0.26, 0.012, paint(theme.wood))
    builder.box(0, 0, 0.001, 0.3, 0.22, 0.014, paint('#223039'), { skip: [SIDE.back] })
    for (const [x, y, long] of [
      [-0.03, 0.05, 0.16],
      [-0.05, 0.0, 0.12],
      [0.0, -0.05, 0.2],
    ]) {
      builder.box(x, y, 0.0095, long, 0.012, 0.001, paint('#F3E7D6'), { skip: [SIDE.back] })
    }
  })
}

function sacks({ builder, shadows }) {
  const cloth = [
    [0, 0.17, 0.5],
    [0.06, 0.21, 0.7],
    [0.26, 0.2],
    [0.36, 0.19],
    [0.38, 0.205],
    [0.37, 0.165, 0.7],
  ]
  for (const [x, grain] of [
    [-1.5, 'weld'],
    [-1.05, 'madder'],
    [1.55, 'olive'],
  ]) {
    const round = ring => ({ ...ring, rz: ring.rx * 0.9 })
    builder.loft(turned(x, 0, -0.86, cloth).map(round), {
      segs: 14,
      color: paint('#CDB48F'),
      layer: LAYER.check,
      capB: false,
    })
    builder.loft(
      turned(x, 0, -0.86, [
        [0.36, 0.165],
        [0.43, 0.08],
      ]).map(round),
      { segs: 12, color: dye(grain), layer: LAYER.murex, capA: false },
    )
    shadows.push({ x, y: 0.012, z: -0.86, rx: 0.32, rz: 0.28, strength: 0.5 })
  }
}
