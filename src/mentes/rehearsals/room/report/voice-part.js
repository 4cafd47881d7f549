// What the report has of the speaker's own voice: its sound with the replay, its size, and the speaker's way to be rid of it.
import { VoiceTrack } from './voice-track.js'

const MEGABYTE = 1e6
const MOST = 10 * 1024 * 1024 // bytes that the server takes

export class VoicePart {
  /** `part(name)` of the page; `said` a Said; `keep` a Keep; `data` of the page; `say(key)` tells; `gone()` when it is deleted. */
  constructor({ part, said, keep, data, say, gone }) {
    Object.assign(this, { part, said, keep, data, say, gone, track: null, kept: null })
    this.onKey = event => this.key(event)
  }

  /** From this device where it was kept here, else from the server where it was given. Gives whether there is one. */
  async start(isHere) {
    const { data, part, said } = this
    this.kept = isHere ? await this.keep.voiceOf(data.rehearsal).catch(() => null) : null
    if (this.kept) this.openOwn()
    this.kept ??= await this.given()
    if (!this.kept) return false
    part('voice').hidden = false
    const isOwn = isHere && data.maySpeak
    part('voice-size').textContent = isOwn ? said.fill('voice-size', { size: this.size }) : said.fill('voice-given', { name: data.speaker })
    const track = new VoiceTrack({ audio: part('voice-sound'), at: this.kept.at })
    const can = await track.open(this.kept.blob)
    part('voice-mute').hidden = !can
    part('voice-cannot').hidden = can
    if (!can) return true
    this.track = track
    part('voice-mute').addEventListener('click', () => this.mute())
    document.addEventListener('keydown', this.onKey)
    addEventListener('pagehide', event => !event.persisted && track.stop(), { once: true })
    return true
  }

  async given() {
    const { voice } = this.data
    const answer = voice && (await fetch(voice.address).catch(() => null))
    return answer?.ok ? { blob: await answer.blob(), at: voice.at } : null
  }

  /** What only the speaker may do, where it lies: delete it, and give it to the mentors by a yes of its own. */
  openOwn() {
    const { part } = this
    part('voice-delete-part').hidden = false
    part('voice-delete').addEventListener('click', () => this.delete())
    if (!part('share-voice')) return
    part('share-voice').hidden = false
    part('share-voice').addEventListener('submit', event => this.share(event))
  }

  async share(event) {
    event.preventDefault()
    const form = event.target
    if (!form.elements.may_hear.checked) {
      form.elements.may_hear.focus()
      return this.say('voice-no-yes')
    }
    if (this.kept.blob.size > MOST) return this.say('voice-too-large')
    const body = new FormData(form)
    body.set('csrfmiddlewaretoken', document.querySelector('[name="csrfmiddlewaretoken"]').value)
    body.set('at', this.kept.at)
    body.set('voice', this.kept.blob, 'voice')
    const answer = await fetch(this.data.shareVoice, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(() => null)
    if (answer?.status === 204) location.reload()
    else this.say('voice-not-sent')
  }

  /** "3.1 MB", as the reader's language writes it. */
  get size() {
    const form = { style: 'unit', unit: 'megabyte', minimumFractionDigits: 1, maximumFractionDigits: 1 }
    return new Intl.NumberFormat(this.said.language, form).format(Math.max(0.1, this.kept.blob.size / MEGABYTE))
  }

  follow(ms, { isPlaying, speed }) {
    this.track?.follow(ms, isPlaying, speed)
  }

  mute() {
    const audio = this.part('voice-sound')
    audio.muted = !audio.muted
    this.part('voice-mute').setAttribute('aria-pressed', String(audio.muted))
  }

  /** M mutes; never while somebody types. */
  key(event) {
    const isTyped = event.target.closest?.('input:not([type="range"]), textarea, select, [contenteditable]')
    if (event.key.toLowerCase() === 'm' && !isTyped && !event.altKey && !event.ctrlKey && !event.metaKey) this.mute()
  }

  async delete() {
    await this.keep.deleteVoice(this.data.rehearsal)
    this.track?.stop()
    document.removeEventListener('keydown', this.onKey)
    Object.assign(this, { track: null, kept: null })
    this.part('voice').hidden = this.part('voice-delete-part').hidden = true
    if (this.part('share-voice')) this.part('share-voice').hidden = true
    this.part('kept-title').focus()
    this.say('voice-deleted')
    this.gone()
  }
}
