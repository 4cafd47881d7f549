// Keeping the speaker's own voice with a run: asked anew for each, kept on this device alone, silent while somebody else speaks.
import { kindHere, Recorder } from './recorder.js'

const EVERY = 2000 // milliseconds, a part
const MOST = 12e6 // bytes, fifty minutes: a room that nobody left fills no device

export class OwnVoice {
  /** `part(name)` of the page: keep-voice (the box), keep-choice, keeps; `keep` a Keep; `room` an InRoom. */
  constructor({ part, keep, room }) {
    Object.assign(this, { part, keep, room, rehearsal: room.held.rehearsal, n: 0, bytes: 0, speaking: new Set(), isPaused: false, writing: Promise.resolve() })
    this.recorder = new Recorder({ take: blob => this.take(blob), ended: () => this.over() })
  }

  start() {
    this.keep.list().catch(() => {}) // so that what has had its time goes
    this.part('keep-choice').hidden = !kindHere()
    this.part('keep-cannot').hidden = Boolean(kindHere())
    this.part('keep-voice').addEventListener('change', () => this.choose())
  }

  warn(why) {
    this.room.warn(why ? this.room.words[`microphone-${why}`] : '')
  }

  async choose() {
    const box = this.part('keep-voice')
    this.recorder.stop()
    const why = box.checked ? await this.recorder.open() : ''
    this.warn(why)
    if (why) box.checked = false
    // Who began while the browser still asked is kept from here on.
    else if (this.hasBegun) this.record()
  }

  begin() {
    this.part('keep-choice').hidden = true
    this.hasBegun = true
    this.record()
  }

  /** A page that has come again, and is told yes anew, keeps from here on, and not what was kept before: a run has one voice. */
  record() {
    if (!this.recorder.stream) return
    this.writing = this.keep.deleteVoice(this.rehearsal).catch(() => {})
    this.hush()
    this.recorder.begin(EVERY)
    this.part('keeps').hidden = false
  }

  take(blob) {
    const at = Math.round((this.room.at ?? 0) - performance.now() + this.recorder.startedAt)
    const n = this.n++
    this.writing = this.writing.then(() => this.keep.addVoice(this.rehearsal, n, blob, at)).catch(() => {
      this.recorder.stop()
      this.warn('full')
    })
    this.bytes += blob.size
    if (this.bytes > MOST) this.recorder.stop()
  }

  /** Somebody else speaks, or no longer: theirs is no voice to keep, also out of a loudspeaker. */
  other(tab, isSpeaking) {
    if (isSpeaking) this.speaking.add(tab)
    else this.speaking.delete(tab)
    this.hush()
  }

  pause(isPaused) {
    this.isPaused = isPaused
    this.hush()
  }

  hush() {
    this.recorder.hush(this.isPaused || this.speaking.size > 0)
  }

  over() {
    this.part('keeps').hidden = true
    this.ended?.()
  }

  /** Promises that all of it is kept. */
  async stop() {
    if (this.recorder.recorder) {
      const ended = new Promise(resolve => (this.ended = resolve))
      this.recorder.stop()
      await ended
    } else this.recorder.stop()
    await this.writing
  }
}
