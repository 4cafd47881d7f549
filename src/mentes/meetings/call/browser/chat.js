// The written line beside the voices. It lives in the open pages alone.

export class Chat {
  constructor({ root, words, send }) {
    Object.assign(this, { root, words, send })
    this.list = root.querySelector('[data-said]')
    this.form = root.querySelector('form')
    this.box = this.form.querySelector('textarea')
    this.shown = 0
    this.submit = event => {
      event.preventDefault()
      const text = this.box.value.trim()
      if (!text) return
      this.send(text)
      this.box.value = ''
    }
    this.enter = event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event)
    }
  }

  start() {
    this.form.addEventListener('submit', this.submit)
    this.box.addEventListener('keydown', this.enter)
  }

  update({ said, line }) {
    for (const { name, text, is_mine } of said.slice(this.shown)) {
      const item = document.createElement('li')
      const who = document.createElement('bdi')
      who.textContent = is_mine ? this.words.you : name
      const words = document.createElement('p')
      words.dir = 'auto'
      words.textContent = text
      item.append(who, words)
      this.list.append(item)
      item.scrollIntoView({ block: 'nearest' })
    }
    this.shown = said.length
    this.form.querySelector('button').disabled = line === 'lost'
  }

  stop() {
    this.form.removeEventListener('submit', this.submit)
    this.box.removeEventListener('keydown', this.enter)
  }
}
