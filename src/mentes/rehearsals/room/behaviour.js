// What each of the audience does next: pure, deterministic from a seed and from what the speaker did. It steps four
// times a second, so that the rate of pictures changes nothing. Nothing is allocated while it runs.
import { hash } from './people/life.js'
import { LASTING, MOODS, weightOf } from './people/moods.js'

export const TICK = 0.25 // seconds
export const MOST_CHANGES = 3 // people who may begin another gesture within one second
export const LOOK = { speaker: 0, slide: 1, lap: 2, left: 3, right: 4, talker: 5 }
// The speaker's part: seconds and syllables a minute. 120 to 160 words a minute, as commonly advised, are 180 to 240
// syllables.
const DWELL = 0.75 // looked at for so long, one notices
const REST = 9 // seconds before the same person answers a look again
const PAUSE = 1.5
const LONG_PAUSE = 5
const FAST = 300
const BAND = [150, 260]
const FAR_AHEAD = 1e9

export class Behaviour {
  /**
   * `people` [{gestures, left, right}]: the names each can make at their seat, and the index of the neighbour they can
   * whisper to (to their own left), or -1, likewise right. `mood` is a key of MOODS; `isStill` leaves only what is
   * asked for.
   */
  constructor(people, { seed, mood = 'supportive', isStill = false }) {
    if (!MOODS[mood]) throw new RangeError(`mood: one of ${Object.keys(MOODS).join(', ')}, not ${mood}`)
    Object.assign(this, { people, seed, isStill, mood: MOODS[mood] })
    this.n = people.length
    this.names = [...new Set(people.flatMap(one => one.gestures))]
    this.weights = people.map(
      one =>
        new Float64Array(
          this.names.map(name =>
            one.gestures.includes(name) && (name !== 'whisper' || one.left >= 0) ? weightOf(this.mood, name) : 0,
          ),
        ),
    )
    const numbers = () => new Float64Array(this.n)
    Object.assign(this, { until: numbers(), lookUntil: numbers(), answeredAt: numbers() })
    this.gestures = new Array(this.n).fill('')
    this.looks = new Uint8Array(this.n)
    this.wish = new Array(this.n).fill('') // asked for from outside, waits for its turn
    this.wishSeconds = numbers()
    this.changedAt = new Float64Array(MOST_CHANGES)
    this.restart()
  }

  /** Back to the first second. */
  restart() {
    Object.assign(this, { tick: 0, t: 0, change: 0, lookedAt: -1, dwell: 0, hadPause: false, talker: -1, raised: -1 })
    this.changedAt.fill(-FAR_AHEAD)
    this.answeredAt.fill(-FAR_AHEAD)
    this.wish.fill('')
    for (let i = 0; i < this.n; i++) {
      this.looks[i] = LOOK.speaker
      this.gestures[i] = this.people[i].gestures[0]
      const first = this.choose(i, 1)
      // Nobody is met in the midst of a nod or a whisper.
      if (!LASTING[first]) this.gestures[i] = first
      this.until[i] = this.between(this.mood.stay, i, 2) * (0.3 + 0.7 * this.chance(i, 3))
      this.lookUntil[i] = this.between(this.mood.glance, i, 4) * this.chance(i, 5)
    }
  }

  chance(i, salt) {
    return hash(this.seed * 31 + salt, i * 8191 + this.tick)
  }

  between(range, i, salt) {
    return range[0] + (range[1] - range[0]) * this.chance(i, salt)
  }

  /** A gesture's name for person i, by the mood's weights and by what the speaker is doing. */
  choose(i, salt) {
    const weights = this.weights[i]
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += weights[k] * this.factor(this.names[k])
    let left = this.chance(i, salt) * sum
    for (let k = 0; k < weights.length; k++) {
      left -= weights[k] * this.factor(this.names[k])
      if (left < 0) return this.names[k]
    }
    return this.people[i].gestures[0]
  }

  factor(name) {
    if (this.pace > FAST) {
      // Nobody can note what goes by that fast; one leans in to follow.
      if (name === 'write') return 0.2
      if (name === 'lean' || name === 'chin') return 2
    } else if (this.isSpeaking && this.pace >= BAND[0] && this.pace <= BAND[1] && name === 'nod') return 1.4
    if (this.pauseSeconds > LONG_PAUSE && (name === 'shift' || name === 'whisper')) return 2
    return 1
  }

  /**
   * Goes on to `t` seconds. `speaker` {isSpeaking, pauseSeconds, pace: syllables a minute}; `lookedAt` a person or -1.
   */
  advance(t, speaker, lookedAt) {
    this.isSpeaking = Boolean(speaker?.isSpeaking)
    this.pauseSeconds = speaker?.pauseSeconds || 0
    this.pace = speaker?.pace || 0
    while ((this.tick + 1) * TICK <= t) {
      this.tick++
      this.t = this.tick * TICK
      this.step(lookedAt)
    }
  }

  step(lookedAt) {
    // Whose turn comes first goes round, or the last ones would always wait.
    const first = Math.floor(hash(this.seed, this.tick) * this.n)
    for (let k = 0; k < this.n; k++) this.grant((first + k) % this.n)
    if (this.isStill) return
    this.answerLook(lookedAt)
    this.answerPause()
    for (let k = 0; k < this.n; k++) {
      const i = (first + k) % this.n
      if (this.t >= this.lookUntil[i]) this.lookElsewhere(i)
      if (this.t >= this.until[i] && i !== this.talker && i !== this.raised) this.goOn(i)
    }
  }

