// Earlier runs of the same scenario on this device, beside this one. Pure but for the table it fills.
import { BrokenTimeline, Timeline } from '../timeline.js'
import { element } from './draw.js'
import { factsOf } from './facts.js'

const MOST = 6

/** [{rehearsal, began, summary}] of runs of the device, newest first; what cannot be read is left out. */
export function summaries(runs, n) {
  const found = []
  for (const { rehearsal, bytes, began, savedAt } of runs.slice(0, MOST)) {
    try {
      const timeline = Timeline.decode(bytes)
      found.push({ rehearsal, began: began ?? timeline.about.began ?? savedAt, summary: factsOf(timeline, timeline.about.n ?? n).summary })
    } catch (error) {
      if (!(error instanceof BrokenTimeline)) throw error
    }
  }
  return found.sort((a, b) => b.began - a.began)
}

/** The cells of one run, in the order of the table's head. A dash where the room did not hear. */
export function cells(summary, said) {
  const or = (value, text) => (value === null || !summary.isHeard ? '–' : text(value))
  return [
    said.time(summary.length),
    or(summary.spoken, value => said.percent(value / Math.max(1, summary.length))),
    or(summary.pace, value => said.whole.format(value)),
    or(summary.answer, value => said.seconds(value / 1000)),
    or(summary.pauses, value => said.whole.format(value)),
    or(summary.steadiness, value => said.percent(value)),
    said.fill('reached', { n: said.whole.format(summary.reached), all: said.whole.format(summary.seats) }),
  ]
}

/** Fills `table`: a row a run, this one marked. Its head names the columns. */
export function fill(table, runs, here, said) {
  const labels = [...table.tHead.rows[0].cells].map(cell => cell.textContent)
  table.tBodies[0].replaceChildren(...runs.map(({ rehearsal, began, summary }) => {
    const name = element('th', '', said.day.format(new Date(began)))
    name.scope = 'row'
    if (rehearsal === here) name.append(' ', element('span', 'tag tag-olive', said.words['this-run']))
    const row = element('tr', '', name, ...cells(summary, said).map((text, i) => {
      const cell = element('td', '', text)
      cell.dataset.label = labels[i + 1]
      return cell
    }))
    return row
  }))
}
