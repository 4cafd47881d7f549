// How fast one may write to the server, which closes the line of whoever says more than twenty things a second.

/** Milliseconds to wait before the next message, for at most `most` in any second; `sent` are the instants of the last ones. */
export function wait(sent, now, most = 15) {
  const recent = sent.filter(at => now - at < 1000)
  return recent.length < most ? 0 : recent[recent.length - most] + 1000 - now
}

/** Milliseconds until the next try after `n` that failed: half a second, doubling to eight, spread by `chance` (0 to 1). */
export function patience(n, chance) {
  return Math.min(8000, 500 * 2 ** n) * (0.75 + chance / 2)
}

/** `queue` with `message` at its end; candidates for one tab travel together, up to `most` at once. */
export function enqueue(queue, message, most = 40) {
  const last = queue.at(-1)
  const joins = message.candidates && last?.candidates && last.to === message.to && last.candidates.length < most
  if (!joins) return [...queue, message]
  return [...queue.slice(0, -1), { ...last, candidates: [...last.candidates, ...message.candidates] }]
}
