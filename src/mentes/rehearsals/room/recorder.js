// One's own microphone as a sound file: opus where the browser writes it, else what it has. Only what this microphone takes in; the
// browser takes out what comes from its loudspeakers, as well as it can.
import { REASONS } from './speech.js'

const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4']
const SOUND = { echoCancellation: true, noiseSuppression: false, autoGainControl: false }
const BITS = 32_000 // a second: a quarter of a megabyte a minute

/** The kind of sound file this browser records; undefined where it records none, or may not (pages over http). */
export const kindHere = () => (navigator.mediaDevices && globalThis.MediaRecorder ? TYPES.find(type => MediaRecorder.isTypeSupported(type)) : undefined)

export class Recorder {
  /** `take(blob)` gets each part in its order; together they are one file. `ended()`: it stopped, also where the microphone went. */
  constructor({ take, ended }) {
    Object.assign(this, { take, ended, stream: null, recorder: null })
  }

  /** Asks for the microphone; nothing is recorded yet. '' or why there is none: 'denied', 'missing', 'failed'. */
  async open() {
    const attempt = (this.attempt = {})
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: SOUND })
      if (this.attempt === attempt) this.stream = stream
      else stream.getTracks().forEach(track => track.stop())
      return ''
    } catch (error) {
      return REASONS[error.name] ?? 'failed'
    }
  }

  /** From now on, in parts of `milliseconds`. Precondition: it is open. */
  begin(milliseconds) {
    const recorder = (this.recorder = new MediaRecorder(this.stream, { mimeType: kindHere(), audioBitsPerSecond: BITS }))
    recorder.ondataavailable = ({ data }) => data.size && this.take(data)
    recorder.onstop = () => {
      this.stop()
      this.ended()
    }
    // The sound begins with this call; that it has begun is told later, the later the busier the page is.
    this.startedAt = performance.now()
    recorder.start(milliseconds)
  }

  /** Silence instead, without stopping: what comes later stays in its second. */
  hush(isSilent) {
    for (const track of this.stream?.getTracks() ?? []) track.enabled = !isSilent
  }

  /** Gives the microphone back. The last part, and `ended`, come after it. */
  stop() {
    const { recorder, stream } = this
    Object.assign(this, { attempt: null, recorder: null, stream: null })
    if (recorder && recorder.state !== 'inactive') recorder.stop()
    stream?.getTracks().forEach(track => track.stop())
  }
}
