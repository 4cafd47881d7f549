// The four walls of the small meeting, and what stands along them.
import { LAYER } from '../draw/cloth.js'
import { mix, paint, placed, SIDE } from '../draw/mesh.js'
import { lerp } from '../draw/numbers.js'
import { DYE, SHEET, SIX_DYES } from '../draw/palette.js'
import { dye, ONLY_FRONT, paneLight, point } from './parts.js'
import { bookRow, braid, cup, framed, jar, pinned, tree, turned } from './props.js'
import { curtain, harbourWindow } from './windows.js'

export const HALF = 3.1
export const BACK = -4.5

export function leftWall({ builder, theme, shadows }) {
  for (const [z, seed, sun] of [
    [-1.35, 6, false],
    [-3.25, 9, 0.1],
  ]) {
    builder.at(placed(-HALF + 0.01, 0.8, z, Math.PI / 2), () =>
      harbourWindow(builder, theme, 1.45, 1.95, seed, { sun, segs: 16 }),
    )
  }
  builder.at(placed(-HALF + 0.13, 0, -2.3, Math.PI / 2), () =>
    curtain(builder, {
      x: -0.2,
      z: 0,
      top: 2.84,
      color: paint(theme.isNight ? '#6A4A6E' : '#B7C3AC'),
      layer: LAYER.olive,
    }),
  )
  tree(builder, -2.5, 0, -4.0, 1.1, 8, 'madder', 72)
  shadows.push({ x: -2.5, y: 0.006, z: -4.0, rx: 0.4, rz: 0.34, strength: 0.5 })
}

/** The sheet in the middle, the plan on its left. */
export function farWall({ builder, theme }) {
  const z = BACK + 0.02
  builder.box(0.05, 2.08, z + 0.012, 1.74, 1.03, 0.03, paint(theme.woodDark), { layer: LAYER.wood, skip: [SIDE.back] })
  planBoard(builder, theme, z)
  framed(builder, 1.55, 2.12, z + 0.015, 0.72, 0.92, theme, () => weave(builder))
}

/** A plan: four strands of work over time, notes pinned to them. It is what one may mark. */
function planBoard(builder, theme, z) {
  builder.at(placed(-1.62, 1.86, z + 0.015), () => {
    builder.box(0, 0, 0, 1.2, 1.06, 0.03, paint(theme.wood), { layer: LAYER.wood, skip: [SIDE.back] })
    builder.box(0, 0, 0.016, 1.12, 0.98, 0.006, paint(theme.isNight ? '#D8CCC8' : SHEET), { skip: [SIDE.back] })
    for (let i = 1; i < 5; i++)
      builder.box(-0.56 + i * 0.224, -0.05, 0.0205, 0.004, 0.8, 0.001, paint('#C9BFB2'), { skip: ONLY_FRONT })
    const strands = [
      ['woad', 0, 0.36, 0.24],
      ['madder', 0.2, 0.5, 0.08],
      ['olive', 0.42, 0.34, -0.08],
      ['weld', 0.6, 0.4, -0.24],
    ]
    for (const [name, from, long, y] of strands) {
      builder.box(-0.52 + from + long / 2, y, 0.024, long, 0.07, 0.003, dye(name), {
        layer: LAYER[name],
        skip: ONLY_FRONT,
      })
    }
    builder.at(placed(0, 0, 0.026), () =>
      pinned(builder, [
        { x: -0.36, y: -0.34, w: 0.16, h: 0.16, tilt: 0.06, color: '#F6E7C6' },
        { x: -0.1, y: -0.36, w: 0.16, h: 0.16, tilt: -0.05, color: '#F6DCD2' },
        { x: 0.4, y: 0.27, w: 0.17, h: 0.17, tilt: -0.04, color: '#DBE9EB' },
      ]),
    )
    builder.box(-0.28, 0.41, 0.0205, 0.44, 0.03, 0.001, dye('ink'), { skip: ONLY_FRONT })
    builder.box(0, -0.545, 0.04, 0.7, 0.02, 0.06, paint(theme.wood))
  })
}

/** A woven hanging: the six dyes across one another. */
function weave(builder) {
  SIX_DYES.forEach((name, i) => {
    builder.box(-0.24 + i * 0.096, 0, 0.001, 0.06, 0.74, 0.002, dye(name), { layer: LAYER[name], skip: ONLY_FRONT })
    for (let k = 0; k < 7; k++) {
      if ((i + k) % 2)
        builder.box(-0.24 + i * 0.096, -0.3 + k * 0.1, 0.0035, 0.097, 0.05, 0.002, paint(DYE.linen), {
          layer: LAYER.plain,
          skip: ONLY_FRONT,
        })
    }
  })
}

