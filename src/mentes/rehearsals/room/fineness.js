// How finely pictures are drawn on a machine that cannot keep up: a share of the pixels' measure, from the time that pictures take. Pure.
// It is quick to draw fewer pixels and slow to draw more: a try that failed is not made again for longer and longer.

const SHARES = [1, 0.7, 0.5, 0.4]
// Seconds of one picture. Between the two nothing changes; a phone that saves its battery shows thirty a second, which is neither.
const [LATE, EARLY] = [1 / 25, 1 / 29]
const VERY_LATE = 2.5 // times late: two steps at once
const LOST = 1 // nobody looked, or something was made for the first time
const [PATIENCE, MOST_PATIENCE] = [4, 64] // seconds of early pictures before more pixels are tried

export class Fineness {
  /** Decides after `pictures` of which all but one were late. */
  constructor(pictures = 6) {
    Object.assign(this, { pictures, step: 0, patience: PATIENCE, tried: false })
    this.begin()
  }

  get share() {
    return SHARES[this.step]
  }

  begin() {
    Object.assign(this, { n: 0, late: 0, sum: 0, calm: 0 })
  }

  /** For every picture: `seconds` that it took. Gives whether `share` is another now. */
  update(seconds) {
    if (seconds > LOST) {
      this.begin()
      return false
    }
    this.n++
    this.sum += seconds
    if (seconds > LATE) this.late++
    this.calm = seconds < EARLY ? this.calm + seconds : 0
    if (this.calm > this.patience) return this.turn(-1)
    if (this.n < this.pictures) return false
    const mean = this.sum / this.n
    const isLate = this.late >= Math.max(1, this.pictures - 1)
    Object.assign(this, { n: 0, late: 0, sum: 0 })
    return isLate && this.turn(mean > VERY_LATE * LATE ? 2 : 1)
  }

  turn(by) {
    const step = Math.min(SHARES.length - 1, Math.max(0, this.step + by))
    // More pixels were tried, and were too many.
    if (by > 0 && this.tried) this.patience = Math.min(MOST_PATIENCE, 2 * this.patience)
    else if (by < 0 && this.tried) this.patience = PATIENCE
    this.tried = by < 0
    this.begin()
    const isOther = step !== this.step
    this.step = step
    return isOther
  }
}
