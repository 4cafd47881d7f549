// What a microphone's stream tells: numbers only. The sound ends in the worklet of this page; nothing of it is kept or sent.

export class Ear {
  /**
   * `stream` a MediaStream with a microphone in it, best asked for without echo cancelling, noise suppression and gain control;
   * `worklet` the address of the built speech-worklet.js; `onReading` takes {t, voiced, level, syllables, pauses} every 10 ms:
   * seconds, whether there is a voice, root mean square 0 to 1, and how many there were so far. Rejects where there is no
   * AudioWorklet. The stream stays its giver's: stop() does not end its tracks.
   */
  static async open(stream, { worklet, onReading = () => {} }) {
    const context = new AudioContext()
    try {
      await context.audioWorklet.addModule(worklet)
      const node = new AudioWorkletNode(context, 'listening', { numberOfOutputs: 0 })
      context.createMediaStreamSource(stream).connect(node)
      await context.resume()
      return new Ear(context, node, onReading)
    } catch (error) {
      await context.close()
      throw error
    }
  }

  constructor(context, node, onReading) {
    Object.assign(this, { context, node, waiting: new Map(), asked: 0 })
    node.port.onmessage = ({ data }) => {
      if (data.reading) return onReading(data.reading)
      this.waiting.get(data.asked)?.(data.readings)
      this.waiting.delete(data.asked)
    }
  }

  /** Promises what there was so far, as SpeechCore.readings() says; null once stopped. */
  readings() {
    if (!this.node) return Promise.resolve(null)
    return new Promise(resolve => {
      this.waiting.set(++this.asked, resolve)
      this.node.port.postMessage(this.asked)
    })
  }

  async stop() {
    if (!this.node) return
    this.node.disconnect()
    this.node.port.close()
    this.node = null
    for (const resolve of this.waiting.values()) resolve(null)
    this.waiting.clear()
    await this.context.close()
  }
}
