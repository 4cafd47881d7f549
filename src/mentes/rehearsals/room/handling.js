// Things to handle in a rehearsal, as numbers: where they lie before, where they come to lie, and which one is pointed at. Pure; metres,
// seconds; the speaker at the origin, looking to -Z.
import { clamp, lerp } from './draw/numbers.js'

export const MOST_DRAWN = 12 // things at once; the rest are counted by the button alone
export const TAKES = 0.7 // seconds on the way
const REACH = 0.09 // metres beside a thing that still mean it
const SPREAD = 0.04 // and as many more for each metre that it is away
const LIFT = 0.12 // metres that a thing is lifted on its way

/** Tops that things lie on: {y, z (their middle), before, after (x of the first thing)}. Places without one get a small table of their own. */
const TOPS = {
  market: { y: 0.934, z: -1.24, before: -0.76, after: 0.06 },
  table: { y: 0.758, z: -0.98, before: -0.36, after: 0.02 },
  desk: { y: 0.758, z: -1.36, before: -0.36, after: 0.02 },
}
export const OWN_TABLE = { y: 0.9, z: -1.38, before: -0.42, after: 0.02, width: 1.3, depth: 0.46 }
/** A board on an easel, at the speaker's left and turned to them, where it hides nobody. */
export const BOARD = { at: [-1.75, 1.32, -1.5], face: 0.86, width: 0.9, height: 0.96 }

/** How far things lie apart, and how far the next row is: [x, z]. */
const APART = { jar: [0.17, 0.18], coin: [0.068, 0.068], note: [0.16, 0.09], card: [0.11, 0.08], marker: [0.07, 0.07] }
const IN_A_ROW = { jar: 3, coin: 4, note: 2, card: 3, marker: 4 }

/**
 * `kind` and `task` of the scenario (jar, coin, note, card, marker; lay_out, count, mark), `n` how many, `hasPlace` false in somebody's own
 * room. Gives {on: 'place' | 'table' | 'board', spots: [{from: [x, y, z], to: [x, y, z], face}]}.
 */
export function arrange({ place, kind, task, n, hasPlace = true }) {
  const spots = Array.from({ length: Math.min(n, MOST_DRAWN) }, (_, i) => i)
  if (task === 'mark') return { on: 'board', spots: spots.map(i => mark(i, spots.length)) }
  const on = hasPlace && TOPS[place] ? 'place' : 'table'
  const top = on === 'place' ? TOPS[place] : OWN_TABLE
  return { on, spots: spots.map(i => lying(i, spots.length, kind, top)) }
}

function lying(i, n, kind, top) {
  const [dx, dz] = APART[kind]
  const row = IN_A_ROW[kind]
  const [column, line] = [i % row, Math.floor(i / row)]
  // Before, a loose group, the last behind; after, rows that can be counted at a glance, nobody's jar before another.
  const loose = 0.012 * Math.sin(i * 7.3)
  const from = [top.before + column * dx * 0.98 + loose, top.y, top.z - line * dz + loose]
  const to = [top.after + column * dx * (n > row ? 1 : 1.12), top.y, top.z - line * dz]
  return { from, to, face: 0.5 * Math.sin(i * 4.1) }
}

/** Points of a plan, from left to right, up and down by turns. */
function mark(i, n) {
  const [x, y] = [n > 1 ? lerp(-0.3, 0.3, i / (n - 1)) : 0, i % 2 ? -0.1 : 0.12]
  const [sin, cos] = [Math.sin(BOARD.face), Math.cos(BOARD.face)]
  // A little before the paper.
  const at = [BOARD.at[0] + x * cos + 0.02 * sin, BOARD.at[1] + y, BOARD.at[2] - x * sin + 0.02 * cos]
  return { from: at, to: at, face: BOARD.face }
}

/** Into `out` [x, y, z]: where a thing is, `share` 0 to 1 of its way. */
export function alongWay({ from, to }, share, out) {
  const eased = share * share * (3 - 2 * share)
  for (let i = 0; i < 3; i++) out[i] = lerp(from[i], to[i], eased)
  if (from !== to) out[1] += LIFT * Math.sin(Math.PI * share)
  return out
}

/**
 * Which thing is meant by a look or a hand at `origin` along `direction` (of length 1; both with x, y, z): the nearest to that line of
 * those that are not done (`isDone(i)`), or -1. `height` is how far above its foot a thing is held.
 */
export function meant(spots, isDone, origin, direction, height = 0) {
  let best = -1
  let least = 1
  for (let i = 0; i < spots.length; i++) {
    if (isDone(i)) continue
    const [x, y, z] = spots[i].from
    const [dx, dy, dz] = [x - origin.x, y + height - origin.y, z - origin.z]
    const along = Math.max(0, dx * direction.x + dy * direction.y + dz * direction.z)
    const beside = Math.hypot(dx - along * direction.x, dy - along * direction.y, dz - along * direction.z)
    const share = beside / (REACH + SPREAD * along)
    if (share >= least) continue
    least = share
    best = i
  }
  return best
}

/** The shares of their ways after `seconds` more, in place; gives whether anything still moves. */
export function move(shares, done, seconds) {
  let isMoving = false
  for (let i = 0; i < shares.length; i++) {
    if (!done[i] || shares[i] === 1) continue
    shares[i] = clamp(shares[i] + seconds / TAKES)
    isMoving = true
  }
  return isMoving
}
