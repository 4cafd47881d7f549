// The three tracks of a timeline that are numbers: poses, readings of the voice, where the head is turned. Each is written as it
// comes, as differences to what came before, and read whole once. Pure; adding allocates nothing but when bytes double.
import { BrokenTimeline, Reader, Writer } from './bytes.js'

export const EVERY = 100 // milliseconds: ten times a second is kept, however often it is said
const SLACK = 10 // milliseconds: what comes at 60 a second comes a little early
const MILLIMETRES = 1000
const TURNS = 2000 // steps of a quaternion's number: 0.03 degrees
const FARTHEST = 500 // metres
const PARTS = 3 // head, left hand, right hand
export const WIDTH = 7 // numbers of a part: x y z, qx qy qz qw
const LEVELS = 127

const isPose = part => {
  if (!part || part.length < WIDTH) return false
  for (let i = 0; i < WIDTH; i++) if (!(Math.abs(part[i]) < FARTHEST)) return false
  return true
}

/** Where one person's head and hands were. */
export class PoseTrack {
  constructor() {
    Object.assign(this, { writer: new Writer(), n: 0, at: 0, last: new Int32Array(PARTS * WIDTH), known: null })
  }

  /** Parts are [x, y, z, qx, qy, qz, qw] or null. What comes too soon, or without a head, is left out. */
  add(at, head, left, right) {
    if (!isPose(head) || (this.n && at < this.at + EVERY - SLACK)) return
    const [hasLeft, hasRight] = [isPose(left), isPose(right)]
    this.writer.unsigned(this.n ? at - this.at : at)
    this.writer.unsigned((hasLeft ? 1 : 0) + (hasRight ? 2 : 0))
    this.part(0, head)
    if (hasLeft) this.part(WIDTH, left)
    if (hasRight) this.part(2 * WIDTH, right)
    this.at = at
    this.n += 1
  }

  part(from, numbers) {
    const { last, writer } = this
    let same = 0
    for (let i = 3; i < WIDTH; i++) same += last[from + i] * numbers[i]
    // A quaternion and its opposite are one turn: the nearer to the last is the shorter to write.
    const sign = same < 0 ? -1 : 1
    for (let i = 0; i < WIDTH; i++) {
      const value = Math.round(numbers[i] * (i < 3 ? MILLIMETRES : sign * TURNS))
      writer.signed(value - last[from + i])
      last[from + i] = value
    }
  }

  /** {at: milliseconds of each, has: 1 for a left hand + 2 for a right one, values: 21 numbers of each}. */
  read() {
    if (this.known?.at.length === this.n) return this.known
    const reader = new Reader(this.writer.written)
    const [at, has, values] = [new Float64Array(this.n), new Uint8Array(this.n), new Float32Array(this.n * PARTS * WIDTH)]
    const last = new Int32Array(PARTS * WIDTH)
    for (let n = 0; n < this.n; n++) {
      at[n] = reader.unsigned() + (n ? at[n - 1] : 0)
      has[n] = reader.unsigned()
      if (has[n] > 3) throw new BrokenTimeline('a pose has hands that nobody has')
      for (let part = 0; part < PARTS; part++) {
        if (part && !(has[n] & part)) continue
        for (let i = 0; i < WIDTH; i++) {
          const k = part * WIDTH + i
          last[k] += reader.signed()
          values[n * PARTS * WIDTH + k] = last[k] / (i < 3 ? MILLIMETRES : TURNS)
        }
      }
    }
    if (!reader.isAtEnd) throw new BrokenTimeline('there is more in it than it says')
    this.last.set(last)
    this.at = this.n ? at[this.n - 1] : 0
    this.known = { at, has, values }
    return this.known
  }

  /**
   * Into `out` {head, left, right, hasLeft, hasRight} (three arrays of seven): where they were at `at`, between two that are
   * known; false before the first.
   */
  poseAt(at, out) {
    const known = this.read()
    const n = newest(known.at, at)
    if (n < 0) return false
    const next = Math.min(n + 1, this.n - 1)
    const apart = known.at[next] - known.at[n]
    // Over a longer gap nobody knows how they moved: they stay until they are seen again.
    const share = apart > 0 && apart < 10 * EVERY ? Math.min(1, (at - known.at[n]) / apart) : 0
    between(known.values, n, next, 0, share, out.head)
    out.hasLeft = Boolean(known.has[n] & 1)
    out.hasRight = Boolean(known.has[n] & 2)
    if (out.hasLeft) between(known.values, n, known.has[next] & 1 ? next : n, WIDTH, share, out.left)
    if (out.hasRight) between(known.values, n, known.has[next] & 2 ? next : n, 2 * WIDTH, share, out.right)
    return true
  }
}

