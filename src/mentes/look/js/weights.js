// Weight sliders: the track is the strand, and the braid beside them follows at once. The server's answer comes later.
import { openBraid } from './braid.js'
import { reweigh } from './points.js'

const OPTIONS = { unit: 1.05, text: 26, gap: 15, pad: 4 }

/** The track as thick and as full as the weight; custom properties set by script pass a strict policy. */
function showTrack(input) {
  const share = (input.value - input.min) / (input.max - input.min || 1)
  input.style.setProperty('--v', `${share * 100}%`)
  input.style.setProperty('--w', `${Math.max(3, share * 20)}px`)
  const output = input.form?.querySelector(`output[for="${input.id}"]`) ?? document.querySelector(`output[for="${input.id}"]`)
  if (output) output.textContent = input.value
}

/** Redraws the braid named by data-braid from the JSON named by data-strands, and the numbers over its lanes. */
function preview(root) {
  const source = document.getElementById(root.dataset.strands), target = document.getElementById(root.dataset.braid)
  if (!source || !target) return
  const weights = Object.fromEntries([...root.querySelectorAll('.strand-range')].map(i => [i.dataset.strand, Number(i.value)]))
  const strands = reweigh(JSON.parse(source.textContent), weights)
  const list = target.querySelector('.lanes'), old = target.querySelector('svg.braid')
  if (!list || !old) return
  const braid = openBraid(strands, { ...OPTIONS, label: old.getAttribute('aria-label') })
  old.outerHTML = braid.svg
  target.closest('.weave')?.classList.remove('weave')
  const items = new Map([...list.children].map(li => [li.dataset.hot, li]))
  braid.lanes.forEach((lane, n) => {
    const li = items.get(lane.id)
    if (!li) return
    const tall = OPTIONS.text + lane.width + (n + 1 < braid.lanes.length ? OPTIONS.gap : 0)
    li.querySelector('svg').setAttribute('height', tall)
    li.hidden = false
    list.append(li)
  })
  for (const strand of strands) {
    const li = items.get(strand.id)
    if (!li) continue
    li.hidden = strand.points <= 0
    li.querySelector('[data-points]').textContent = strand.points
  }
  for (const score of document.querySelectorAll('[data-score]')) score.textContent = braid.score
}

export function start(page) {
  const showAll = root => root.querySelectorAll?.('.strand-range').forEach(showTrack)
  page.addEventListener('input', event => {
    if (!event.target.matches?.('.strand-range')) return
    showTrack(event.target)
    const root = event.target.closest('[data-weights]')
    if (root) preview(root)
  })
  page.addEventListener('reset', event => setTimeout(() => showAll(event.target)))
  page.addEventListener('htmx:after:swap', () => showAll(page))
  showAll(page)
}
