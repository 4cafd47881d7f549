// Microphone, camera and screen: asked for, chosen, changed, given back. Errors become codes that the page has words for.

/** The code of what went wrong: refused, absent, busy, or broken. */
export function fault(error) {
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'refused'
  if (error.name === 'NotFoundError' || error.name === 'OverconstrainedError') return 'absent'
  if (error.name === 'NotReadableError' || error.name === 'AbortError') return 'busy'
  return 'broken'
}

const exactly = id => id ? { deviceId: { exact: id } } : {}
const sound = id => ({ echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...exactly(id) })
const picture = id => ({ width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 }, ...exactly(id) })

export class Devices {
  /** `changed()` after every change of tracks; `ended('screen')` when the browser's own bar ends the sharing. */
  constructor({ changed, ended }) {
    Object.assign(this, { changed, ended })
    this.tracks = { voice: null, camera: null, screen: null }
    this.chosen = { voice: '', camera: '' }
  }

  /** Ask for microphone and camera together; where one is missing, for the other alone. {voice, camera} are '' or codes. */
  async ask() {
    const found = { voice: '', camera: '' }
    try {
      this.keep(await navigator.mediaDevices.getUserMedia({ audio: sound(this.chosen.voice), video: picture(this.chosen.camera) }))
    } catch {
      for (const slot of ['voice', 'camera']) found[slot] = await this.open(slot)
    }
    return found
  }

  /** Open one of them; '' or the code of what went wrong. */
  async open(slot) {
    const wanted = slot === 'voice' ? { audio: sound(this.chosen.voice) } : { video: picture(this.chosen.camera) }
    try {
      this.keep(await navigator.mediaDevices.getUserMedia(wanted))
      return ''
    } catch (error) {
      return fault(error)
    }
  }

  keep(stream) {
    for (const track of stream.getTracks()) this.put(track.kind === 'audio' ? 'voice' : 'camera', track)
  }

  put(slot, track) {
    const muted = this.tracks[slot] && !this.tracks[slot].enabled
    this.tracks[slot]?.stop()
    this.tracks[slot] = track
    if (track) {
      track.enabled = !muted
      track.onended = () => { // unplugged, or the browser's own "stop sharing"
        if (this.tracks[slot] !== track) return
        this.tracks[slot] = null
        this.ended(slot)
        this.changed()
      }
    }
    this.changed()
  }

  close(slot) {
    if (this.tracks[slot]) this.put(slot, null)
  }

  async choose(slot, id) {
    this.chosen[slot] = id
    return this.tracks[slot] ? this.open(slot) : ''
  }

  /** '' once the screen is shared, 'refused' where the reader thought better of it. */
  async share() {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 10, max: 15 } }, audio: false })
      const track = stream.getVideoTracks()[0]
      track.contentHint = 'detail'
      this.put('screen', track)
      return ''
    } catch (error) {
      return fault(error)
    }
  }

  /** {voice, camera, speaker}: [{id, label}], named only once the browser lets us know the names. */
  async list() {
    const all = await navigator.mediaDevices.enumerateDevices()
    const of = kind => all.filter(one => one.kind === kind && one.deviceId).map(({ deviceId, label }) => ({ id: deviceId, label }))
    return { voice: of('audioinput'), camera: of('videoinput'), speaker: of('audiooutput') }
  }

  stop() {
    for (const slot of Object.keys(this.tracks)) {
      this.tracks[slot]?.stop()
      this.tracks[slot] = null
    }
  }
}