/** Weighs row `n` and row `next` by `share`; turns go the shorter way and keep length 1. */
function between(values, n, next, from, share, out) {
  const [a, b] = [n * PARTS * WIDTH + from, next * PARTS * WIDTH + from]
  let same = 0
  for (let i = 3; i < WIDTH; i++) same += values[a + i] * values[b + i]
  const sign = same < 0 ? -1 : 1
  let length = 0
  for (let i = 0; i < WIDTH; i++) {
    out[i] = values[a + i] * (1 - share) + (i < 3 ? 1 : sign) * values[b + i] * share
    if (i > 2) length += out[i] * out[i]
  }
  const by = Math.sqrt(length) || 1
  for (let i = 3; i < WIDTH; i++) out[i] /= by
}

/** What the speaker's microphone told: voiced, level 0 to 1, syllables so far. */
export class ReadingTrack {
  constructor() {
    Object.assign(this, { writer: new Writer(), n: 0, at: 0, syllables: 0, known: null })
  }

  add(at, { voiced, level, syllables = 0 }) {
    if (this.n && at < this.at + EVERY - SLACK) return
    const step = Math.round(Math.sqrt(Math.min(1, Math.max(0, level || 0))) * LEVELS)
    this.writer.unsigned(this.n ? at - this.at : at)
    this.writer.unsigned(2 * step + (voiced ? 1 : 0))
    this.writer.signed(Math.round(syllables) - this.syllables)
    this.syllables = Math.round(syllables)
    this.at = at
    this.n += 1
  }

  /** {at, voiced: 0 or 1, level: 0 to 1, syllables} of each, as arrays. */
  read() {
    if (this.known?.at.length === this.n) return this.known
    const reader = new Reader(this.writer.written)
    const [at, voiced] = [new Float64Array(this.n), new Uint8Array(this.n)]
    const [level, syllables] = [new Float32Array(this.n), new Float64Array(this.n)]
    for (let n = 0; n < this.n; n++) {
      at[n] = reader.unsigned() + (n ? at[n - 1] : 0)
      const both = reader.unsigned()
      voiced[n] = both % 2
      level[n] = (Math.floor(both / 2) / LEVELS) ** 2
      syllables[n] = reader.signed() + (n ? syllables[n - 1] : 0)
    }
    if (!reader.isAtEnd) throw new BrokenTimeline('there is more in it than it says')
    this.at = this.n ? at[this.n - 1] : 0
    this.syllables = this.n ? syllables[this.n - 1] : 0
    this.known = { at, voiced, level, syllables }
    return this.known
  }
}

/** To which seat the head is turned, -1 to none: only changes are kept. */
export class SeatTrack {
  constructor() {
    Object.assign(this, { writer: new Writer(), n: 0, at: 0, seat: -1, known: null })
  }

  add(at, seat) {
    if (this.n && (seat === this.seat || at < this.at)) return
    this.writer.unsigned(this.n ? at - this.at : at)
    this.writer.signed(seat - this.seat)
    Object.assign(this, { at, seat, n: this.n + 1 })
  }

  /** {at, seat} of each change, as arrays. */
  read() {
    if (this.known?.at.length === this.n) return this.known
    const reader = new Reader(this.writer.written)
    const [at, seat] = [new Float64Array(this.n), new Int16Array(this.n)]
    for (let n = 0; n < this.n; n++) {
      at[n] = reader.unsigned() + (n ? at[n - 1] : 0)
      seat[n] = reader.signed() + (n ? seat[n - 1] : -1)
    }
    if (!reader.isAtEnd) throw new BrokenTimeline('there is more in it than it says')
    if (this.n) [this.at, this.seat] = [at[this.n - 1], seat[this.n - 1]]
    this.known = { at, seat }
    return this.known
  }
}

/** Index of the newest of `times` (rising) that is not after `at`; -1 before the first. */
export function newest(times, at) {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
