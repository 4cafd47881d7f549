// How loud a track is, ten times a second, as 0 to 1.

/** Root mean square of samples (-1 to 1) as a share of what speaking into a microphone reaches. */
export function loudness(samples) {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.min(1, Math.sqrt(sum / Math.max(1, samples.length)) * 4)
}

export class Meter {
  constructor(show) {
    this.show = show
  }

  start(track) {
    this.stop()
    if (!track) return
    this.context = new AudioContext()
    this.context.resume().catch(() => {}) // it runs once the reader has pressed anything
    const analyser = this.context.createAnalyser()
    analyser.fftSize = 1024
    this.context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.show(loudness(samples))
    }, 100)
  }

  stop() {
    clearInterval(this.timer)
    this.context?.close()
    this.context = null
    this.show(0)
  }
}
