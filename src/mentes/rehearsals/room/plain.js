// The plain form: a rehearsal in two dimensions, for keyboards, screen readers and small screens. Draws the state of conversation.js.
import { captionAt, captions } from './captions.js'
import { begin, choices, secondsLeft, step, toHandle } from './conversation.js'
import { Partner } from './partner.js'

const LOOKS_EVERY = 200 // milliseconds

/** "1:05", in the digits of the reader's language. */
export function clock(seconds, language) {
  const whole = Math.max(0, Math.ceil(seconds))
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2, useGrouping: false })
  return `${new Intl.NumberFormat(language).format(Math.floor(whole / 60))}:${two.format(whole % 60)}`
}

/** One entry of what happened as a sentence. `words`: the page's; `scenario`: whose partner and things have names. */
export function told(entry, scenario, words) {
  const fill = (code, parts = {}) => Object.entries(parts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[code])
  if (entry.kind === 'said') return fill('said', { name: entry.who === 'partner' ? scenario.partner : words.audience, text: entry.text })
  if (entry.kind === 'chose') return fill(`chose-${entry.by}`, { text: entry.intent })
  if (entry.kind === 'went_on') return fill(`went-${entry.by}`)
  if (entry.kind === 'handled') return fill(`handled-${entry.task}`, { text: scenario.things[entry.thing].label })
  return words.over
}

export class Plain {
  /**
   * `root`: an element of rehearsals/_stage.html or _speaking.html. `now()`: milliseconds that only grow. `began()`: called at the
   * first beginning; `happened(entry)`: for each entry of the state's past, `drawn(state)` after every drawing.
   */
  constructor({ root, scenario, words, language, now = () => performance.now(), began = () => {}, happened = () => {}, drawn = () => {} }) {
    Object.assign(this, { root, scenario, words, language, now, began, happened, drawn })
    this.state = begin(scenario)
    this.zero = 0
    this.stood = {} // {from, chosen} where it goes on, and not at the first step
    this.shown = { step: null, said: 0, n: -1 }
    this.caption = { list: [], at: 0 }
    this.partner = new Partner({ language: scenario.language, changed: has => { this.part('voice-option').hidden = !has } })
    this.onClick = event => this.pressed(event)
    this.onChange = event => this.chosen(event)
    this.onKey = event => this.key(event)
    this.onHide = () => document.hidden && this.state.phase === 'going' && this.take({ kind: 'pause' })
  }

  part(name) { return this.root.querySelector(`[data-${name}]`) }
  seconds() { return (this.now() - this.zero) / 1000 }

  start() {
    this.root.hidden = false
    this.root.addEventListener('click', this.onClick)
    this.root.addEventListener('change', this.onChange)
    document.addEventListener('keydown', this.onKey)
    document.addEventListener('visibilitychange', this.onHide)
    this.partner.start()
    this.draw()
  }

  stop() {
    clearInterval(this.timer)
    this.root.removeEventListener('click', this.onClick)
    this.root.removeEventListener('change', this.onChange)
    document.removeEventListener('keydown', this.onKey)
    document.removeEventListener('visibilitychange', this.onHide)
    this.partner.stop()
  }

  /** Any event of conversation.js, `at` filled in: from this page, or a mentor's tap from elsewhere. */
  take(event) {
    const before = this.state
    this.state = step(this.state, { at: this.seconds(), ...event })
    if (this.state !== before) this.draw()
  }

  pressed(event) {
    const button = event.target.closest('[data-do]')
    if (!button || !this.root.contains(button)) return
    const act = button.dataset.do
    if (act === 'begin' || act === 'again') this.begin()
    else if (act === 'choose') this.take({ kind: 'choose', n: Number(button.dataset.n), by: 'speaker' })
    else if (act === 'go_on') this.take({ kind: 'go_on', by: 'speaker' })
    else if (act === 'pause') this.take({ kind: this.state.phase === 'paused' ? 'resume' : 'pause' })
    else this.take({ kind: act })
  }

  /** Who comes back in the middle goes on at the line where it stopped, reached as it was; nothing where there is no such step, or it has begun. */
  returnTo(stood) {
    if (this.state.phase !== 'ready' || !Object.hasOwn(this.scenario.steps, stood.from)) return
    this.stood = stood
    this.part('again').hidden = false
    this.part('begin').textContent = this.words['go-on']
  }

  begin() {
    this.zero = this.now()
    this.state = begin(this.scenario, { isTimed: this.root.querySelector('[data-option="clock"]').checked, ...this.stood })
    this.shown = { step: null, said: 0, n: -1 }
    clearInterval(this.timer)
    this.timer = setInterval(() => this.take({ kind: 'tick' }), LOOKS_EVERY)
    this.began()
    this.began = () => {}
    this.take({ kind: 'begin' })
  }

