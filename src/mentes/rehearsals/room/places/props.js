// Things that make a room somebody's: jars, plants, lamps, books. Each stands on (x, y, z), the middle of its foot.
import { LAYER } from '../draw/cloth.js'
import { mix, paint, placed, SIDE } from '../draw/mesh.js'
import { seeded, smooth, TURN } from '../draw/numbers.js'
import { DYE, SHEET, SIX_DYES } from '../draw/palette.js'
import { dye, ONLY_FRONT, ONLY_TOP, point } from './parts.js'

/** Rings of a round thing from its profile: [[height, radius, ambient light?], ...]. */
export const turned = (x, y, z, profile, scale = 1) =>
  profile.map(([height, radius, ao = 1]) => ({
    at: [x, y + height * scale, z],
    rx: radius * scale,
    rz: radius * scale,
    ao,
  }))

const GLASS = ['#E6EBD0', '#F6DCD2', '#DBE9EB', '#F6E7C6', '#EFDDEB']
const LIDS = ['olive', 'madder', 'woad', 'weld', 'murex']
export const JAR_KINDS = GLASS.length

/** A jar of shea butter, filled a little over half, with a paper label. */
export function jar(builder, x, y, z, height, width, kind, segs = 9) {
  const lid = dye(LIDS[kind])
  const glass = paint(GLASS[kind]).lerp(lid, 0.16 + (segs % 2) * 0.02)
  const full = mix(DYE[LIDS[kind]], GLASS[kind], 0.42)
  const ring = (share, radius, own = {}) => ({
    at: [x, y + height * share, z],
    rx: width * radius,
    rz: width * radius,
    ...own,
  })
  const rings = [
    ring(0, 0.46, { ao: 0.55 }),
    { ...ring(0, 0.5, { ao: 0.75 }), at: [x, y + 0.012, z] },
    ring(0.56, 0.5, { color: full }),
    ring(0.57, 0.5),
    ring(0.74, 0.47),
    ring(0.84, 0.36, { ao: 0.8 }),
    ring(0.85, 0.43, { color: lid }),
    ring(1, 0.41, { color: lid }),
  ]
  builder.loft(rings, { segs, color: (angle, p) => (p.y < y + height * 0.57 ? full : glass), capA: false })
  // The label bows with the glass.
  const label = share =>
    [-1, 0, 1].map(side => point(x + side * width * 0.3, y + height * share, z + width * (0.525 - 0.09 * side * side)))
  builder.grid([label(0.2), label(0.46)], { color: paint(SHEET) })
}

/** An olive tree in a glazed pot. */
export function tree(builder, x, y, z, scale, seed, pot = 'madder', leaves = 84) {
  const random = seeded(seed)
  const profile = [
    [0, 0.15, 0.6],
    [0.03, 0.16, 0.6],
    [0.26, 0.2],
    [0.34, 0.225],
    [0.36, 0.225],
    [0.36, 0.19],
    [0.32, 0.18, 0.5],
  ]
  builder.loft(turned(x, y, z, profile, scale), { segs: 12, color: dye(pot), layer: LAYER.walnut, capA: false })
  const tips = []
  for (let k = 0; k < 3; k++) {
    const angle = k * 2.1 + random()
    const tip = [
      x + Math.sin(angle) * 0.22 * scale,
      y + (1.15 + random() * 0.3) * scale,
      z + Math.cos(angle) * 0.2 * scale,
    ]
    const bend = [x + Math.sin(angle) * 0.06 * scale, y + 0.75 * scale, z + Math.cos(angle) * 0.05 * scale]
    const branch = [
      { at: [x, y + 0.3 * scale, z], rx: 0.03 * scale, ao: 0.6 },
      { at: bend, rx: 0.024 * scale },
      { at: tip, rx: 0.014 * scale },
    ]
    builder.tube(branch, { segs: 5, color: paint('#7A6248') })
    tips.push(tip)
  }
  for (let i = 0; i < leaves; i++) {
    const tip = tips[i % 3]
    const [angle, height] = [random() * TURN, (random() - 0.45) * 2]
    const out = (0.03 + random() * 0.21) * scale * Math.sqrt(Math.max(0.1, 1.05 - height * height))
    const half = (0.07 + random() * 0.04) * scale
    const color = mix('#6E7C46', '#B3BE92', random())
    const [turn, tilt] = [random() * TURN, (random() - 0.3) * 1.6]
    const at = [tip[0] + Math.sin(angle) * out, tip[1] + height * 0.26 * scale, tip[2] + Math.cos(angle) * out]
    builder.at(placed(...at, turn, 0, tilt), () =>
      leaf(builder, half, 0.03 * scale, color, 0.75 + 0.25 * smooth(-1, 1, height)),
    )
  }
}

