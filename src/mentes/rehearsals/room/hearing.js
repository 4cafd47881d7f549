// What the room hears of the speaker, once they let it: pauses and pace for the audience, readings for the report. On this device only.
import { Speech } from './speech.js'
import { TalkTime } from './voice-activity.js'

const PACE_OVER = 6 // seconds: syllables a minute of the last ones
const LEAST = 2 // seconds that a pace needs
const SILENT = { t: 0, voiced: false, level: 0, syllables: 0 }

export class Hearing {
  /** `worklet` its address; `read(reading)` takes each reading, `turned(isVoiced)` each change from voice to silence and back. */
  constructor({ worklet, read, turned }) {
    Object.assign(this, { read, turned, now: SILENT, talk: null, pace: [] })
    this.speech = new Speech({ worklet, read: reading => this.take(reading) })
  }

  get isOn() {
    return this.speech.isOn
  }

  get isVoiced() {
    return this.now.voiced
  }

  /** On, or off again; '' or the code of why nothing is heard. */
  async toggle() {
    let why = ''
    if (this.isOn) this.speech.stop()
    else why = await this.speech.start()
    if (this.now.voiced) this.turned(false)
    Object.assign(this, { now: SILENT, pace: [], talk: this.isOn ? new TalkTime() : null })
    return why
  }

  take(reading) {
    const before = this.now
    this.now = reading
    this.talk?.add(reading)
    if (reading.voiced !== before.voiced) this.turned(reading.voiced)
    this.read(reading)
  }

  get pauseSeconds() {
    return this.talk ? this.talk.pauseAt(this.now.t) : 0
  }

  /** Syllables a minute over the last seconds; 0 where nobody listens. */
  get syllablesAMinute() {
    const { pace, now } = this
    if (!this.isOn) return 0
    if (!pace.length || now.t - pace[pace.length - 1].t >= 1) pace.push({ t: now.t, syllables: now.syllables })
    while (pace.length > 1 && now.t - pace[0].t > PACE_OVER) pace.shift()
    const over = now.t - pace[0].t
    return over >= LEAST ? ((now.syllables - pace[0].syllables) / over) * 60 : 0
  }

  stop() {
    this.speech.stop()
  }
}
