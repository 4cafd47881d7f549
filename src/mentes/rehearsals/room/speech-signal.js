// What the ear is built from: a band-pass, a small bell to smooth with, and how much a sound repeats itself. Pure; nothing is
// allocated once a part is made.

/** One second-order filter, `kind` 'low' or 'high' pass at `hertz` (Bristow-Johnson's cookbook, Q = 1/sqrt 2). */
export class Filter {
  constructor(kind, hertz, sampleRate) {
    const turn = (2 * Math.PI * hertz) / sampleRate
    const [sine, cosine] = [Math.sin(turn) / Math.SQRT2, Math.cos(turn)]
    const edge = kind === 'low' ? 1 - cosine : 1 + cosine
    this.b0 = edge / 2 / (1 + sine)
    this.b1 = ((kind === 'low' ? 1 : -1) * edge) / (1 + sine)
    this.a1 = (-2 * cosine) / (1 + sine)
    this.a2 = (1 - sine) / (1 + sine)
    this.z1 = this.z2 = 0
  }

  step(x) {
    const y = this.b0 * x + this.z1
    this.z1 = this.b1 * x - this.a1 * y + this.z2
    this.z2 = this.b0 * x - this.a2 * y
    return y
  }
}

/** Weighs the last 2 `half` + 1 values by a bell of `sigma` steps: its answer is `half` steps late. */
export class Bell {
  constructor(sigma, half) {
    this.half = half
    this.weights = Float64Array.from({ length: 2 * half + 1 }, (_, i) => Math.exp(-((i - half) ** 2) / (2 * sigma * sigma)))
    const sum = this.weights.reduce((a, b) => a + b)
    this.weights.forEach((weight, i) => (this.weights[i] = weight / sum))
    this.values = null
  }

  step(value) {
    // The first value stands for all that was before it, so that a sound that begins at once has no false rise.
    this.values ??= new Float64Array(this.weights.length).fill(value)
    this.values.copyWithin(0, 1)
    this.values[this.values.length - 1] = value
    let sum = 0
    for (let i = 0; i < this.values.length; i++) sum += this.values[i] * this.weights[i]
    return sum
  }
}

const LOWEST = 70 // hertz a voice may have
const HIGHEST = 400
const WINDOW = 0.04 // seconds
const ENOUGH = 6000 // samples a second

/** How much the last 40 ms repeat themselves at the pitch of a voice, up to 1: vowels near 1, hisses and noise low. */
export class Voicing {
  constructor(sampleRate) {
    this.every = Math.max(1, Math.round(sampleRate / ENOUGH))
    const rate = sampleRate / this.every
    this.first = Math.floor(rate / HIGHEST)
    this.last = Math.ceil(rate / LOWEST)
    // Twice the window's length, so that samples are moved once a window and not at each.
    this.length = Math.round(rate * WINDOW)
    this.kept = new Float32Array(2 * this.length)
    this.end = this.length
    this.sum = this.n = 0
  }

  hear(x) {
    this.sum += x
    if (++this.n < this.every) return
    if (this.end === this.kept.length) {
      this.kept.copyWithin(0, this.length)
      this.end = this.length
    }
    this.kept[this.end++] = this.sum / this.every
    this.sum = this.n = 0
  }

  /** The best normalised autocorrelation, 0 to 1. */
  measure() {
    const { kept, end } = this
    const start = end - this.length
    let best = 0
    for (let lag = this.first; lag <= this.last; lag++) {
      let [product, before, after] = [0, 1e-9, 1e-9]
      for (let i = start; i + lag < end; i++) {
        product += kept[i] * kept[i + lag]
        before += kept[i] * kept[i]
        after += kept[i + lag] * kept[i + lag]
      }
      const likeness = product / Math.sqrt(before * after)
      if (likeness > best) best = likeness
    }
    return best
  }
}
