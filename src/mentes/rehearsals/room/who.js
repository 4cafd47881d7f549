// Who is in the room, by name. A voice is played by the entry that bears the name, so nobody is heard before they are shown.

export class Who {
  /** `root` the list, `template` an entry, `faces(person)` portraits, `words`, `say(sentence)` reads out. */
  constructor({ root, template, faces, words, say }) {
    Object.assign(this, { root, template, faces, words, say, people: new Map(), tracks: new Map() })
  }

  sentence(code, one) {
    return this.words[code].replace('{name}', one.name)
  }

  /** Everybody who is here already. */
  welcome(people) {
    for (const tab of [...this.people.keys()]) if (!people.some(one => one.tab === tab)) this.remove(tab)
    for (const one of people) this.put(one)
  }

  /** `how`: came, back, away or left. */
  change(how, one) {
    const known = this.people.get(one.tab)
    if (how === 'left') {
      if (known) this.say(this.sentence('gone', known))
      return this.remove(one.tab)
    }
    if (how === 'away' && !known) return
    if (how !== 'came' || !known) this.say(this.sentence(how, { ...known, ...one }))
    this.put({ ...one, isAway: how === 'away' })
  }

  put(one) {
    const now = { ...this.people.get(one.tab), ...one }
    this.people.set(one.tab, now)
    let entry = this.entryOf(one.tab)
    if (!entry) {
      entry = this.template.content.firstElementChild.cloneNode(true)
      entry.dataset.tab = one.tab
      entry.querySelector('bdi').textContent = now.name
      entry.querySelector('[data-face]').replaceChildren(...this.faces(now.person))
      this.root.append(entry)
    }
    const { words } = this
    const how = now.isAway ? [words['is-away']] : [words[`side-${now.side}`], words[`form-${now.form}`]]
    if (!now.isAway && now.state?.microphone !== 'on') how.push(words['hears-nothing'])
    entry.querySelector('[data-how]').textContent = how.filter(Boolean).join(' · ')
    entry.dataset.speaking = String(Boolean(now.state?.speaking))
    this.play(one.tab)
  }

  entryOf(tab) {
    return this.root.querySelector(`[data-tab="${CSS.escape(tab)}"]`)
  }

  heard(tab, track) {
    this.tracks.set(tab, track)
    this.play(tab)
  }

  play(tab) {
    const audio = this.entryOf(tab)?.querySelector('audio')
    const track = this.tracks.get(tab)
    if (!audio || !track || audio.srcObject?.getTracks()[0] === track) return
    audio.srcObject = new MediaStream([track])
    audio.play().catch(() => {}) // it begins once anything is pressed
  }

  remove(tab) {
    const entry = this.entryOf(tab)
    if (entry) entry.querySelector('audio').srcObject = null
    entry?.remove()
    this.people.delete(tab)
    this.tracks.delete(tab)
  }

  stop() {
    for (const tab of [...this.people.keys()]) this.remove(tab)
  }
}
