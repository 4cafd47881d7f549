// The rehearsal on one timeline: marks, who spoke, pace, pauses, where the head was turned, slides and things. Time runs from left to
// right in every language, as a player's does. Everything told by colour has a shape or a word beside it.
import { lengthOf } from './facts.js'
import { element, shape } from './draw.js'

const HIGH = { voice: 24, pace: 90, pauses: 66, head: 22 } // units of a lane's drawing; its width is 1000
const WIDE = 1000
const MINUTES = [0.25, 0.5, 1, 2, 5, 10, 20] // of which one lies between two numbers of the axis
const MOST_LABELS = 7
const APART = 0.16 // of the width, between two words of one lane
const VOICES = ['strip-own', 'strip-partner', 'strip-other']

export class Lanes {
  /**
   * `root` holds [data-lane=NAME] elements, each with [data-plot] and [data-told]; `said` a Said; `seek(ms)`.
   * `names` {own, partner, others}; `sideOf(seat)` -> key of `sides` [{key, name}] in the order of the legend.
   */
  constructor({ root, said, seek, names, sideOf, sides }) {
    Object.assign(this, { root, said, seek, names, sideOf, sides })
    this.over = root.querySelector('[data-part="over"]')
    this.now = root.querySelector('[data-part="now"]')
    this.isHeld = false
    const at = event => {
      const { left, width } = this.over.getBoundingClientRect()
      this.seek(Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.length, this.isHeld)
    }
    this.listeners = {
      pointerdown: event => {
        this.isHeld = true
        this.over.setPointerCapture(event.pointerId)
        at(event)
      },
      pointermove: event => this.isHeld && at(event),
      pointerup: event => {
        if (!this.isHeld) return
        this.isHeld = false
        at(event)
      },
      pointercancel: () => (this.isHeld = false),
    }
    for (const [name, act] of Object.entries(this.listeners)) this.over.addEventListener(name, act)
  }

  /** Draws all of it; once more replaces it. `moments` get a mark each, `more` {at, text} go to the lane of slides and things. */
  draw(facts, moments, more) {
    this.length = Math.max(1000, facts.length)
    this.drawMarks(moments)
    this.drawVoices(facts)
    this.drawPace(facts)
    this.drawPauses(facts)
    this.drawHead(facts)
    this.drawMore(more)
    this.drawAxis()
  }

  move(ms) {
    this.now.style.left = `${Math.min(100, (100 * ms) / this.length)}%`
  }

  x(ms) {
    return (WIDE * ms) / this.length
  }

  lane(name) {
    const lane = this.root.querySelector(`[data-lane="${name}"]`)
    return { lane, plot: lane.querySelector('[data-plot]'), told: lane.querySelector('[data-told]') }
  }

