// A remark that is spoken: pressed, heard again, and sent by an act. In the room, and in the report.
import { kindHere, Recorder } from './recorder.js'

const MOST = 60 // seconds

export class VoiceNote {
  /**
   * `form` of _note.html; `words` of the page; `at()` the rehearsal's millisecond now, or null; `clock(ms)` writes one;
   * `speaks(isSpeaking)` as one begins and ends; `sent()` once the server has kept one.
   */
  constructor({ form, words, at, clock, speaks = () => {}, sent = () => {} }) {
    Object.assign(this, { form, words, at, clock, speaks, sent, parts: [], blob: null })
    this.part = name => form.querySelector(`[data-note="${name}"]`)
    this.recorder = new Recorder({ take: blob => this.parts.push(blob), ended: () => this.heard() })
    form.hidden = false
    form.addEventListener('submit', event => this.send(event))
    this.part('speak').hidden = !kindHere()
    this.part('speak').addEventListener('click', () => this.press())
    this.part('drop').addEventListener('click', () => this.drop())
    if (!kindHere()) this.say('cannot')
  }

  say(key, parts = {}) {
    this.part('state').textContent = key && this.words[`note-${key}`].replace('{seconds}', parts.seconds)
  }

  /** What the page says of it now. */
  get said() {
    return this.part('state').textContent
  }

  /** From its beginning, or silence again. */
  hear() {
    const sound = this.part('sound')
    if (!sound.paused) return sound.pause()
    sound.currentTime = 0
    sound.play()
  }

  async press() {
    if (this.recorder.recorder) return this.recorder.stop()
    const at = this.at()
    if (at === null) return this.say('early')
    this.drop()
    const why = await this.recorder.open()
    if (why || !this.recorder.stream) return this.say(why)
    Object.assign(this, { begins: Math.round(at), parts: [] })
    this.recorder.begin()
    this.speaks(true) // only now: a recorder that cannot begin leaves the room as it was
    this.part('speak').setAttribute('aria-pressed', true)
    this.count(MOST)
  }

  count(seconds) {
    if (!seconds) return this.recorder.stop()
    if (seconds % 15 === 0) this.say('on', { seconds })
    this.timer = setTimeout(() => this.count(seconds - 1), 1000)
  }

  heard() {
    clearTimeout(this.timer)
    this.speaks(false)
    this.part('speak').setAttribute('aria-pressed', false)
    this.blob = new Blob(this.parts, { type: kindHere() })
    Object.assign(this.part('sound'), { src: URL.createObjectURL(this.blob) })
    this.id = crypto.randomUUID()
    this.part('after').hidden = false
    this.say('ready')
  }

  drop() {
    URL.revokeObjectURL(this.part('sound').src)
    this.blob = null
    this.part('after').hidden = true
    this.say('')
  }

  async send(event) {
    event.preventDefault()
    if (!this.blob) return
    const body = new FormData(this.form)
    const seconds = Math.floor(this.begins / 1000)
    body.set('at', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`)
    body.set('id', this.id)
    body.set('voice', this.blob, 'voice')
    this.say('sending')
    const answer = await fetch(this.form.action, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(() => null)
    if (answer?.status !== 204) return this.say('not-kept')
    const line = document.createElement('li')
    line.append(this.clock(this.begins), Object.assign(document.createElement('audio'), { controls: true, src: URL.createObjectURL(this.blob) }))
    this.part('list').append(line)
    this.form.elements.text.value = ''
    this.drop()
    this.say('kept')
    this.sent()
  }

  stop() {
    clearTimeout(this.timer)
    this.recorder.stop()
  }
}
