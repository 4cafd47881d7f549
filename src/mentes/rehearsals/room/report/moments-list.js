// The five moments on the page: each leads to its second; each may be disputed by the speaker, and what they say stays beside it.
import { element, written } from './draw.js'

export class MomentsList {
  /** `root` an ol; `template` of the form to dispute; `said` a Said; `act` {seek(ms), dispute(moment, text), takeBack(moment)}. */
  constructor({ root, template, said, maySpeak, act }) {
    Object.assign(this, { root, template, said, maySpeak, act, open: '' })
  }

  /** `disputes`: key -> {text, name}. */
  draw(moments, disputes) {
    this.moments = moments
    this.disputes = disputes
    this.root.replaceChildren(...moments.map(moment => this.line(moment, disputes.get(moment.key))))
  }

  line(moment, dispute) {
    const { said } = this
    const time = element('button', 'moment-time', said.time(moment.at))
    time.type = 'button'
    time.setAttribute('aria-label', said.fill('go-to', { time: said.time(moment.at) }))
    time.addEventListener('click', () => this.act.seek(moment.at))
    const body = element('div', 'stack stack-xs', ...this.words(moment))
    if (dispute) body.append(this.disputed(moment, dispute))
    else if (this.maySpeak) body.append(this.open === moment.key ? this.form(moment) : this.opener(moment))
    const line = element('li', 'moment', time, body)
    line.dataset.key = moment.key
    return line
  }

  words(moment) {
    const { said } = this
    if (moment.kind !== 'noticed') {
      const by = said.fill(`by-${moment.kind}`, { name: moment.name || said.words.gone })
      return [written('p', 'moment-text', moment.text), element('p', 'meta', by)]
    }
    const numbers = { ...moment.numbers }
    for (const [name, value] of Object.entries(numbers)) numbers[name] = typeof value === 'string' ? value : name === 'n' && moment.rule !== 'fast' ? said.seconds(value) : said.whole.format(value)
    const mark = element('p', 'meta moment-noticed', said.fill('noticed', { rule: said.words[`rule-${moment.rule}`] }))
    return [element('p', 'moment-text', said.fill(`told-${moment.rule}`, numbers)), mark]
  }

  opener(moment) {
    const button = element('button', 'lnk moment-dispute', this.said.words.dispute)
    button.type = 'button'
    button.setAttribute('aria-label', this.said.fill('dispute-at', { time: this.said.time(moment.at) }))
    button.addEventListener('click', () => this.ask(moment.key))
    return button
  }

  ask(key) {
    this.open = key
    this.draw(this.moments, this.disputes)
    this.root.querySelector('textarea')?.focus()
  }

  form(moment) {
    const form = this.template.content.cloneNode(true).querySelector('form')
    form.addEventListener('submit', event => {
      event.preventDefault()
      this.open = ''
      this.act.dispute(moment, form.elements.words.value.trim())
      this.focus(moment.key)
    })
    form.querySelector('[data-do="never-mind"]').addEventListener('click', () => {
      this.open = ''
      this.draw(this.moments, this.disputes)
      this.focus(moment.key)
    })
    return form
  }

  focus(key) {
    this.root.querySelector(`[data-key="${CSS.escape(key)}"] button`)?.focus()
  }

  disputed(moment, { text, name }) {
    const { said } = this
    const box = element('div', 'moment-disputed stack stack-xs', element('p', 'meta', said.fill('disputed', { name })))
    if (text) box.append(written('p', '', text))
    if (this.maySpeak) {
      const back = element('button', 'lnk moment-dispute', said.words['take-back'])
      back.type = 'button'
      back.addEventListener('click', () => {
        this.act.takeBack(moment)
        this.focus(moment.key)
      })
      box.append(back)
    }
    return box
  }

  /** Marks the moment that lies nearest before `ms`, within four seconds. */
  move(ms) {
    for (const line of this.root.children) {
      const { at } = this.moments.find(one => one.key === line.dataset.key)
      line.classList.toggle('is-now', ms >= at && ms - at < 4000)
    }
  }
}
