// The rooms of callers, seen through the openings of the wall.
import { Matrix4 } from 'three'
import { LAYER } from '../draw/cloth.js'
import { mix, paint, placed, SIDE } from '../draw/mesh.js'
import { lerp } from '../draw/numbers.js'
import { SHEET, SIX_DYES } from '../draw/palette.js'
import { CALL_WALL } from '../layout.js'
import { dye, ONLY_FRONT, point } from './parts.js'
import { braid, framed, jar, pinned, turned } from './props.js'
import { boat, harbourMap, jarDrawing } from './schoolroom.js'
import { curtain, harbourWindow } from './windows.js'

const TINTS = ['olive', 'rose', 'weld', 'sky', 'murex', 'sage', 'madder', 'woad', 'walnut']

/** One caller's room: sheared along the looks of the eye, so that it is seen from the front. */
export function niche(room, { x, y, fromBottom }, i) {
  const {
    builder,
    theme,
    tiles: { width, height },
  } = room
  const seat = CALL_WALL.behind + fromBottom * CALL_WALL.rowDepth
  const deep = seat + 0.16
  const shear = new Matrix4().set(
    1,
    0,
    x / CALL_WALL.z,
    x,
    0,
    1,
    (y - CALL_WALL.eye) / CALL_WALL.z,
    y,
    0,
    0,
    1,
    CALL_WALL.z,
    0,
    0,
    0,
    1,
  )
  builder.at(shear, () => {
    // What lies farther back is seen smaller: the room widens as the look does.
    const grow = (CALL_WALL.z - deep) / CALL_WALL.z
    const [w, h] = [(width / 2) * grow * 1.02, (height / 2) * grow * 1.02]
    const corner = (sx, sy, back) =>
      back ? point(sx * w, sy * h, -deep) : point((sx * width) / 2, (sy * height) / 2, 0)
    const tint = mix(theme.wall, dye(TINTS[i % 9]), theme.isNight ? 0.3 : 0.34)
    const side = (a, b, color, ao) =>
      builder.grid(
        [
          [corner(...a, 0), corner(...b, 0)],
          [corner(...a, 1), corner(...b, 1)],
        ],
        { color, layer: LAYER.wall, ao: row => (row ? ao : ao * 0.7), uv: (r, c) => [c * 5, r * 4] },
      )
    side([-1, -1], [1, -1], mix(theme.wood, theme.woodDark, 0.3), 0.9)
    side([-1, 1], [1, 1], mix(theme.frame, tint, 0.4), 1)
    side([-1, -1], [-1, 1], tint, 0.85)
    side([1, -1], [1, 1], tint, 0.85)
    const across = [-1, -0.5, 0, 0.5, 1]
    builder.grid(
      [-1, 0, 1].map(v => across.map(u => point(u * w, v * h, -deep))),
      {
        color: tint,
        layer: LAYER.wall,
        ao: (r, c) => (c % 4 ? 1 : 0.82) * [0.8, 1, 0.94][r],
        uv: (r, c) => [c * 2, r * 2],
      },
    )
    builder.at(placed(0, 0, -deep + 0.012, 0, 0, 0, grow * (height / 0.66)), () =>
      BACKDROPS[i % BACKDROPS.length](room, i),
    )
  })
}

/** What is behind each caller, in a frame of about .96 x .66 with 0 in its middle; heads cover the middle. */
const BACKDROPS = [
  ({ builder, theme }) => {
    builder.at(placed(-0.27, -0.08, -0.01), () =>
      harbourWindow(builder, theme, 0.26, 0.34, 5, { sun: 0.1, segs: 8, hasBars: false, hasFrame: false }),
    )
    frameOf(builder, theme, -0.27, 0.09, 0.29, 0.37)
    leaves(builder, 0.33, -0.2)
  },
  ({ builder, theme, random }) => {
    for (const y of [-0.22, -0.02, 0.18]) {
      builder.box(0, y, 0, 0.94, 0.016, 0.03, paint(theme.wood), { skip: [SIDE.back] })
      books(builder, random, -0.46, -0.14, y + 0.008)
      books(builder, random, 0.16, 0.44, y + 0.008)
    }
  },
  ({ builder, theme }) => framed(builder, 0.27, 0.12, 0, 0.3, 0.22, theme, () => braidOf(builder, 0.1, 0.034)),
  ({ builder, theme }) => curtains(builder, theme, 'woad'),
  ({ builder, theme }) => {
    for (const y of [-0.1, 0.14]) {
      builder.box(0, y, 0.02, 0.9, 0.016, 0.06, paint(theme.wood), { skip: [SIDE.back] })
      ;[-0.4, -0.29, -0.2, 0.21, 0.31, 0.41].forEach((x, k) =>
        jar(builder, x, y + 0.008, 0.02, 0.12 - (k % 2) * 0.02, 0.07, (k + (y > 0 ? 2 : 0)) % 5, 7),
      )
    }
  },
  ({ builder, theme }) => {
    const glow = paint(theme.isNight ? '#FFD692' : '#F3E1C2')
    builder.loft(
      turned(-0.33, -0.3, 0.05, [
        [0, 0.06],
        [0.02, 0.055],
        [0.03, 0.01],
        [0.2, 0.01],
      ]),
      { segs: 8, color: paint('#B8893B') },
    )
    builder.loft(
      turned(-0.33, -0.3, 0.05, [
        [0.18, 0.1],
        [0.32, 0.06],
      ]),
      { segs: 10, color: glow, unlit: theme.isNight ? 0.95 : 0.2, capA: false },
    )
    pinnedSheets(builder, 0.28, 0.06)
  },
  ({ builder }) => {
    SIX_DYES.forEach((name, k) =>
      builder.box(-0.42 + k * 0.168, 0, 0, 0.1, 0.64, 0.004, dye(name), { layer: LAYER[name], skip: ONLY_FRONT }),
    )
  },
  ({ builder, theme }) => {
    for (const [x, y, r, name] of [
      [-0.32, 0.16, 0.085, 'woad'],
      [-0.22, -0.06, 0.065, 'madder'],
      [0.3, 0.14, 0.075, 'olive'],
      [0.36, -0.08, 0.06, 'weld'],
    ]) {
      builder.disc(x, y, 0.01, r, r, 14, paint(theme.isNight ? '#CFC2C0' : SHEET), { dome: 0.012 })
      builder.disc(x, y, 0.024, r * 0.55, r * 0.55, 12, dye(name))
    }
  },
  ({ builder, theme }) => {
    framed(builder, -0.28, 0.1, 0, 0.24, 0.3, theme, () => jarDrawing(builder, 'madder'))
    framed(builder, 0.3, 0.12, 0, 0.26, 0.2, theme, () => boat(builder, 0.2))
    leaves(builder, 0.36, -0.24)
  },
  ({ builder, theme }) => curtains(builder, theme, 'murex'),
  ({ builder, theme }) =>
    framed(builder, -0.27, 0.12, 0, 0.3, 0.24, theme, () =>
      builder.at(placed(0, 0, 0, 0, 0, 0, 0.13), () => harbourMap(builder, 1.57, 1.04)),
    ),
  ({ builder, theme, random }) => {
    builder.box(0, 0.1, 0.02, 0.9, 0.016, 0.06, paint(theme.wood), { skip: [SIDE.back] })
    books(builder, random, -0.44, -0.16, 0.108)
    jar(builder, 0.3, 0.108, 0.03, 0.13, 0.075, 1, 7)
    leaves(builder, 0.4, 0.12)
  },
]

