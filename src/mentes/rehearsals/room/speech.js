// What the microphone tells, once it was allowed: readings {t, voiced, level} of every 10 ms. The sound itself goes
// nowhere: it ends in the worklet of this page.

export class Speech {
  /** `worklet` the address of speech-worklet.js; `read` takes each reading. */
  constructor({ worklet, read }) {
    Object.assign(this, { worklet, read, context: null, stream: null })
  }

  get isOn() {
    return Boolean(this.context)
  }

  /** Asks for the microphone. Gives '' or why there is none: 'denied', 'missing', 'failed'. */
  async start() {
    try {
      // Nothing may turn quiet speech up or take pauses for noise.
      const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: plain })
      this.context = new AudioContext()
      await this.context.audioWorklet.addModule(this.worklet)
      if (!this.context) return 'failed' // stopped meanwhile
      this.node = new AudioWorkletNode(this.context, 'listening', { numberOfOutputs: 0 })
      this.node.port.onmessage = ({ data }) => this.read(data)
      this.context.createMediaStreamSource(this.stream).connect(this.node)
      await this.context.resume()
      return ''
    } catch (error) {
      this.stop()
      return { NotAllowedError: 'denied', NotFoundError: 'missing' }[error.name] ?? 'failed'
    }
  }

  stop() {
    this.node?.port.close()
    this.stream?.getTracks().forEach(track => track.stop())
    this.context?.close()
    this.node = this.stream = this.context = null
  }
}
