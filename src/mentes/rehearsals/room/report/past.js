// The audience of a rehearsal that is over, at any second of it: the same people from the same seed, moved by what the speaker did.
// Behaviour goes forwards only, so its state is kept every fifteen seconds and each look begins at the nearest before. Pure.
import { TICK } from '../behaviour.js'
import { newest } from '../timeline/tracks.js'

const EVERY = 60 // ticks: fifteen seconds
const NUMBERS = ['until', 'lookUntil', 'answeredAt', 'wishSeconds', 'changedAt', 'gestures', 'wish', 'looks']
const SINGLE = ['tick', 't', 'change', 'lookedAt', 'dwell', 'hadPause', 'talker', 'raised']

const stateOf = behaviour => Object.fromEntries([
  ...NUMBERS.map(name => [name, behaviour[name].slice()]),
  ...SINGLE.map(name => [name, behaviour[name]]),
])

function bring(behaviour, state) {
  for (const name of NUMBERS) for (let i = 0; i < state[name].length; i++) behaviour[name][i] = state[name][i]
  for (const name of SINGLE) behaviour[name] = state[name]
}

/** What the audience knew of the speaker, at any second: {isSpeaking, pauseSeconds, pace}, and the seat their head was turned to. */
export class Seen {
  /** `facts` of facts.js. */
  constructor(facts) {
    this.facts = facts
    this.starts = facts.own.map(one => one.from)
    this.turns = facts.turned.map(one => one.from)
    this.speaker = { isSpeaking: false, pauseSeconds: 0, pace: 0 }
  }

  /** Changed in place. Where nobody heard the speaker they are taken to speak, as in the room. */
  at(ms) {
    const { facts, speaker } = this
    const last = facts.own[newest(this.starts, ms)]
    speaker.isSpeaking = !facts.isHeard || Boolean(last && ms <= last.to)
    speaker.pauseSeconds = facts.isHeard && last && !speaker.isSpeaking ? (ms - last.to) / 1000 : 0
    const step = facts.paces[Math.min(facts.paces.length - 1, Math.floor(ms / 1000))]
    speaker.pace = step?.pace ?? 0
    return speaker
  }

  seatAt(ms) {
    return this.facts.turned[newest(this.turns, ms)]?.seat ?? -1
  }
}

export class Past {
  /** `behaviour` of the audience at its first second; `facts`: also whose seat the partner's words come from. */
  constructor(behaviour, facts) {
    Object.assign(this, { behaviour, seen: new Seen(facts), said: facts.said.filter(one => one.seat >= 0) })
    behaviour.restart()
    this.kept = [stateOf(behaviour)]
  }

  /** Brings the behaviour to `ms`. */
  at(ms) {
    const { behaviour, kept } = this
    const tick = Math.floor(Math.max(0, ms) / 1000 / TICK)
    const from = Math.min(Math.floor(tick / EVERY), kept.length - 1)
    if (tick < behaviour.tick || from * EVERY > behaviour.tick) bring(behaviour, kept[from])
    while (behaviour.tick < tick) {
      this.step()
      if (behaviour.tick % EVERY === 0 && kept.length === behaviour.tick / EVERY) kept.push(stateOf(behaviour))
    }
  }

  step() {
    const { behaviour } = this
    const [before, now] = [behaviour.tick * TICK * 1000, (behaviour.tick + 1) * TICK * 1000]
    for (const { from, to, seat } of this.said) {
      if (to > before && to <= now) behaviour.speak(seat, false)
      // The first line is said at zero, before any step.
      if (Math.max(1, from) > before && from <= now) behaviour.speak(seat, true)
    }
    behaviour.advance(now / 1000, this.seen.at(now), this.seen.seatAt(now))
  }
}
