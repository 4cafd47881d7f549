// Whether somebody speaks, from how strong the sound is, and the pauses between: pure. It keeps no sound, knows no words,
// and judges neither loudness nor the person.

export const HOP = 0.01 // seconds between two steps
const LEAST = 0.004 // of full scale: below it there is nothing but the microphone's own noise
const ABOVE = 3.2 // times the floor: 10 dB
const RISE = 1.0004 // of the floor at each hop: it doubles in 17 s, for a fan that is switched on
const FALL = 0.2
const TO_BEGIN = 4 // hops in a row: a click is no voice
const TO_END = 22 // hops: the stops inside words are no pauses

export class VoiceActivity {
  constructor() {
    this.floor = LEAST
    this.loud = 0
    this.quiet = TO_END
    this.voiced = false
  }

  /** `level` the root mean square of one hop, 0..1; gives whether there is a voice. */
  step(level) {
    const isLoud = level > Math.max(LEAST, this.floor * ABOVE)
    this.floor = level < this.floor ? this.floor + (level - this.floor) * FALL : this.floor * RISE
    this.floor = Math.max(LEAST / 40, Math.min(this.floor, 0.2))
    this.loud = isLoud ? this.loud + 1 : 0
    this.quiet = isLoud ? 0 : this.quiet + 1
    if (this.loud >= TO_BEGIN) this.voiced = true
    else if (this.quiet >= TO_END) this.voiced = false
    return this.voiced
  }
}

export const LEAST_PAUSE = 0.5 // seconds

/** Adds up readings {t, voiced}: how long somebody spoke, and the pauses between, never before the first word or after the last. */
export class TalkTime {
  constructor() {
    Object.assign(this, { spoken: 0, pauses: 0, longest: 0, quietSince: -1, last: -1, voiced: false })
  }

  add({ t, voiced }) {
    if (voiced) {
      if (this.last >= 0) this.spoken += Math.max(0, Math.min(t - this.last, 10 * HOP))
      if (!this.voiced && this.quietSince >= 0) {
        // The voice was noticed TO_BEGIN hops after it began, and its end TO_END hops late.
        const pause = t - this.quietSince + (TO_END - TO_BEGIN) * HOP
        if (pause >= LEAST_PAUSE) {
          this.pauses += 1
          this.longest = Math.max(this.longest, pause)
        }
      }
    } else if (this.voiced) {
      this.quietSince = t
      this.spoken = Math.max(0, this.spoken - TO_END * HOP)
    }
    this.voiced = voiced
    this.last = t
  }

  /** Seconds of the pause that lasts at `t`, 0 while somebody speaks or before they began. */
  pauseAt(t) {
    return this.voiced || this.quietSince < 0 ? 0 : t - this.quietSince
  }
}
