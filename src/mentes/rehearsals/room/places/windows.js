// A window and the paper-cut harbour outside it.
import { mix, paint, SIDE } from '../draw/mesh.js'
import { seeded } from '../draw/numbers.js'
import { point } from './parts.js'

const FRAME = 0.075 // metres of wood round the opening
const PROUD = 0.1 // how far it stands out from the wall

/**
 * Stands on the middle of its lower edge, in the XY plane, +Z to the viewer. `sun` is where it stands across the width
 * (-.5..5), or false; `isFlat` has a straight upper edge, else an arch; `segs` are cuts of the arch.
 */
export function harbourWindow(builder, theme, width, height, seed, options = {}) {
  const { sun = false, isFlat = false, segs = 9, hasBars = true, hasFrame = true } = options
  const half = width / 2
  const arch = x => (isFlat ? height : height - half + Math.sqrt(Math.max(0, half * half - x * x)))
  view(builder, theme, { width, height, seed, sun, segs, arch })
  if (hasFrame) frame(builder, theme, { width, height, segs, isFlat, hasBars })
}

function view(builder, theme, { width, height, seed, sun, segs, arch }) {
  const random = seeded(seed)
  /** A piece of paper between two heights, each a number or a function of x, cut to the arch. */
  const paper = (low, high, color, z) => {
    const isStraight = typeof high === 'number' && arch(width / 2) >= high
    const n = isStraight ? 1 : segs
    const row = edge =>
      Array.from({ length: n + 1 }, (_, j) => {
        const x = -width / 2 + (width * j) / n
        return point(x, Math.min(arch(x), typeof edge === 'function' ? edge(x) : edge), z)
      })
    builder.grid([row(low), row(high)], { color: paint(color), unlit: 1 })
  }
  const [low, glow, pale, high] = theme.sky
  paper(0, height * 0.34, low, 0)
  paper(height * 0.34, height * 0.5, glow, 0)
  paper(height * 0.5, height * 0.7, pale, 0)
  paper(height * 0.7, height, high, 0)
  if (sun !== false) {
    const rises = height * (theme.isNight ? 0.74 : 0.46)
    builder.disc(sun * width, rises, 0.008, width * 0.1, width * 0.1, 16, paint(theme.sun), { unlit: 1 })
  }
  paper(0, height * 0.25, theme.sea, 0.016)
  theme.hills.forEach((color, i) => {
    const [phase, stretch] = [random() * 6, 0.5 + random()]
    const [base, swing] = [[0.36, 0.28, 0.16][i] * height, [0.07, 0.06, 0.04][i] * height]
    const ridge = x =>
      base +
      swing * Math.sin(((x * 3.2) / width) * stretch + phase) +
      swing * 0.5 * Math.sin((x * 7) / width + phase * 2)
    paper(0, ridge, color, 0.026 + i * 0.012)
  })
}

function frame(builder, theme, { width, height, segs, isFlat, hasBars }) {
  const half = width / 2
  const outline = (off, z) => {
    const head = Array.from({ length: segs + 1 }, (_, j) => {
      const across = -half + (width * j) / segs
      if (isFlat) return point(across * (1 + (2 * off) / width), height + off, z)
      const angle = Math.PI - (Math.PI * j) / segs
      return point(Math.cos(angle) * (half + off), height - half + Math.sin(angle) * (half + off), z)
    })
    return [point(-half - off, 0, z), ...head, point(half + off, 0, z)]
  }
  const face = paint(theme.frame)
  const reveal = { color: mix(theme.frame, theme.wallLow, 0.45), ao: 0.8, flip: true }
  builder.grid([outline(0, 0), outline(0, PROUD)], reveal)
  builder.grid([outline(0, PROUD), outline(FRAME, PROUD)], { color: face, flip: true })
  builder.grid([outline(FRAME, PROUD), outline(FRAME, 0)], { color: mix(theme.frame, theme.wallLow, 0.3), flip: true })
  builder.box(0, -0.035, 0.09, width + 0.26, 0.07, 0.22, face)
  if (!hasBars) return
  builder.box(0, height / 2, 0.062, 0.035, height, 0.03, face, { skip: [SIDE.top, SIDE.bottom, SIDE.back] })
  builder.box(0, height * 0.55, 0.066, width, 0.035, 0.03, face, { skip: [SIDE.left, SIDE.right, SIDE.back] })
}

/** Cloth beside a window, in folds: hangs from (x, top) to the floor, wider below. `seeds` folds by its own waves. */
export function curtain(builder, options) {
  const { x, z, top, bottom = 0.05, width = 0.34, color, layer, widens = 1.25, folds = 2.1, depth = 0.035 } = options
  const [rows, columns] = [6, 12]
  const points = Array.from({ length: rows + 1 }, (_, i) =>
    Array.from({ length: columns + 1 }, (__, j) => {
      const spread = 1 + (widens - 1) * (1 - i / rows)
      const y = bottom + ((top - bottom) * i) / rows
      return point(x + (j / columns) * width * spread, y, z + depth * Math.sin(j * folds))
    }),
  )
  builder.grid(points, {
    color,
    layer,
    uv: (i, j) => [j * 0.22, i * 2.9],
    ao: (i, j) => 0.8 + 0.2 * Math.sin(j * folds),
  })
}
