// Draws the state: tiles of people, who is here, what is read out.
import { mayShow } from './state.js'
import { columns } from './places.js'

const shares = one => one.picture === 'screen' || one.picture === 'both'
const shows = one => one.picture === 'camera' || one.picture === 'both'

export class Stage {
  /** `faces(person)` gives a portrait; `words` are the page's sentences, `{name}` where a name belongs. */
  constructor({ root, words, faces, template, screenTemplate }) {
    Object.assign(this, { root, words, faces, template, screenTemplate })
    this.tiles = root.querySelector('[data-tiles]')
    this.spoken = root.querySelector('[data-spoken]')
    this.list = root.querySelector('[data-here]')
    this.count = root.querySelector('[data-count]')
    this.notice = root.querySelector('[data-line]')
    this.media = new Map() // tab -> {voice, camera, screen}
    this.speaker = ''
  }

  start() {
    this.root.hidden = false
    this.watch = new ResizeObserver(() => this.place())
    this.watch.observe(this.tiles)
    this.wait = []
  }

  say(name, values = {}) {
    return (this.words[name] ?? '').replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '')
  }

  heard(tab, slot, track) {
    this.media.set(tab, { ...this.media.get(tab), [slot]: track })
  }

  update(state, tracks) {
    this.readOut(state.news)
    this.notice.hidden = state.line !== 'lost'
    const mine = { tab: 'me', name: this.words.you, ...state.me, link: 'connected' }
    const wanted = []
    for (const one of [...state.people, mine]) {
      if (shares(one) && one !== mine) wanted.push(this.screen(one))
      wanted.push(this.tile(one, one === mine, state, tracks))
    }
    // Moved only where the order has changed: a video that is taken out and put back stops for a moment.
    if (wanted.some((tile, n) => this.tiles.children[n] !== tile) || this.tiles.children.length !== wanted.length) {
      this.tiles.replaceChildren(...wanted)
      this.place()
    }
    for (const tab of this.media.keys()) if (!state.people.some(one => one.tab === tab)) this.media.delete(tab)
    this.people(state)
  }

  tile(one, isMine, state, tracks) {
    let tile = this.tiles.querySelector(`[data-tab="${one.tab}"]`)
    if (!tile) {
      tile = this.template.content.firstElementChild.cloneNode(true)
      tile.dataset.tab = one.tab
      tile.querySelector('[data-face]').replaceChildren(...this.faces(isMine ? 'me' : one.person))
      tile.querySelector('bdi').textContent = one.name
      if (isMine) tile.classList.add('is-mine')
    }
    const media = isMine ? { camera: tracks.camera } : this.media.get(one.tab) ?? {}
    const seen = shows(one) && (isMine || mayShow(state.me, one))
    this.play(tile.querySelector('video'), seen ? media.camera : null)
    if (!isMine) this.play(tile.querySelector('audio'), media.voice)
    tile.classList.toggle('has-picture', seen)
    tile.querySelector('[data-muted]').hidden = one.has_sound
    const how = isMine ? '' : one.is_lost ? 'lost' : one.link === 'connected' ? '' : one.link
    const place = tile.querySelector('[data-how]')
    place.textContent = how ? this.words[`how-${how}`] : ''
    tile.classList.toggle('is-away', Boolean(how))
    return tile
  }

  screen(one) {
    let tile = this.tiles.querySelector(`[data-screen="${one.tab}"]`)
    if (!tile) {
      tile = this.screenTemplate.content.firstElementChild.cloneNode(true)
      tile.dataset.screen = one.tab
      tile.querySelector('figcaption').textContent = this.say('screen-of', { name: one.name })
    }
    this.play(tile.querySelector('video'), this.media.get(one.tab)?.screen)
    return tile
  }

  play(element, track) {
    if ((element.srcObject?.getTracks()[0] ?? null) === (track ?? null)) return
    element.srcObject = track ? new MediaStream([track]) : null
    if (this.speaker && element.setSinkId) element.setSinkId(this.speaker).catch(() => {})
    element.play?.().catch(() => {}) // it begins by itself once there is something, or the reader presses anything
  }

  place() {
    const box = this.tiles.getBoundingClientRect()
    // A screen takes the whole width, and the faces stand small below it.
    const nScreens = this.tiles.querySelectorAll('[data-screen]').length, nFaces = this.tiles.children.length - nScreens
    const across = nScreens ? Math.max(2, nFaces) : columns(nFaces, box.width, innerHeight * 0.62)
    this.tiles.dataset.across = String(Math.min(across, 3))
  }

  people(state) {
    const names = state.people.map(one => {
      const item = document.createElement('li')
      const name = document.createElement('bdi')
      name.textContent = one.name
      item.append(name)
      if (!one.has_sound) item.append(` · ${this.words.muted}`)
      if (!one.wants_pictures) item.append(` · ${this.words['voices-only']}`)
      return item
    })
    const me = document.createElement('li')
    me.textContent = this.words.you
    this.list.replaceChildren(...names, me)
    this.count.textContent = String(names.length + 1)
  }

  /** News one after the other, so that a second does not swallow the first. */
  readOut(news) {
    for (const { code, name, text } of news) {
      const sentence = this.say(`news-${code}`, { name: Array.isArray(name) ? name.join(this.words.comma) : name, text })
      if (!sentence) continue
      const line = document.createElement('p')
      line.textContent = sentence
      this.spoken.append(line)
      this.wait.push(setTimeout(() => line.remove(), 8000))
    }
  }

  stop() {
    this.watch?.disconnect()
    for (const timer of this.wait ?? []) clearTimeout(timer)
    for (const element of this.root.querySelectorAll('video, audio')) element.srcObject = null
    this.media.clear()
  }
}