  /** Puts a drawing of `high` units into a lane, and says in words what it shows. */
  put(name, high, shapes, told, legend = []) {
    const { lane, plot, told: place } = this.lane(name)
    lane.hidden = false
    const drawing = shape('svg', { viewBox: `0 0 ${WIDE} ${high}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': told }, ...shapes)
    plot.replaceChildren(drawing, ...legend)
    place.textContent = told
  }

  /** A word at a moment, which does not stretch with the drawing. */
  label(ms, text, top, className = '') {
    const made = element('span', `strip-label ${className}`, text)
    const share = ms / this.length
    made.style.left = `${100 * share}%`
    made.style.top = `${top}%`
    if (share > 0.8) made.classList.add('is-late')
    return made
  }

  drawMarks(moments) {
    const { plot } = this.lane('marks')
    plot.replaceChildren(...moments.map(({ at, kind, name, key }) => {
      const dot = element('span', `strip-mark strip-mark-${kind}`, kind === 'noticed' ? '◷' : [...(name || '•')][0])
      dot.style.left = `${(100 * at) / this.length}%`
      dot.dataset.key = key
      return dot
    }))
  }

  drawVoices({ own, said, others, length, isHeard }) {
    const rows = [own, said, others].map((spans, i) => ({ spans, name: [this.names.own, this.names.partner, this.names.others][i], kind: VOICES[i] }))
    const shown = rows.filter(({ spans }, i) => spans.length || i === 0)
    const shapes = shown.flatMap(({ spans, kind }, row) => [
      shape('path', { class: 'strip-line', d: `M0 ${HIGH.voice * (row + 0.5)}h${WIDE}` }),
      ...spans.map(({ from, to }) => shape('rect', { class: kind, x: this.x(from), y: HIGH.voice * row + 5, width: Math.max(1.5, this.x(to - from)), height: HIGH.voice - 10 })),
    ])
    const told = shown.filter(({ spans }) => spans.length).map(({ spans, name }) => this.said.fill('voice', { name, percent: this.said.percent(lengthOf(spans) / length) }))
    const rule = isHeard ? [] : [this.said.words.unheard]
    this.put('voices', HIGH.voice * shown.length, shapes, [...told, ...rule].join(' '))
    this.lane('voices').plot.style.blockSize = `${shown.length * 1.6}rem`
  }

  drawPace({ paces, band }) {
    if (!band) {
      this.lane('pace').lane.hidden = true
      return
    }
    const known = paces.filter(one => one.pace !== null)
    const [least, most] = [Math.min(...known.map(one => one.pace)), Math.max(...known.map(one => one.pace))]
    const span = Math.max(60, 1.6 * (most - least))
    const bottom = (least + most) / 2 - span / 2
    const y = pace => HIGH.pace * (1 - (pace - bottom) / span)
    let d = ''
    let isDrawing = false
    for (const { at, pace } of paces) {
      if (pace !== null) d += `${isDrawing ? 'L' : 'M'}${this.x(at).toFixed(1)} ${y(pace).toFixed(1)}`
      isDrawing = pace !== null
    }
    const { said } = this
    const ends = [known.find(one => one.pace === most), known.find(one => one.pace === least)]
    const told = said.fill('pace', { low: said.whole.format(band.low), high: said.whole.format(band.high), middle: said.whole.format(band.middle) })
    this.put('pace', HIGH.pace, [
      shape('rect', { class: 'strip-band', x: 0, y: y(band.high), width: WIDE, height: Math.max(2, y(band.low) - y(band.high)) }),
      shape('path', { class: 'strip-curve', d, 'vector-effect': 'non-scaling-stroke' }),
    ], told, most - least < 10 ? [] : ends.map(({ at, pace }, i) => this.label(at, said.whole.format(pace), i ? (100 * y(pace)) / HIGH.pace + 3 : (100 * y(pace)) / HIGH.pace - 24)))
  }

  drawPauses({ pauses, isHeard }) {
    if (!isHeard) {
      this.lane('pauses').lane.hidden = true
      return
    }
    const longest = pauses.reduce((best, one) => (best && best.length >= one.length ? best : one), null)
    const top = Math.max(2000, longest?.length ?? 0)
    const { said } = this
    const dots = pauses.map(({ at, length, isAnswer }) => {
      const dot = element('span', `strip-stalk${isAnswer ? ' is-answer' : ''}`)
      dot.style.left = `${(100 * at) / this.length}%`
      dot.style.blockSize = `${Math.max(8, (74 * length) / top)}%`
      return dot
    })
    const answers = pauses.filter(one => one.isAnswer).length
    const told = longest
      ? said.fill('pauses', { n: said.whole.format(pauses.length - answers), answers: said.whole.format(answers), longest: said.seconds(longest.length / 1000) })
      : said.words['no-pauses']
    this.put('pauses', HIGH.pauses, [], told, longest ? [...dots, this.label(longest.at, said.seconds(longest.length / 1000), 0, 'strip-longest')] : [])
  }

  drawHead({ turned, length }) {
    if (!turned.length) {
      this.lane('head').lane.hidden = true
      return
    }
    const sums = new Map(this.sides.map(({ key }) => [key, 0]))
    const shapes = turned.map(({ from, to, seat }) => {
      const side = this.sideOf(seat)
      sums.set(side, sums.get(side) + to - from)
      const isAway = side === 'elsewhere'
      return shape('rect', { class: `strip-${side}`, x: this.x(from), y: isAway ? 8 : 0, width: Math.max(0.5, this.x(to - from)), height: isAway ? 6 : HIGH.head })
    })
    const all = Math.max(1, [...sums.values()].reduce((sum, one) => sum + one, 0))
    const shares = this.sides.map(({ key, name }) => ({ key, text: this.said.fill('voice', { name, percent: this.said.percent(sums.get(key) / all) }) }))
    this.put('head', HIGH.head, shapes, shares.map(one => one.text).join(' '))
    const legend = this.root.querySelector('[data-part="legend"]')
    legend.replaceChildren(...shares.map(({ key, text }) => element('span', 'strip-key', element('i', `strip-swatch strip-swatch-${key}`), text)))
  }

  drawMore(more) {
    const { lane, plot } = this.lane('more')
    lane.hidden = !more.length
    let written = -Infinity
    plot.replaceChildren(...[...more].sort((a, b) => a.at - b.at).map(({ at, text }) => {
      // Words that would lie on one another are left to the first of them.
      const isClear = (at - written) / this.length > APART
      if (isClear) written = at
      const tick = element('span', 'strip-tick', isClear ? text : '\u00a0')
      tick.style.left = `${(100 * at) / this.length}%`
      return tick
    }))
  }

  drawAxis() {
    const step = 60_000 * (MINUTES.find(minutes => this.length / (60_000 * minutes) <= MOST_LABELS) ?? 30)
    const numbers = []
    for (let at = 0; at <= this.length - step * 0.7; at += step) numbers.push(this.label(at, this.said.time(at), 0))
    numbers.push(this.label(this.length, this.said.time(this.length), 0))
    this.root.querySelector('[data-part="axis"]').replaceChildren(...numbers)
  }
}
