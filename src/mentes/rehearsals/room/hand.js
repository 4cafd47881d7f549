// One raised hand of the audience: it goes up when the minute says so, and down once it was looked at, or after a while.
import { LONGEST_HAND } from './minute.js'

const LOOKED_AT = 1.2 // seconds: then it has been seen

export class Hand {
  /** `audience` to ask, `head` a HeadDirection that knows who sits where, `say(key)`. */
  constructor({ audience, head, say }) {
    Object.assign(this, { audience, head, say, who: -1, up: 0, seen: 0 })
  }

  raise(side) {
    this.lower()
    const able = this.head.sides.map((one, i) => (one === side ? i : -1)).filter(i => i >= 0)
    this.who = able.length ? this.audience.raiseHand(able[able.length >> 1]) : -1
    this.up = this.seen = 0
    if (this.who >= 0) this.say(`hand-${this.head.sides[this.who]}`)
  }

  /** `seat` that the head is turned to, or -1. */
  update(seat, seconds) {
    if (this.who < 0) return
    this.up += seconds
    this.seen = seat === this.who ? this.seen + seconds : 0
    if (this.seen < LOOKED_AT && this.up < LONGEST_HAND) return
    this.say(this.seen >= LOOKED_AT ? 'hand-seen' : 'hand-down')
    this.lower()
  }

  lower() {
    if (this.who >= 0) this.audience.raiseHand(this.who, false)
    this.who = -1
  }
}
