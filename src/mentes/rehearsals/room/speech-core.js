// Hears when somebody speaks, their pauses, their syllables and how even their loudness is: pure, samples in, numbers out. It
// keeps no sound, knows no words, and judges neither loudness nor the person.
//
// Every 10 ms: the energy between 300 and 2800 Hz in decibels, over a floor that follows the room's noise. A syllable is
// a voiced summit of the smoothed level with a dip of at least DIP on either side (the idea of de Jong and Wempe, 2009).
// Limits: measured on synthetic voices in six languages and three human clips (bench/speech.py). Two vowels without a dip
// between them are heard as one. Several people at once, music and echo were not measured.
import { Bell, Filter, Voicing } from './speech-signal.js'

export const HOP = 0.01 // seconds
export const LEAST_PAUSE = 0.25 // seconds: shorter silences belong to words
const BAND = [300, 2800] // hertz
const SIGMA = 1.5 // hops
const LATE = 5 // hops until a level is smoothed
const DIP = 1 // decibels
const VOICED = 0.5 // of 1, for a syllable's summit
const BELOW_LOUDEST = 18 // decibels: weaker summits are breath and echo
const FORGET = 0.02 // decibels a hop that the loudest is forgotten
const LEAST_GAP = 6 // hops between two syllables
const SILENCE = -100 // decibels
const FLOOR = [-80, -32] // decibels
const ABOVE_FLOOR = 9 // decibels, for a voice
const FAINTEST = -58 // decibels: below it there is only the microphone's own noise
export const TO_BEGIN = 3 // hops in a row: a click is no voice
export const TO_END = Math.round(LEAST_PAUSE / HOP) // hops in a row: the stops inside words are no pauses
const EVEN = 4 // decibels to either side of the middle
const FEWEST = 10 // syllables of which evenness can be told

export class SpeechCore {
  /** `sampleRate` in hertz, 8000 or more; `onReading`, if given, takes the one reading object each 10 ms: copy what is kept. */
  constructor(sampleRate, onReading = null) {
    if (!(sampleRate >= 8000)) throw new RangeError(`sampleRate: 8000 or more, not ${sampleRate}`)
    this.onReading = onReading
    this.hop = Math.round(sampleRate * HOP)
    this.seconds = this.hop / sampleRate
    this.filters = [new Filter('high', BAND[0], sampleRate), new Filter('low', BAND[1], sampleRate)]
    this.voicing = new Voicing(sampleRate)
    this.bell = new Bell(SIGMA, LATE)
    this.repeats = new Float64Array(LATE + 4) // voicing of the last hops: the smoothed level is LATE hops old
    this.reading = { t: 0, voiced: false, level: 0, syllables: 0 }
    this.pauses = []
    this.levels = new Uint32Array(-SILENCE + 1) // how many syllables had each level, by whole decibels
    Object.assign(this, { energy: 0, full: 0, n: 0, hops: 0, syllables: 0, spoken: 0, floor: null, loudest: SILENCE })
    Object.assign(this, { loud: 0, voiceEnd: -1, isVoiced: false, isRising: true, summit: -Infinity, valley: 0 })
    Object.assign(this, { summitHop: 0, isSyllable: false, lastSyllable: -LEAST_GAP })
  }

  /** Samples of one channel, -1 to 1, in pieces of any length. */
  hear(samples) {
    const [high, low] = this.filters
    for (let i = 0; i < samples.length; i++) {
      const x = samples[i]
      const y = low.step(high.step(x))
      this.energy += y * y
      this.full += x * x
      this.voicing.hear(x)
      if (++this.n === this.hop) this.step()
    }
  }

