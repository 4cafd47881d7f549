// Numbers that everything drawn here is made with. Pure; node tests them.

/** From `a` to `b` by `share` (0 gives a, 1 gives b; beyond it goes on in a straight line). */
export const lerp = (a, b, share) => a + (b - a) * share

export const clamp = (x, least = 0, most = 1) => Math.min(most, Math.max(least, x))

/** 0 up to `a`, 1 from `b` on, an S between them; `a` may be the greater one. */
export function smooth(a, b, x) {
  const t = clamp((x - a) / (b - a))
  return t * t * (3 - 2 * t)
}

/** A smooth line through `keys`, [[x, y], ...] by rising x; level before the first and after the last. */
export function curve(keys, x) {
  if (x <= keys[0][0]) return keys[0][1]
  for (let i = 1; i < keys.length; i++) {
    const [x0, y0] = keys[i - 1]
    const [x1, y1] = keys[i]
    if (x <= x1) return lerp(y0, y1, smooth(x0, x1, x))
  }
  return keys[keys.length - 1][1]
}

export const DEGREE = Math.PI / 180
export const TURN = Math.PI * 2

/**
 * A generator of numbers in 0..1 from a seed: the same seed gives the same row in every browser.
 * Method: mulberry32, public domain, by Tommy Ettinger; the multiplication spreads seeds that lie close together.
 */
export function seeded(seed) {
  let state = (seed * 2654435761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
