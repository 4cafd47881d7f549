// What a microphone tells: numbers only. The sound ends in the worklet of this page; nothing of it is kept or sent.

// Nothing may turn quiet speech up or take pauses for noise.
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
/** Why there is no microphone, by the name of the browser's error; anything else is 'failed'. */
export const REASONS = { NotAllowedError: 'denied', NotFoundError: 'missing' }

export class Speech {
  /**
   * `worklet` the address of the built speech-worklet.js; `read` takes {t, voiced, level, syllables} every 10 ms: seconds, whether
   * there is a voice, root mean square 0 to 1, and how many syllables there were so far.
   */
  constructor({ worklet, read }) {
    Object.assign(this, { worklet, read, attempt: null, context: null, stream: null, node: null, waiting: new Map(), asked: 0 })
  }

  get isOn() {
    return Boolean(this.context)
  }

  /**
   * Listens to `stream`, which stays its giver's, or asks for the microphone. Gives '' or why nothing is heard: 'denied',
   * 'missing', 'failed'.
   */
  async start(stream = null) {
    const attempt = (this.attempt = {})
    try {
      const mine = stream ? null : await navigator.mediaDevices.getUserMedia({ audio: PLAIN })
      if (this.attempt !== attempt) {
        // Stopped while the browser asked: a yes that came too late opens nothing.
        mine?.getTracks().forEach(track => track.stop())
        return 'failed'
      }
      this.stream = mine
      const context = (this.context = new AudioContext())
      await context.audioWorklet.addModule(this.worklet)
      if (this.attempt !== attempt) return 'failed'
      this.node = new AudioWorkletNode(context, 'listening', { numberOfOutputs: 0 })
      this.node.port.onmessage = ({ data }) => this.take(data)
      context.createMediaStreamSource(stream ?? mine).connect(this.node)
      await context.resume()
      return ''
    } catch (error) {
      if (this.attempt === attempt) this.stop()
      return REASONS[error.name] ?? 'failed'
    }
  }

  take(data) {
    if (!data.asked) return this.read(data)
    this.waiting.get(data.asked)?.(data.readings)
    this.waiting.delete(data.asked)
  }

  /** Promises what there was so far, as SpeechCore.readings() says; null where nothing is heard. */
  readings() {
    if (!this.node) return Promise.resolve(null)
    return new Promise(resolve => {
      this.waiting.set(++this.asked, resolve)
      this.node.port.postMessage(this.asked)
    })
  }

  stop() {
    this.node?.port.close()
    this.stream?.getTracks().forEach(track => track.stop())
    this.context?.close()
    this.attempt = this.node = this.stream = this.context = null
    for (const resolve of this.waiting.values()) resolve(null)
    this.waiting.clear()
  }
}
