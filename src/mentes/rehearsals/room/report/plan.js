// The seats seen from above, each as large as the head was turned to it long.
import { element, shape } from './draw.js'

const [LEAST, MOST] = [0.11, 0.34] // metres on the plan: radius of a seat

/** Fills `root` with a drawing of `seats` by `milliseconds` of each, and a list of the same for who does not see it. */
export function drawPlan(root, seats, milliseconds, said) {
  const [xs, zs] = [seats.map(({ pos }) => pos[0]), seats.map(({ pos }) => pos[2])]
  const [left, right, far] = [Math.min(...xs) - 0.6, Math.max(...xs) + 0.6, Math.min(...zs) - 0.6]
  const most = Math.max(1, ...milliseconds)
  const told = i => said.fill('seat-time', { n: said.whole.format(i + 1), seconds: said.seconds(milliseconds[i] / 1000) })
  const dots = seats.map(({ pos: [x, , z] }, i) => {
    const share = Math.sqrt(milliseconds[i] / most)
    const dot = shape('circle', { class: milliseconds[i] ? 'plan-seat' : 'plan-seat is-empty', cx: x, cy: z, r: LEAST + (MOST - LEAST) * share })
    dot.append(shape('title', {}, told(i)))
    return dot
  })
  const wide = Math.max(right - left, 3)
  const drawing = shape('svg', { class: 'plan', viewBox: `${(left + right - wide) / 2} ${far} ${wide} ${0.5 - far}`, role: 'img', 'aria-label': said.words.plan },
    ...dots, shape('path', { class: 'plan-speaker', d: 'M0 -.28 .2 .16h-.4z' }))
  const longest = [...milliseconds.keys()].filter(i => milliseconds[i] >= 1000).sort((a, b) => milliseconds[b] - milliseconds[a])
  const list = element('ol', 'plan-list', ...longest.map(i => element('li', '', told(i))))
  root.replaceChildren(drawing, list)
}