  /** Whether `many` people may change now without more than three in any second. */
  hasRoom(many = 1) {
    const index = (this.change + many - 1) % MOST_CHANGES
    return many <= MOST_CHANGES && this.t - this.changedAt[index] >= 1
  }

  set(i, name, seconds) {
    this.gestures[i] = name
    this.until[i] = this.t + seconds
    this.changedAt[this.change] = this.t
    this.change = (this.change + 1) % MOST_CHANGES
  }

  lasting(i, name) {
    return this.between(LASTING[name] || this.mood.stay, i, 11)
  }

  /** What was asked for begins as soon as there is room for it. */
  grant(i) {
    const name = this.wish[i]
    if (!name || !this.hasRoom()) return
    this.wish[i] = ''
    if (name !== this.gestures[i]) this.set(i, name, this.wishSeconds[i])
    else this.until[i] = this.t + this.wishSeconds[i]
  }

  goOn(i) {
    const next = this.choose(i, 12)
    if (next === this.gestures[i]) {
      this.until[i] = this.t + this.lasting(i, next)
      return
    }
    if (next === 'whisper') {
      const other = this.people[i].left
      const isFree =
        other >= 0 &&
        other !== this.talker &&
        other !== this.raised &&
        this.people[other].gestures.includes('whisperTo')
      if (!isFree || !this.hasRoom(2)) return
      const seconds = this.lasting(i, next)
      this.set(i, 'whisper', seconds)
      this.set(other, 'whisperTo', seconds)
    } else if (this.hasRoom()) this.set(i, next, this.lasting(i, next))
  }

  lookElsewhere(i) {
    if (this.looks[i] !== LOOK.speaker) {
      this.looks[i] = LOOK.speaker
      this.lookUntil[i] = this.t + this.between(this.mood.glance, i, 21)
      return
    }
    const kind = this.chance(i, 22)
    const { left, right } = this.people[i]
    if (kind < 0.45) this.looks[i] = LOOK.slide
    else if (kind < 0.65) this.looks[i] = LOOK.lap
    else if (kind < 0.83 && left >= 0) this.looks[i] = LOOK.left
    else if (right >= 0) this.looks[i] = LOOK.right
    else this.looks[i] = LOOK.slide
    this.lookUntil[i] = this.t + 0.9 + 1.8 * this.chance(i, 23)
  }

  /** Who is looked at tends to look back, and to nod. */
  answerLook(lookedAt) {
    this.dwell = lookedAt === this.lookedAt ? this.dwell + TICK : 0
    this.lookedAt = lookedAt
    const i = lookedAt
    if (i < 0 || this.dwell < DWELL || this.t - this.answeredAt[i] < REST || i === this.talker || i === this.raised)
      return
    this.answeredAt[i] = this.t
    if (this.chance(i, 31) >= this.mood.looksBack) return
    this.looks[i] = LOOK.speaker
    this.lookUntil[i] = this.t + 4
    const canNod = this.people[i].gestures.includes('nod')
    if (canNod && !this.wish[i] && this.chance(i, 32) < this.mood.nodsBack)
      this.ask(i, 'nod', 2 + 1.5 * this.chance(i, 33))
  }

  /** A pause brings eyes back to the speaker. */
  answerPause() {
    const isPause = this.pauseSeconds > PAUSE && this.pauseSeconds < LONG_PAUSE
    if (isPause && !this.hadPause) {
      for (let i = 0; i < this.n; i++) {
        if (this.chance(i, 41) >= this.mood.attends) continue
        const soon = this.t + 1.5 * this.chance(i, 42)
        if (this.looks[i] !== LOOK.speaker) this.lookUntil[i] = Math.min(this.lookUntil[i], soon)
        else this.lookUntil[i] = Math.max(this.lookUntil[i], this.t + 4)
        const isElsewhere =
          this.gestures[i] === 'away' || this.gestures[i] === 'phone' || this.gestures[i] === 'whisper'
        if (isElsewhere) this.until[i] = Math.min(this.until[i], soon)
      }
    }
    this.hadPause = isPause
  }

  /** Person i shall make a gesture for `seconds`; it waits its turn if three others have just changed. */
  ask(i, name, seconds) {
    if (!this.people[i]) return
    this.wish[i] = name
    this.wishSeconds[i] = seconds
  }

  /** One hand is up at a time; another that was up comes down. */
  raise(i, isUp = true) {
    if (this.raised >= 0 && this.raised !== i && isUp) this.raise(this.raised, false)
    if (isUp) this.ask(i, 'raise', LASTING.raise[0])
    else if (this.gestures[i] === 'raise' || this.wish[i] === 'raise')
      this.ask(i, this.people[i].gestures[0], this.mood.stay[0])
    this.raised = isUp ? i : this.raised === i ? -1 : this.raised
  }

  /** Person i speaks: most others look at them. */
  speak(i, isOn) {
    if (!this.people[i]) return
    if (isOn) {
      if (this.raised === i) this.raised = -1
      this.talker = i
      this.ask(i, 'talk', FAR_AHEAD)
      for (let k = 0; k < this.n; k++) {
        if (k === i || this.isStill || this.chance(k, 51) > 0.7) continue
        this.looks[k] = LOOK.talker
        this.lookUntil[k] = this.t + 2 + 5 * this.chance(k, 52)
      }
    } else if (this.talker === i) {
      this.talker = -1
      this.ask(i, this.people[i].gestures[0], this.mood.stay[0])
    }
  }
}
