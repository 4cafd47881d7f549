// The sheet after the minute: what Mentes noticed, on the page and on the wall. Times and directions, nothing else.
import { SIDES } from './head.js'

export class Noticed {
  /** `root` holds [data-noticed=NAME] elements; `words` are the page's sentences with {n} where a number comes. */
  constructor({ root, words, language }) {
    Object.assign(this, { root, words })
    this.numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
    this.tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  }

  percent(share) {
    return this.words.percent.replace('{n}', this.numbers.format(100 * share))
  }

  seconds(n, numbers = this.tenths) {
    return this.words.seconds.replace('{n}', numbers.format(n))
  }

  /** `head` a HeadDirection; `talk` a TalkTime, or null where nobody let the room hear. */
  show({ head, talk, n }) {
    const { root, words } = this
    const found = head.seconds
    const all = Math.max(1e-9, found.left + found.middle + found.right + found.elsewhere)
    for (const side of [...SIDES, 'elsewhere']) {
      const share = found[side] / all
      this.write(side, this.percent(share))
      root.querySelector(`[data-share="${side}"]`).value = share
    }
    // Seconds by seat, for whoever wants to look closer.
    root.dataset.seats = Array.from(head.seats, one => one.toFixed(2)).join(' ')
    this.write('reached', words.reached.replace('{n}', this.numbers.format(head.reached())).replace('{all}', this.numbers.format(n)))
    root.querySelector('[data-part="heard"]').hidden = !talk
    root.querySelector('[data-part="unheard"]').hidden = Boolean(talk)
    if (talk) {
      this.write('spoken', this.seconds(talk.spoken))
      this.write('pauses', this.numbers.format(talk.pauses))
      this.write('longest', talk.pauses ? this.seconds(talk.longest) : '–')
    }
    root.hidden = false
    // Said aloud at once, and not scrolled to: the applause stays in sight.
    root.querySelector('h2').focus({ preventScroll: true })
  }

  write(name, text) {
    this.root.querySelector(`[data-noticed="${name}"]`).textContent = text
  }

  /** Lines for the wall of the room. */
  lines(head) {
    const found = head.seconds
    const all = Math.max(1e-9, found.left + found.middle + found.right + found.elsewhere)
    return [...SIDES, 'elsewhere'].map(side => `${this.words[`${side}-side`]}: ${this.percent(found[side] / all)}`)
  }

  hide() {
    this.root.hidden = true
  }
}
