// Points of a pair under changed weights, as the server counts them: weight / all weights * 100 * likeness.

/** Whole numbers that add up to the rounded sum: each is cut, the largest remainders get the points left over. */
export function roundTogether(values) {
  const cut = values.map(Math.floor)
  let left = Math.round(values.reduce((a, b) => a + b, 0)) - cut.reduce((a, b) => a + b, 0)
  const order = values.map((v, i) => [v - cut[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, i] of order) if (left-- > 0) cut[i] += 1
  return cut
}

/** `strands`: [{id, likeness 0..1, ...}], `weights`: {id: number}. Returns the strands with whole points. */
export function reweigh(strands, weights) {
  const all = strands.reduce((sum, s) => sum + (weights[s.id] ?? 0), 0)
  const points = roundTogether(strands.map(s => all > 0 ? (weights[s.id] ?? 0) / all * 100 * s.likeness : 0))
  return strands.map((s, i) => ({ ...s, points: points[i] }))
}