/** A sideboard with what a kitchen of six needs, a lamp, and a shelf over it. */
export function rightWall({ builder, theme, random, shadows }) {
  const [wood, dark] = [paint(theme.wood), paint(theme.woodDark)]
  builder.at(placed(HALF - 0.26, 0, -2.9, -Math.PI / 2), () => {
    builder.box(0, 0.42, 0, 2.1, 0.76, 0.44, wood, {
      layer: LAYER.wood,
      skip: [SIDE.bottom, SIDE.back],
      ao: (a, b) => lerp(0.6, 1, b / 0.8),
    })
    builder.box(0, 0.815, 0, 2.2, 0.035, 0.5, dark, { layer: LAYER.wood, skip: [SIDE.back] })
    for (const x of [-0.7, 0, 0.7]) {
      builder.box(x, 0.42, 0.222, 0.64, 0.64, 0.012, mix(theme.wood, theme.woodDark, 0.25), {
        layer: LAYER.wood,
        skip: [SIDE.back],
      })
      builder.disc(x + 0.24, 0.44, 0.236, 0.022, 0.022, 7, paint('#DDAC48'))
    }
    builder.loft(
      turned(-0.62, 0.833, 0.03, [
        [0, 0.1, 0.6],
        [0.05, 0.115],
        [0.15, 0.085],
        [0.19, 0.05],
        [0.2, 0.02],
      ]),
      { segs: 11, color: dye('madder') },
    )
    builder.tube(
      [
        { at: [-0.52, 0.91, 0.03], rx: 0.022 },
        { at: [-0.43, 1.0, 0.03], rx: 0.013 },
      ],
      { ref: [0, 0, 1], segs: 5, color: dye('madder') },
    )
    for (const [x, z, glaze] of [
      [-0.28, 0.06, '#DDE6E2'],
      [-0.16, -0.03, '#EBD3C0'],
      [-0.05, 0.07, '#D9DFC3'],
    ])
      cup(builder, x, 0.833, z, { glaze, drink: '#D9CBB8' })
    jar(builder, 0.22, 0.833, -0.02, 0.25, 0.15, 3, 10)
    jar(builder, 0.4, 0.833, 0.05, 0.2, 0.13, 1, 10)
    const shade = theme.isNight ? '#FFD692' : '#F3E1C2'
    builder.loft(
      turned(0.82, 0.833, -0.02, [
        [0, 0.09],
        [0.03, 0.1],
        [0.16, 0.06],
        [0.2, 0.012],
        [0.3, 0.012],
      ]),
      { segs: 10, color: dye('woad'), layer: LAYER.walnut },
    )
    builder.loft(
      turned(0.82, 0.833, -0.02, [
        [0.28, 0.16],
        [0.5, 0.1],
      ]),
      { segs: 14, color: paint(shade), unlit: theme.isNight ? 0.9 : 0.1, capA: false },
    )
    builder.box(-0.2, 1.62, -0.1, 1.5, 0.035, 0.26, wood, { layer: LAYER.wood })
    bookRow(builder, -0.9, 0.5, 1.638, -0.1, random, { jars: true, tallest: 0.31 })
  })
  shadows.push({ x: HALF - 0.3, y: 0.006, z: -2.9, rx: 0.5, rz: 1.3, strength: 0.45 })
}

/** Behind the speaker: a door and the braid, seen from the others' seats. */
export function nearWall({ builder, theme }) {
  builder.at(placed(1.5, 0, 1.88, Math.PI), () => {
    builder.box(0, 1.06, 0, 1.06, 2.12, 0.05, paint(theme.frame), { skip: [SIDE.back] })
    builder.box(0, 1.03, 0.03, 0.9, 2.02, 0.04, mix(theme.wood, '#7A3F66', theme.isNight ? 0.3 : 0.45), {
      skip: [SIDE.back],
    })
    builder.disc(-0.36, 1.02, 0.07, 0.035, 0.035, 8, paint('#DDAC48'))
  })
  framed(
    builder,
    -0.4,
    1.75,
    1.86,
    1.5,
    0.66,
    theme,
    () =>
      braid(builder, (share, y, z) => point(lerp(-0.62, 0.62, share), y, z + 0.016), {
        steps: 60,
        length: Math.PI * 5,
        swing: 0.16,
        width: 0.05,
      }),
    Math.PI,
  )
  paneLight(builder, theme, (u, v) => point(lerp(-2.2, -1.1, v), 0.0035, lerp(0.2, -0.9, u) - v * 0.2), {
    layer: LAYER.wood,
    color: mix(theme.floor, '#FFF1D6', 0.5),
  })
}