  chosen(event) {
    const option = event.target.dataset.option
    if (option === 'clock' && this.state.phase !== 'ready') this.take({ kind: 'timing', isOn: event.target.checked })
    if (option === 'voice') {
      this.partner.isOn = event.target.checked
      if (!event.target.checked) this.partner.hush()
    }
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('input, textarea, select, [contenteditable]')) return
    const open = this.state.phase === 'going' || this.state.phase === 'paused'
    if (!open) return
    const key = event.key.toLowerCase()
    if (/^[1-4]$/.test(key)) this.take({ kind: 'choose', n: Number(key) - 1, by: 'speaker' })
    else if (key === 'g') this.take({ kind: 'go_on', by: 'speaker' })
    else if (key === 'h') this.take({ kind: 'handle' })
    else if (key === 'p') this.take({ kind: this.state.phase === 'paused' ? 'resume' : 'pause' })
  }

  // --- drawing ---

  draw() {
    const { state, shown } = this
    const isNew = shown.step !== state.step || shown.phase !== state.phase
    this.sayNew()
    if (isNew) this.drawStep()
    this.drawCaption()
    this.drawHandling()
    this.drawClock()
    shown.step = state.step
    shown.phase = state.phase
    this.drawn(state)
  }

  /** Lines and choices since the last drawing: the line is spoken and captioned, all is read out. */
  sayNew() {
    const { past } = this.state
    for (const entry of past.slice(this.shown.said)) {
      if (entry.kind === 'said') {
        this.caption = { list: captions(entry.text), at: this.seconds(), who: entry.who }
        this.shown.n = -1
        this.partner.say(entry.text)
      }
      this.part('spoken').append(this.paragraph(told(entry, this.scenario, this.words)))
      this.happened(entry)
    }
    this.shown.said = past.length
    while (this.part('spoken').childElementCount > 12) this.part('spoken').firstChild.remove()
  }

  paragraph(text) {
    const made = document.createElement('p')
    made.textContent = text
    return made
  }

  drawStep() {
    const { state } = this
    const isOpen = state.phase === 'going' || state.phase === 'paused'
    const now = state.step ? this.scenario.steps[state.step] : null
    this.part('before').hidden = state.phase !== 'ready'
    this.part('going').hidden = !isOpen
    this.part('end').hidden = state.phase !== 'over'
    for (const name of ['stage', 'options']) this.part(name).hidden = state.phase === 'over'
    const prompt = this.part('prompt')
    prompt.hidden = !isOpen || !now.prompt
    prompt.textContent = isOpen ? now.prompt : ''
    this.part('caption').hidden = !isOpen || !now.says
    if (isOpen && !now.says) this.partner.hush()
    const goOn = this.root.querySelector('[data-do="go_on"]')
    goOn.hidden = !isOpen || now.branches.length > 0
    this.part('go-on').textContent = this.words[now?.ends ? 'finish' : 'go-on']
    this.root.querySelector('[data-do="pause"]').setAttribute('aria-pressed', String(state.phase === 'paused'))
    this.drawChoices()
    if (state.phase === 'over') this.drawEnd()
    // Whoever is on the keyboard goes on where the next thing to do stands, and only they: nobody else's focus is taken.
    const wasHere = this.root.contains(document.activeElement) || document.activeElement === document.body
    if (wasHere && isOpen && this.shown.step !== state.step) this.root.querySelector('[data-do="choose"], [data-do="go_on"]:not([hidden])')?.focus({ preventScroll: true })
  }

  drawChoices() {
    const place = this.part('choices')
    place.replaceChildren(...choices(this.state).map(({ n, intent, words }) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'plain-choice'
      Object.assign(button.dataset, { do: 'choose', n })
      button.setAttribute('aria-keyshortcuts', String(n + 1))
      for (const [name, text] of [['n', String(n + 1)], ['intent', intent], ['words', words]]) {
        const part = document.createElement('span')
        part.className = `plain-choice-${name}`
        part.textContent = text
        if (name === 'n') part.setAttribute('aria-hidden', 'true')
        else part.dir = 'auto'
        button.append(part, ' ')
      }
      return button
    }))
  }

  drawCaption() {
    const n = captionAt(this.caption.list, this.seconds() - this.caption.at)
    if (n < 0 || n === this.shown.n) return
    this.shown.n = n
    this.part('who').textContent = this.caption.who === 'partner' ? this.scenario.partner : this.words.audience
    // The words that came before stay there, so that nobody has to read against a clock.
    this.part('says').textContent = this.caption.list.slice(0, n + 1).map(one => one.text).join(' ')
  }

  drawHandling() {
    const left = toHandle(this.state)
    this.part('handle').hidden = !left
    if (left) {
      const { thing, task } = this.scenario.steps[this.state.step].handle
      this.part('handle-words').textContent = `${this.scenario.things[thing].label}: ${this.words[task].replace('{n}', left.toLocaleString(this.language))}`
    }
  }

  drawClock() {
    const { state, words } = this
    const isOpen = state.phase === 'going' || state.phase === 'paused'
    this.part('clock').hidden = !isOpen
    if (!isOpen) return
    const left = secondsLeft(state, this.seconds())
    const text = state.phase === 'paused' ? words.paused : left === null ? words['no-clock'] : words.left.replace('{text}', clock(left, this.language))
    if (this.part('left').textContent !== text) this.part('left').textContent = text
    this.part('bar').hidden = left === null
    if (left !== null) this.part('bar').value = left / this.scenario.steps[state.step].seconds
  }

  drawEnd() {
    clearInterval(this.timer)
    this.partner.hush()
    this.part('past').replaceChildren(...this.state.past.map(entry => {
      const line = document.createElement('li'), at = document.createElement('span'), text = document.createElement('span')
      at.className = 'plain-at'
      at.textContent = clock(Math.floor(entry.at), this.language)
      text.textContent = told(entry, this.scenario, this.words)
      text.dir = 'auto'
      line.append(at, ' ', text)
      return line
    }))
    this.part('end').querySelector('h2').focus({ preventScroll: false })
  }
}
