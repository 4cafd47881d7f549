// How long somebody spoke and where they paused, from the readings of speech-core.js: pure. It knows no words and judges nobody.
import { HOP, TO_BEGIN, TO_END } from './speech-core.js'

export const LEAST_PAUSE = 0.5 // seconds: shorter ones are how people speak

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
