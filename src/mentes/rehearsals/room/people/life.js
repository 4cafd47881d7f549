// What a body does by itself, as pure functions of a seed and the time: breathing, blinking, a mouth that speaks.
// Nothing is kept and nothing is allocated: the same second always looks the same.

const BLINK_CELL = 4 // seconds: one blink in each
const BLINK = 0.17 // seconds that a blink takes
const BREATH = 1.35 // radians a second: 13 breaths a minute

const RANGE = 2 ** 30

/** A whole number below RANGE from two. Method: a 32-bit integer hash, lowbias32 of Chris Wellons (public domain). */
function bits(a, b) {
  let x = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b)) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  // Two bits fewer: small whole numbers are handed over without being allocated.
  return (x ^ (x >>> 16)) >>> 2
}

/** A number from 0 to below 1 from two whole ones. */
export const hash = (a, b) => bits(a, b) / RANGE

/**
 * How far the lids are closed, 0..1. About 15 blinks a minute, each person at their own times; every seventh comes
 * double.
 */
export function blinkAt(seed, t) {
  const cell = Math.floor(t / BLINK_CELL)
  const from = (bits(seed, cell) / RANGE) * (BLINK_CELL - 3 * BLINK)
  const since = t - cell * BLINK_CELL - from
  const again = bits(seed + 91, cell) < RANGE / 7 ? since - 1.5 * BLINK : -1
  return Math.max(lidAt(since), lidAt(again))
}
// Closing is twice as fast as opening.
const lidAt = since =>
  since <= 0 || since >= BLINK ? 0 : since < BLINK / 3 ? since / (BLINK / 3) : (BLINK - since) / ((BLINK * 2) / 3)

/** -1..1. */
export const breathAt = t => Math.sin(t * BREATH)

/**
 * How far a speaking mouth is open, 0..1: four to five syllables a second of uneven size, closed between phrases of two
 * to three seconds. It follows no sound; what is said stands in the captions.
 */
export function mouthAt(seed, t) {
  const phrase = t / 2.6 + hash(seed, 1) * 7
  const part = phrase - Math.floor(phrase)
  if (part > 0.82) return 0
  const beat = t * 4.4 + hash(seed, 2) * 9
  const syllable = Math.floor(beat)
  const size = 0.35 + 0.65 * hash(seed, syllable)
  return size * Math.sin((beat - syllable) * Math.PI) ** 1.4 * Math.min(1, (0.82 - part) * 12, part * 30)
}

/** How round the lips are, 0..1, changing with the syllable. */
export const roundAt = (seed, t) => hash(seed + 13, Math.floor(t * 4.4 + hash(seed, 2) * 9))
