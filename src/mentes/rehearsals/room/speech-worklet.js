// Runs where the sound is: hands the numbers of each 10 ms to the page, and keeps no sound.
import { SpeechCore } from './speech-core.js'

class Listening extends AudioWorkletProcessor {
  constructor() {
    super()
    this.core = new SpeechCore(sampleRate, reading => this.port.postMessage(reading))
    // The page asks by a number and gets the whole sum under the same number.
    this.port.onmessage = ({ data }) => this.port.postMessage({ asked: data, readings: this.core.readings() })
  }

  process([[samples]]) {
    if (samples) this.core.hear(samples)
    return true
  }
}

registerProcessor('listening', Listening)
