// The speaker's own voice in time with the replay: it goes where the replay goes, and when both play it is drawn towards it.

const [NEAR, FAR] = [0.02, 0.25] // seconds: nothing to mend; too far for going a little faster
const MOST = 0.2 // of the speed, by which it goes faster or slower meanwhile
const BEYOND = 1e7 // seconds: where the end is looked for in a file that does not say how long it is

/** What to do with sound that is at `now` and should be at `target`, seconds: {seek} there, or {rate} to play at, at `speed`. Pure. */
export function drawn(now, target, speed) {
  const behind = target - now
  if (Math.abs(behind) > FAR) return { seek: target, rate: speed }
  return { seek: null, rate: Math.abs(behind) < NEAR ? speed : speed * (1 + Math.max(-MOST, Math.min(MOST, behind))) }
}

export class VoiceTrack {
  /** `audio` an element; `at` the rehearsal's millisecond at which the sound begins. */
  constructor({ audio, at }) {
    Object.assign(this, { audio, at, wanted: null, isReady: false })
    audio.addEventListener('seeked', () => this.catchUp())
  }

  /** Promises whether this browser can play `blob`. */
  async open(blob) {
    const { audio } = this
    audio.src = URL.createObjectURL(blob)
    const can = await this.until('loadedmetadata')
    if (!can) return false
    if (audio.duration === Infinity) {
      audio.currentTime = BEYOND
      await this.until('seeked')
    }
    this.isReady = true
    return true
  }

  until(name) {
    return new Promise(resolve => {
      this.audio.addEventListener(name, () => resolve(true), { once: true })
      this.audio.addEventListener('error', () => resolve(false), { once: true })
    })
  }

  /** The replay is at `ms`. */
  follow(ms, isPlaying, speed) {
    const { audio } = this
    if (!this.isReady) return
    const target = (ms - this.at) / 1000
    const isInside = target >= 0 && target < audio.duration - NEAR
    if (!isPlaying || !isInside) {
      audio.pause()
      this.seek(Math.max(0, Math.min(audio.duration, target)))
    } else if (audio.paused) {
      this.seek(target)
      audio.playbackRate = speed
      audio.play().catch(() => {})
    } else {
      const { seek, rate } = drawn(audio.currentTime, target, speed)
      audio.playbackRate = rate
      if (seek !== null) this.seek(seek)
    }
  }

  /** Of many places in a row, while a thumb is dragged, the last counts. */
  seek(seconds) {
    this.wanted = seconds
    if (!this.audio.seeking) this.catchUp()
  }

  catchUp() {
    const { wanted, audio } = this
    this.wanted = null
    if (wanted !== null && Math.abs(wanted - audio.currentTime) > NEAR / 2) audio.currentTime = wanted
  }

  stop() {
    this.audio.pause()
    URL.revokeObjectURL(this.audio.src)
    this.audio.removeAttribute('src')
  }
}
