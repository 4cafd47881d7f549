// How tiles lie: as many beside one another as keep them large.

/** Columns for `n` tiles (16:9) in a box of `width` by `height`, where a tile is at least `least` wide. */
export function columns(n, width, height, least = 200) {
  let best = 1, largest = 0
  for (let across = 1; across <= Math.max(1, n); across++) {
    const rows = Math.ceil(n / across)
    const tile = Math.min(width / across, (height / rows) * 16 / 9)
    if (across > 1 && width / across < least) break
    if (tile > largest) [best, largest] = [across, tile]
  }
  return best
}
