// The page before the door: what the browser is about to ask, how loud one is, how one looks, and with which devices.
import { Meter } from './meter.js'

export class Check {
  /** `root` is the section; `enter(wants_pictures)` lets the reader in. */
  constructor({ root, devices, words, enter }) {
    Object.assign(this, { root, devices, words, enter })
    this.find = name => root.querySelector(`[data-check="${name}"]`)
  }

  start() {
    const level = this.find('level')
    this.meter = new Meter(value => { level.value = value })
    this.find('ask').addEventListener('click', () => this.ask())
    for (const slot of ['voice', 'camera']) {
      this.find(`choose-${slot}`).addEventListener('change', async event => {
        this.complain({ [slot]: await this.devices.choose(slot, event.target.value) })
        this.update()
      })
    }
    this.find('enter').addEventListener('click', () => this.enter(true))
    this.find('enter-voice').addEventListener('click', () => {
      this.devices.close('camera')
      this.enter(false)
    })
    this.find('enter-quiet').addEventListener('click', () => {
      this.devices.stop()
      this.enter(true)
    })
    this.update()
  }

  async ask() {
    const button = this.find('ask')
    button.setAttribute('aria-busy', 'true')
    this.complain(await this.devices.ask())
    button.removeAttribute('aria-busy')
    await this.list()
    this.update()
    // The button one pressed goes; reading goes on where one can come in.
    if (!this.find('enter').hidden) this.find('enter').focus()
    else if (!this.find('enter-voice').hidden) this.find('enter-voice').focus()
  }

  complain(faults) {
    const place = this.find('faults')
    const sentences = Object.entries(faults).filter(([, code]) => code).map(([slot, code]) => this.words[`${slot}-${code}`])
    place.replaceChildren(...sentences.map(sentence => Object.assign(document.createElement('p'), { textContent: sentence })))
    place.hidden = sentences.length === 0
  }

  async list() {
    const found = await this.devices.list()
    for (const slot of ['voice', 'camera', 'speaker']) {
      const select = this.find(`choose-${slot}`)
      const current = this.devices.tracks[slot]?.getSettings().deviceId
      select.replaceChildren(...found[slot].map(({ id, label }, n) => new Option(label || `${n + 1}`, id, false, id === current)))
      // A browser that cannot choose the speaker offers none.
      select.closest('.field').hidden = found[slot].length < 2 || (slot === 'speaker' && !HTMLMediaElement.prototype.setSinkId)
    }
  }

  update() {
    const { voice, camera } = this.devices.tracks
    if (voice !== this.measured) {
      this.measured = voice
      this.meter.start(voice)
    }
    const video = this.find('picture')
    if (video.srcObject?.getVideoTracks()[0] !== camera) video.srcObject = camera ? new MediaStream([camera]) : null
    this.root.classList.toggle('has-picture', Boolean(camera))
    this.find('sound').hidden = !voice
    this.find('ask').hidden = Boolean(voice)
    this.find('enter').hidden = !voice
    this.find('enter-voice').hidden = !voice
  }

  get speaker() {
    return this.find('choose-speaker').value
  }

  stop() {
    this.meter.stop()
    this.find('picture').srcObject = null
    this.root.hidden = true
  }
}
