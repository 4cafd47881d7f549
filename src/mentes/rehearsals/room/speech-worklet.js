// Runs where the sound is: tells of every 10 ms whether there is a voice and how strong it was, and forgets the sound.
import { HOP, VoiceActivity } from './voice-activity.js'

class Listening extends AudioWorkletProcessor {
  constructor() {
    super()
    this.voice = new VoiceActivity()
    this.hop = Math.round(sampleRate * HOP)
    this.sum = 0
    this.n = 0
    this.hops = 0
    this.reading = { t: 0, voiced: false, level: 0 }
  }

  process([[samples]]) {
    if (!samples) return true
    for (let i = 0; i < samples.length; i++) {
      this.sum += samples[i] * samples[i]
      if (++this.n < this.hop) continue
      const { reading } = this
      reading.level = Math.sqrt(this.sum / this.n)
      reading.voiced = this.voice.step(reading.level)
      reading.t = ++this.hops * HOP
      this.port.postMessage(reading)
      this.sum = 0
      this.n = 0
    }
    return true
  }
}

registerProcessor('listening', Listening)