function leaf(builder, half, width, color, ao) {
  const tip = side => [point(side * half, 0, 0), point(side * half, 0, 0)]
  builder.grid([tip(-1), [point(0, 0.012, -width), point(0, 0.012, width)], tip(1)], { color, ao })
}

/** A paper lantern on a cord from `top`. */
export function lantern(builder, x, y, z, scale, theme, top) {
  const paper = paint(theme.isNight ? '#FFDF9E' : '#FFF3DC')
  const shades = [0.8, 0.92, 1, 1, 0.96, 0.84]
  const profile = [
    [-0.5, 0.18],
    [-0.42, 0.34],
    [-0.15, 0.47],
    [0.15, 0.47],
    [0.42, 0.34],
    [0.5, 0.18],
  ]
  const rings = turned(x, y, z, profile, scale).map((ring, i) => ({
    ...ring,
    color: paper.clone().multiplyScalar(shades[i]),
  }))
  builder.loft(rings, { segs: 9, color: paper, unlit: theme.isNight ? 0.95 : 0.8 })
  const hook = y + 0.5 * scale
  builder.box(x, (hook + top) / 2, z, 0.008, top - hook, 0.008, paint(theme.woodDark))
}

/** A lamp with a cloth shade; `height` to the top of the shade. */
export function tableLamp(builder, x, y, z, theme, height = 0.5) {
  const brass = paint('#B8893B')
  const foot = [
    [0, 0.09],
    [0.02, 0.085],
    [0.025, 0.012],
    [height - 0.15, 0.01],
  ]
  builder.loft(turned(x, y, z, foot), { segs: 12, color: brass })
  const shade = [
    [height - 0.18, 0.15],
    [height, 0.085],
  ]
  builder.loft(turned(x, y, z, shade), {
    segs: 16,
    color: paint(theme.isNight ? '#FFD692' : '#F3E1C2'),
    unlit: theme.isNight ? 0.9 : 0.1,
    capA: false,
  })
}

/** The six dyes plaited: `place(share, height, forward)` puts a point of the band where it hangs. */
export function braid(builder, place, { steps, length, swing, width }) {
  SIX_DYES.forEach((name, k) => {
    const edge = side =>
      Array.from({ length: steps + 1 }, (_, j) => {
        const share = j / steps
        const phase = share * length + (k * TURN) / SIX_DYES.length
        return place(share, Math.sin(phase) * swing + (side * width) / 2, Math.cos(phase) * 0.012 + k * 0.0006)
      })
    builder.grid([edge(-1), edge(1)], { color: dye(name), layer: LAYER[name], uv: (i, j) => [i * 0.4, j * 0.5] })
  })
}

const SPINES = ['woad', 'olive', 'murex', 'weld', 'madder', 'walnut', 'linen', 'ink', 'rose', 'linen']
/** A row of books and now and then a jar, from x to `to`, their backs near `z`. */
export function bookRow(builder, from, to, y, z, random, { jars = true, tallest = 0.35 } = {}) {
  let x = from
  while (x < to) {
    if (random() < 0.12) {
      x += 0.12
      continue
    }
    if (jars && random() < 0.07 && x < to - 0.2) {
      jar(builder, x + 0.09, y, z + 0.02, 0.2, 0.13, Math.floor(random() * JAR_KINDS), 8)
      x += 0.2
      continue
    }
    const width = 0.028 + random() * 0.035
    const height = tallest - 0.11 + random() * 0.11
    const forward = random() * 0.03
    builder.box(
      x + width / 2,
      y + height / 2,
      z + forward,
      width * 0.94,
      height,
      0.2,
      dye(SPINES[Math.floor(random() * SPINES.length)]),
      { skip: [SIDE.bottom, SIDE.back], ao: (a, b) => (b < y + 0.06 ? 0.65 : 1) },
    )
    if (height > tallest - 0.06) {
      builder.box(x + width / 2, y + height * 0.8, z + forward + 0.102, width * 0.9, 0.012, 0.001, paint('#F3E7D6'), {
        skip: [...ONLY_TOP.slice(0, 3), SIDE.back],
      })
    }
    x += width
  }
}