  step() {
    const level = Math.max(SILENCE, 10 * Math.log10(this.energy / this.n + 1e-10))
    this.reading.level = Math.sqrt(this.full / this.n)
    this.energy = this.full = this.n = 0
    this.hops += 1
    this.floor ??= Math.min(level, -50)
    this.floor += (level - this.floor) * (level < this.floor ? 0.2 : 0.0008)
    this.floor = Math.max(FLOOR[0], Math.min(FLOOR[1], this.floor))
    const isLoud = level > this.floor + ABOVE_FLOOR && level > FAINTEST
    this.followVoice(isLoud)
    this.repeats.copyWithin(0, 1)
    this.repeats[this.repeats.length - 1] = isLoud ? this.voicing.measure() : 0
    this.followSyllables(this.bell.step(level))
    const { reading } = this
    reading.t = this.hops * this.seconds
    reading.voiced = this.isVoiced
    reading.syllables = this.syllables
    this.onReading?.(reading)
  }

  followVoice(isLoud) {
    this.loud = isLoud ? this.loud + 1 : 0
    if (this.loud >= TO_BEGIN) {
      const began = this.hops - this.loud
      const silent = began - this.voiceEnd
      // Less than a pause since the last sound belongs to what is said.
      if (this.voiceEnd >= 0 && silent < TO_END) this.spoken += this.hops - this.voiceEnd
      else {
        if (this.voiceEnd >= 0) this.pauses.push({ at: this.voiceEnd * this.seconds, seconds: silent * this.seconds })
        this.spoken += this.loud
      }
      this.voiceEnd = this.hops
      this.isVoiced = true
    } else if (this.hops - this.voiceEnd >= TO_END) this.isVoiced = false
  }

  /** Climbs and descends along the smoothed level; a summit counts once the level fell DIP below it. */
  followSyllables(level) {
    this.loudest = Math.max(level, this.loudest - FORGET)
    if (this.isRising) {
      if (level > this.summit) this.climb(level)
      else if (level < this.summit - DIP) {
        this.count()
        this.isRising = false
        this.valley = level
      }
    } else if (level < this.valley) this.valley = level
    else if (level > this.valley + DIP) {
      this.isRising = true
      this.climb(level)
    }
  }

  climb(level) {
    this.summit = level
    this.summitHop = this.hops - LATE
    // Voicing within 30 ms of the summit: a vowel is voiced, a burst or a hiss is not.
    let best = 0
    for (let i = 0; i < 7; i++) best = Math.max(best, this.repeats[i])
    this.isSyllable = best > VOICED && level > Math.max(this.floor + 6, this.loudest - BELOW_LOUDEST, FAINTEST)
  }

  count() {
    if (!this.isSyllable || this.summitHop - this.lastSyllable < LEAST_GAP) return
    this.syllables += 1
    this.lastSyllable = this.summitHop
    this.levels[Math.max(0, Math.min(-SILENCE, Math.round(this.summit - SILENCE)))] += 1
  }

  /**
   * What there was so far: {spokenSeconds, pauses: [{at, seconds}], syllables, syllablesPerMinute, loudnessSteadiness}. Pauses lie
   * between words: none before the first or after the last. syllablesPerMinute is of the seconds spoken, or null. loudnessSteadiness
   * is the share, 0 to 1, of syllables within 4 dB of the middle one, or null below ten syllables.
   */
  readings() {
    const spokenSeconds = this.spoken * this.seconds
    return {
      spokenSeconds,
      pauses: this.pauses.map(pause => ({ ...pause })),
      syllables: this.syllables,
      syllablesPerMinute: spokenSeconds >= 1 ? (60 * this.syllables) / spokenSeconds : null,
      loudnessSteadiness: this.syllables < FEWEST ? null : this.steadiness(),
    }
  }

  steadiness() {
    let [middle, below] = [0, 0]
    while (2 * (below + this.levels[middle]) < this.syllables) below += this.levels[middle++]
    const near = this.levels.subarray(Math.max(0, middle - EVEN), middle + EVEN + 1)
    return near.reduce((sum, n) => sum + n, 0) / this.syllables
  }
}
