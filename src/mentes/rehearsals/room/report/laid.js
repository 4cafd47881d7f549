// What lay within reach at a second of a rehearsal, and how much of it was handled by then. Pure.

/**
 * `handles` {step: {thing, task, n}} of the scenario. Gives {step, handle, n} of the newest step with things in it that had begun at
 * `ms`, `n` handled so far; null before the first. What was laid out stays until other things come.
 */
export function laidAt(timeline, handles, ms) {
  const begun = timeline.marks.filter(({ at, kind, value }) => kind === 'node' && at <= ms && handles[value.step])
  const node = begun.at(-1)
  if (!node) return null
  const { step } = node.value
  const n = timeline.marks.filter(({ at, kind }) => kind === 'handle' && at >= node.at && at <= ms).length
  return { step, handle: handles[step], n: Math.min(n, handles[step].n) }
}