/** A sheet with five written lines, lying flat, turned by `turn`. */
export function paper(builder, x, y, z, turn, color = SHEET) {
  builder.at(placed(x, y, z, turn), () => {
    builder.box(0, 0.002, 0, 0.2, 0.004, 0.28, paint(color), { skip: [SIDE.bottom] })
    for (let i = 0; i < 5; i++) {
      builder.box(-0.01 - (i % 2) * 0.012, 0.0055, -0.09 + i * 0.04, 0.14, 0.001, 0.007, paint('#9AA6A6'), {
        skip: ONLY_TOP,
      })
    }
  })
}

export function cup(builder, x, y, z, { glaze = '#DDE6E2', drink = '#4A2A1C' } = {}) {
  const profile = [
    [0, 0.032],
    [0.092, 0.042],
    [0.092, 0.037],
    [0.077, 0.036],
  ]
  const rings = turned(x, y, z, profile)
  rings[3].color = paint(drink)
  builder.loft(rings, { segs: 12, color: paint(glaze), layer: LAYER.walnut, capA: false })
}

/** A few books lying on one another. */
export function bookPile(builder, x, y, z) {
  builder.box(x, y + 0.025, z, 0.24, 0.05, 0.18, dye('madder'))
  builder.box(x + 0.01, y + 0.0675, z, 0.22, 0.035, 0.17, dye('woad'))
  builder.box(x, y + 0.1, z + 0.01, 0.2, 0.03, 0.16, paint('#E4D3BC'))
}

/** A framed thing on a wall: `draw` fills it in its own frame, x and y from the middle, z = 0 on the paper. */
export function framed(builder, x, y, z, width, height, theme, draw, turn = 0) {
  builder.at(placed(x, y, z, turn), () => {
    builder.box(0, 0, 0, width, height, 0.03, paint(theme.wood), { layer: LAYER.wood })
    builder.box(0, 0, 0.016, width - 0.08, height - 0.08, 0.006, paint(SHEET), { skip: [SIDE.back] })
    builder.at(placed(0, 0, 0.021), draw)
  })
}

/** A chair with an upholstered back, its seat towards +Z. */
export function chair(builder, x, y, z, turn, color, layer, theme) {
  builder.at(placed(x, y, z, turn), () => {
    const back = [
      [0.5, 0.23, 0.03, -0.27],
      [0.92, 0.235, 0.03, -0.33],
      [0.97, 0.21, 0.025, -0.335],
    ]
    builder.loft(
      back.map(([height, rx, rz, at]) => ({ at: [0, height, at], rx, rz })),
      { segs: 10, color, layer, pow: 3 },
    )
    builder.box(0, 0.425, 0, 0.46, 0.06, 0.48, color, { layer, skip: [SIDE.bottom] })
    for (const side of [-1, 1]) {
      builder.box(side * 0.19, 0.5, -0.245, 0.03, 0.26, 0.03, paint(theme.woodDark))
      for (const leg of [-0.2, 0.2]) {
        builder.box(side * 0.19, 0.2, leg, 0.03, 0.4, 0.03, paint(theme.woodDark), { skip: [SIDE.top, SIDE.bottom] })
      }
    }
  })
}

/** Sheets pinned to a wall or board, each with a few strokes: {x, y, w, h, tilt, color}. In the frame of the wall. */
export function pinned(builder, sheets) {
  sheets.forEach(({ x, y, w, h, tilt = 0, color = SHEET, draw }, i) => {
    builder.at(placed(x, y, 0.003 + (i % 4) * 0.002, 0, 0, tilt), () => {
      builder.box(0, 0, 0, w, h, 0.002, paint(color), { skip: [SIDE.back] })
      builder.disc(0, h / 2 - 0.02, 0.0035, 0.012, 0.012, 6, dye(SIX_DYES[i % 6]))
      builder.at(placed(0, 0, 0.003), () => (draw ? draw(w, h) : lines(builder, w, h)))
    })
  })
}

function lines(builder, width, height) {
  const n = Math.max(2, Math.floor(height / 0.06) - 1)
  for (let i = 0; i < n; i++) {
    const long = width * (0.72 - (i % 3) * 0.12)
    builder.box(
      (long - width * 0.72) / 2,
      height * 0.3 - (i * height * 0.7) / n,
      0,
      long,
      0.008,
      0.001,
      paint('#9AA6A6'),
      { skip: ONLY_FRONT },
    )
  }
}
