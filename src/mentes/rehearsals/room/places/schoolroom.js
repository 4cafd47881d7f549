// Small things of a classroom. Drawings lie in the XY plane of their sheet, z = 0 on the paper, metres.
import { LAYER } from '../draw/cloth.js'
import { mix, paint, placed, SIDE } from '../draw/mesh.js'
import { TURN } from '../draw/numbers.js'
import { SHEET } from '../draw/palette.js'
import { dye, ONLY_FRONT, ONLY_TOP, point } from './parts.js'
import { turned } from './props.js'

/** A flat shape through points [[x, y], ...], as a fan about the first. */
function cut(builder, corners, color, z = 0) {
  const points = corners.map(([x, y]) => point(x, y, z))
  for (let i = 1; i < points.length - 1; i++) {
    builder.grid(
      [
        [points[0], points[0]],
        [points[i], points[i + 1]],
      ],
      { color },
    )
  }
}

export function jarDrawing(builder, name) {
  builder.box(0, -0.02, 0, 0.15, 0.19, 0.001, mix(SHEET, dye(name), 0.35), { skip: ONLY_FRONT })
  builder.box(0, -0.05, 0.001, 0.15, 0.1, 0.001, dye(name), { skip: ONLY_FRONT })
  builder.box(0, 0.095, 0.001, 0.13, 0.03, 0.001, dye('walnut'), { skip: ONLY_FRONT })
}

export function sunDrawing(builder) {
  builder.disc(0, 0, 0.001, 0.075, 0.075, 12, dye('weld'))
  for (let i = 0; i < 9; i++) {
    const angle = (i / 9) * TURN
    const ray = [
      [0.095, -0.06],
      [0.15, 0],
      [0.095, 0.06],
    ].map(([radius, aside]) => [Math.cos(angle + aside) * radius, Math.sin(angle + aside) * radius])
    cut(builder, ray, dye('madder'))
  }
}

export function boat(builder, size) {
  const at = (x, y) => [x * size, y * size]
  cut(builder, [at(-0.3, -0.08), at(-0.2, -0.22), at(0.2, -0.22), at(0.3, -0.08)], dye('walnut'))
  cut(builder, [at(-0.02, -0.05), at(-0.02, 0.28), at(-0.24, -0.02)], dye('madder'))
  cut(builder, [at(0.02, -0.05), at(0.24, -0.02), at(0.02, 0.24)], dye('weld'))
  builder.box(0, -0.26 * size, 0, 0.8 * size, 0.05 * size, 0.001, dye('woad'), { skip: ONLY_FRONT })
}

/** Coast, islands and a stitched route, in the colours of the cloths. */
export function harbourMap(builder, width, height) {
  builder.box(0, 0, -0.001, width, height, 0.001, paint('#BCD6D8'), { skip: ONLY_FRONT })
  const [w, h] = [width / 2, height / 2]
  const coast = [
    [-w, h],
    [-w, -h * 0.5],
    [-w * 0.7, -h * 0.2],
    [-w * 0.55, h * 0.05],
    [-w * 0.62, h * 0.4],
    [-w * 0.3, h * 0.72],
    [-w * 0.1, h],
  ]
  cut(builder, coast, paint('#D9CDA6'), 0.002)
  cut(
    builder,
    [
      [w, -h],
      [w, h * 0.35],
      [w * 0.72, h * 0.2],
      [w * 0.52, -h * 0.25],
      [w * 0.6, -h * 0.62],
      [w * 0.3, -h],
    ],
    paint('#C9D2A8'),
    0.002,
  )
  const island = (x, y, size, name) => {
    builder.disc(x, y, 0.003, size * 1.25, size, 9, mix('#E4D9B4', dye(name), 0.3))
    builder.disc(x - size * 0.1, y + size * 0.1, 0.005, size * 0.7, size * 0.5, 7, mix('#E4D9B4', dye(name), 0.6))
  }
  island(-w * 0.12, -h * 0.35, 0.13, 'olive')
  island(w * 0.16, h * 0.3, 0.1, 'weld')
  island(w * 0.02, h * 0.02, 0.05, 'murex')
  for (let i = 0; i < 12; i++) {
    const share = i / 11
    const [x, y] = [-w * 0.5 + share * w * 1.05, h * 0.1 + Math.sin(share * 5) * h * 0.3]
    builder.box(x, y, 0.008, 0.045, 0.016, 0.001, dye('madder'), { skip: ONLY_FRONT })
  }
  builder.disc(w * 0.62, h * 0.66, 0.004, 0.1, 0.1, 12, paint(SHEET))
  for (const [dx, dy, name] of [
    [0, 0.09, 'madder'],
    [0, -0.09, 'ink'],
  ]) {
    const [x, y] = [w * 0.62, h * 0.66]
    cut(
      builder,
      [
        [x + dx, y + dy],
        [x - 0.022, y],
        [x + 0.022, y],
      ],
      dye(name),
      0.007,
    )
  }
}

export function clock(builder, theme) {
  builder.disc(0, 0, 0.02, 0.17, 0.17, 20, paint(theme.wood))
  builder.disc(0, 0, 0.026, 0.145, 0.145, 20, paint(theme.isNight ? '#E8DCD0' : SHEET))
  for (let i = 0; i < 12; i++) {
    const angle = (i / 12) * TURN
    builder.disc(Math.sin(angle) * 0.12, Math.cos(angle) * 0.12, 0.029, 0.008, 0.008, 4, dye('ink'))
  }
  // Ten to ten.
  cut(
    builder,
    [
      [0.008, 0],
      [-0.074, 0.054],
      [-0.008, -0.004],
    ],
    dye('ink'),
    0.031,
  )
  cut(
    builder,
    [
      [-0.006, -0.004],
      [-0.1, 0.058],
      [0.004, 0.006],
    ],
    dye('madder'),
    0.033,
  )
}

export function globe(builder, x, y, z, theme) {
  builder.loft(
    turned(x, y, z, [
      [0, 0.1],
      [0.02, 0.09],
      [0.03, 0.015],
      [0.07, 0.015],
    ]),
    { segs: 9, color: paint('#B8893B') },
  )
  const ball = Array.from({ length: 7 }, (_, i) => {
    const angle = (i / 6 - 0.5) * Math.PI * 0.98
    return [0.2 + Math.sin(angle) * 0.15, Math.max(0.012, Math.cos(angle) * 0.15)]
  })
  builder.loft(turned(x, y, z, ball), {
    segs: 12,
    color: (angle, p) => (Math.sin(angle * 2 + p.y * 31) > 0.25 ? mix('#A9B58C', theme.wood, 0.2) : paint('#5F9AA6')),
  })
}

/** An open exercise book with lines, lying flat. */
export function openBook(builder, random) {
  for (const side of [-1, 1]) {
    builder.box(side * 0.078, 0.006, 0, 0.15, 0.012, 0.21, paint(SHEET), { skip: [SIDE.bottom] })
    const n = 2 + Math.floor(random() * 3)
    for (let i = 0; i < n; i++) {
      builder.box(side * 0.078, 0.0135, -0.06 + i * 0.04, 0.11, 0.001, 0.007, paint('#9AA6A6'), { skip: ONLY_TOP })
    }
  }
  builder.at(placed(0.2, 0.006, 0.01, 0.5), () =>
    builder.box(0, 0, 0, 0.01, 0.01, 0.15, dye('madder'), { skip: [SIDE.bottom], layer: LAYER.plain }),
  )
}
