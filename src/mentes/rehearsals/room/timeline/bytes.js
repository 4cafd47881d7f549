// Whole numbers as few bytes, and a sum that tells broken bytes: what a timeline is written with. Pure.

/** Bytes that grow; nothing is made anew but when they double. */
export class Writer {
  constructor(bytes = new Uint8Array(256), n = 0) {
    Object.assign(this, { bytes, n })
  }

  /** A whole number, 0 to 2^53: seven bits a byte, least first. */
  unsigned(value) {
    if (this.n + 8 > this.bytes.length) this.grow()
    while (value > 127) {
      this.bytes[this.n++] = (value % 128) | 128
      value = Math.floor(value / 128)
    }
    this.bytes[this.n++] = value
  }

  /** Small numbers of either sign are short. */
  signed(value) {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }

  grow() {
    const more = new Uint8Array(2 * this.bytes.length + 8)
    more.set(this.bytes)
    this.bytes = more
  }

  /** What was written, not copied. */
  get written() {
    return this.bytes.subarray(0, this.n)
  }
}

/** Thrown by a Reader that comes to the end too early, and by Timeline.decode for every other fault. */
export class BrokenTimeline extends Error {
  constructor(why) {
    super(`This is no whole timeline of a rehearsal: ${why}.`)
    this.name = 'BrokenTimeline'
  }
}

export class Reader {
  constructor(bytes) {
    Object.assign(this, { bytes, n: 0 })
  }

  get isAtEnd() {
    return this.n >= this.bytes.length
  }

  unsigned() {
    let [value, times] = [0, 1]
    for (let i = 0; i < 8; i++) {
      if (this.isAtEnd) throw new BrokenTimeline('it ends too early')
      const byte = this.bytes[this.n++]
      value += (byte & 127) * times
      if (byte < 128) return value
      times *= 128
    }
    throw new BrokenTimeline('a number in it is too long')
  }

  signed() {
    const value = this.unsigned()
    return value % 2 ? -(value + 1) / 2 : value / 2
  }

  /** The next `n` bytes, not copied. */
  take(n) {
    if (this.n + n > this.bytes.length) throw new BrokenTimeline('it ends too early')
    this.n += n
    return this.bytes.subarray(this.n - n, this.n)
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

/** CRC-32 (ISO 3309), as a whole number. */
export function sumOf(bytes) {
  let c = 0xffffffff
  for (let i = 0; i < bytes.length; i++) c = TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
