// The braid for the what-if preview: the same geometry, sign by sign, as look/braid.py (tests/braid.golden.json holds both).
const WIDTH = 1000, CASING = 6
const TEXTURE = { woad: 'edge', olive: 'rib', murex: 'dot', weld: 'plain', madder: 'stitch', walnut: 'sparse', flax: 'check', indigo: 'run', undyed: 'plain' }
const STITCH_WIDTH = { stitch: () => 1.6, rib: w => w, dot: () => 2.6, sparse: w => w, check: w => w * .45, run: () => 1.8 }

const tenth = value => Math.floor(value * 10 + .500001) / 10
const number = value => { const text = String(tenth(value)); return text === '-0' ? '0' : text.replace(/^(-?)0\./, '$1.') }
const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;')

function stack(order, widths, middle, gap) {
  let y = middle - (order.reduce((sum, i) => sum + widths[i], 0) + gap * (order.length - 1)) / 2
  const places = {}
  for (const i of order) { places[i] = y + widths[i] / 2; y += widths[i] + gap }
  return places
}

/** The order of strands in each column, and for each round the strands that pass over. */
export function plait(n, rounds) {
  const columns = [[...Array(n).keys()]], over = []
  for (let r = 0; r < rounds; r++) {
    const order = [...columns[r]], crossings = []
    for (let i = r % 2; i + 1 < n; i += 2) {
      crossings.push(i % 2 ? order[i] : order[i + 1]);
      [order[i], order[i + 1]] = [order[i + 1], order[i]]
    }
    columns.push(order)
    over.push(crossings)
  }
  return { columns, over }
}

function pathOf(points) {
  const rounded = points.map(([x, y]) => [tenth(x), tenth(y)])
  let d = `M${number(rounded[0][0])} ${number(rounded[0][1])}`, halfBefore = null
  for (let k = 1; k < rounded.length; k++) {
    const [x0, y0] = rounded[k - 1], [x1, y1] = rounded[k]
    const dx = number(x1 - x0), dy = number(y1 - y0), half = number((x1 - x0) / 2)
    if (dy === '0') { d += `h${dx}`; halfBefore = null } else if (half === halfBefore) d += `s${half} ${dy} ${dx} ${dy}`
    else { d += `c${half} 0 ${half} ${dy} ${dx} ${dy}`; halfBefore = half }
  }
  return d.replaceAll(' -', '-')
}

function skin(d, strand, width, hook, isFull) {
  const stitch = (kind, w) => `<path class="st t-${kind}"${hook} d="${d}" stroke-width="${number(w)}"/>`
  const base = `<path class="st ${isFull ? 'full ' : ''}s-${strand.dye}"${hook} d="${d}" stroke-width="${number(width)}"/>`
  const texture = TEXTURE[strand.dye]
  if (width < 4 || texture === 'plain') return base
  if (texture === 'edge') return base + stitch('edge', Math.max(1, width - 5)) + (width > 14 ? stitch('core', 1) : '')
  return base + stitch(texture, STITCH_WIDTH[texture](width))
}

/** Level lanes under one another: [{id, top, y, width}] and how tall they are together. */
export function laneRows(strands, unit, { text, gap, top = 0 }) {
  let y = top
  const rows = strands.map(strand => {
    const width = Math.max(1.5, strand.points * unit), row = { id: strand.id, top: y, y: y + text + width / 2, width }
    y += text + width + gap
    return row
  })
  return { rows, height: y - gap - top }
}

/** An open braid: {svg, height, score, lanes}. `strands`: [{id, dye, points, label}], `label` the sentence for the drawing. */
export function openBraid(strands, { unit = 1.1, rounds = 3, ground = 6, background = 'sheet', label = '', text = 26, gap = 18, pad = 6, lanes = [290, 710] } = {}) {
  strands = strands.filter(s => s.points > 0).sort((a, b) => b.points - a.points)
  const ids = strands.map((_, i) => i), widths = strands.map(s => Math.max(1.5, s.points * unit))
  const score = Math.round(strands.reduce((sum, s) => sum + s.points, 0) * 1e6) / 1e6
  const { columns, over } = plait(strands.length, rounds)
  const { height: lanesHeight } = laneRows(strands, unit, { text, gap })
  const height = strands.length ? Math.max(lanesHeight + pad * 2, 120) : 120, middle = height / 2
  const { rows } = laneRows(strands, unit, { text, gap, top: (height - lanesHeight) / 2 })
  const ends = stack(columns[rounds], widths, middle, 0)
  const points = ids.map(i => [[0, ends[i]]]), crossings = []
  const side = (nearLanes, nearPerson) => columns.map((order, c) =>
    [nearLanes + (nearPerson - nearLanes) / Math.max(rounds, 1) * c, stack(order, widths, middle, c === rounds ? 0 : ground)])
  const weave = (places, isReversed) => {
    for (const [x, place] of isReversed ? [...places].reverse() : places) ids.forEach(i => points[i].push([x, place[i]]))
    over.forEach((overs, r) => {
      const [a, b] = isReversed ? [places[r + 1], places[r]] : [places[r], places[r + 1]]
      overs.forEach(i => crossings.push([i, [a[0], a[1][i]], [b[0], b[1][i]]]))
    })
  }
  weave(side(lanes[0] - 95, 26), true)
  ids.forEach(i => points[i].push([lanes[0], rows[i].y], [lanes[1], rows[i].y]))
  weave(side(lanes[1] + 95, WIDTH - 26), false)
  ids.forEach(i => points[i].push([WIDTH, ends[i]]))

  const hooks = strands.map(s => ` data-s="${escape(s.id)}"`)
  let parts = [...ids].reverse().map(i => skin(pathOf(points[i]), strands[i], widths[i], hooks[i], true)).join('')
  for (const [i, a, b] of crossings) {
    const d = pathOf([a, b])
    parts += `<path class="cs"${hooks[i]} d="${d}" stroke-width="${number(widths[i] + CASING)}"/>` + skin(d, strands[i], widths[i], hooks[i], false)
  }
  const svg = `<svg class="braid on-${background}" viewBox="0 0 ${WIDTH} ${number(height)}" height="${number(height)}"` +
    ` preserveAspectRatio="none" role="img" aria-label="${escape(label)}">${parts}</svg>`
  return { svg, height, score, lanes: rows }
}
