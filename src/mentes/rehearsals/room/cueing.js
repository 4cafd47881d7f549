// Cues: on the speaker's side which one is before their eyes, pure but for what it is told to do; on the mentor's side the palette.

export const LASTS = 3000 // milliseconds
const MOST_LISTED = 6

export class CueTurns {
  /** `show(cue)`, `hide()`, and `seen(cue)` once one was in a picture. One at most is shown; the server says from when. */
  constructor({ show, hide, seen }) {
    Object.assign(this, { show, hide, seen, waiting: [], known: new Set(), now: null, until: 0, isSeen: false })
  }

  /** A cue as it came; one that came before is left out. */
  take(cue) {
    if (this.known.has(cue.id)) return
    this.known.add(cue.id)
    this.waiting.push(cue)
    this.waiting.sort((a, b) => (a.shows_at ?? 0) - (b.shows_at ?? 0))
  }

  /** For every picture; `at` milliseconds since zero (null before it) and `clock`, which only grows. */
  update(at, clock) {
    if (this.now && !this.isSeen) {
      // The picture with it has been drawn since the last time.
      this.isSeen = true
      this.seen(this.now)
    }
    if (this.now && clock >= this.until) {
      this.now = null
      this.hide()
    }
    if (this.now || !this.waiting.length || (at !== null && (this.waiting[0].shows_at ?? 0) > at)) return
    this.now = this.waiting.shift()
    this.until = clock + LASTS
    this.isSeen = false
    this.show(this.now)
  }
}

/** What the speaker reads of a cue. */
export const textOf = ({ cue, text }, words) => (cue === 'own' ? text : words[`cue-${cue}`])

export class Palette {
  /** `part(name)` of the page, `words`, `send(cue, text)` gives the id it was sent under, `clock(ms)` writes a moment. */
  constructor({ part, words, send, clock }) {
    Object.assign(this, { part, words, send, clock, lines: new Map() })
    this.onOwn = event => {
      event.preventDefault()
      const field = part('own').querySelector('input')
      const text = field.value.trim()
      if (text) this.cue('own', text)
      field.value = ''
    }
    part('own').addEventListener('submit', this.onOwn)
  }

  cue(cue, text = '') {
    const id = this.send(cue, text)
    const line = document.createElement('li')
    for (const [name, said] of [['when', ''], ['text', textOf({ cue, text }, this.words)], ['state', '']]) {
      const made = document.createElement('span')
      made.dataset[name] = ''
      made.textContent = said
      if (name === 'text') made.dir = 'auto'
      line.append(made, ' ')
    }
    this.lines.set(id, line)
    this.part('sent').prepend(line)
    while (this.part('sent').childElementCount > MOST_LISTED) this.part('sent').lastElementChild.remove()
    this.tell(id, 'sent')
  }

  /** `state`: sent, kept, shown or seen. */
  tell(id, state, at = null) {
    const line = this.lines.get(id)
    if (!line) return
    line.dataset.cueState = state
    line.querySelector('[data-state]').textContent = this.words[state]
    if (at !== null) line.querySelector('[data-when]').textContent = this.clock(at)
  }

  stop() {
    this.part('own').removeEventListener('submit', this.onOwn)
  }
}