function frameOf(builder, theme, x, y, w, h) {
  for (const side of [-1, 1]) {
    builder.box(x + (side * w) / 2, y, 0.008, 0.02, h + 0.02, 0.02, paint(theme.frame), { skip: [SIDE.back] })
    builder.box(x, y + (side * h) / 2, 0.0085, w, 0.02, 0.02, paint(theme.frame), { skip: [SIDE.back] })
  }
  builder.box(x, y, 0.006, 0.012, h, 0.012, paint(theme.frame), { skip: [SIDE.back] })
}

function books(builder, random, from, to, y) {
  for (let x = from; x < to; ) {
    const [width, height] = [0.018 + random() * 0.02, 0.1 + random() * 0.07]
    const name = ['woad', 'olive', 'murex', 'weld', 'madder', 'linen', 'ink', 'rose'][Math.floor(random() * 8)]
    builder.box(x + width / 2, y + height / 2, 0.01, width * 0.93, height, 0.03, dye(name), {
      skip: [SIDE.back, SIDE.bottom],
    })
    x += width
  }
}

const braidOf = (builder, swing, width) =>
  braid(builder, (share, y, z) => point(lerp(-0.1, 0.1, share), y * 0.55, z * 0.4 + 0.008), {
    steps: 26,
    length: Math.PI * 3,
    swing,
    width: width * 0.6,
  })

function curtains(builder, theme, name) {
  const color = mix(theme.isNight ? '#6A5070' : '#F3E9DC', dye(name), 0.55)
  for (const x of [-0.5, 0.16]) {
    curtain(builder, {
      x,
      z: 0.02,
      top: 0.34,
      bottom: -0.36,
      width: 0.34,
      color,
      layer: LAYER[name],
      widens: 1.05,
      depth: 0.014,
    })
  }
}

function leaves(builder, x, y) {
  builder.loft(
    turned(x, y - 0.1, 0.05, [
      [0, 0.045],
      [0.07, 0.06],
      [0.085, 0.055],
    ]),
    { segs: 8, color: dye('madder'), layer: LAYER.walnut },
  )
  for (let i = 0; i < 9; i++) {
    const [angle, long] = [-1.1 + i * 0.28, 0.13 + (i % 3) * 0.035]
    const tip = point(x + Math.sin(angle) * long, y + Math.cos(angle) * long, 0.05 + (i % 2) * 0.02)
    const half = point(x + Math.sin(angle + 0.25) * long * 0.6, y + Math.cos(angle + 0.25) * long * 0.6, 0.055)
    const other = point(x + Math.sin(angle - 0.2) * long * 0.55, y + Math.cos(angle - 0.2) * long * 0.55, 0.06)
    const root = point(x, y - 0.02, 0.05)
    builder.grid(
      [
        [root, half],
        [other, tip],
      ],
      { color: mix('#6E7C46', '#A9B684', (i % 4) / 3) },
    )
  }
}

function pinnedSheets(builder, x, y) {
  builder.at(placed(x, y, 0.004), () =>
    pinned(builder, [
      { x: -0.08, y: 0.08, w: 0.14, h: 0.17, tilt: 0.06 },
      { x: 0.09, y: 0.06, w: 0.13, h: 0.15, tilt: -0.07, color: '#F6E7C6' },
      { x: 0.0, y: -0.12, w: 0.15, h: 0.13, tilt: 0.03, color: '#DBE9EB' },
    ]),
  )
}
