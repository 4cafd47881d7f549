// Buttons and keys, for the same few intents: sound, camera, screen, pictures, leave.

const KEYS = { m: 'sound', c: 'camera', s: 'screen', l: 'leave' }

export class Controls {
  /** `act(intent)` is called; `root` holds buttons with data-do. Keys work while reading is in the call, and never while one writes. */
  constructor({ root, bar, act }) {
    Object.assign(this, { root, bar, act })
    this.press = event => {
      const intent = event.target.closest?.('[data-do]')?.dataset.do
      if (intent) this.act(intent)
    }
    this.key = event => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, textarea, select')) return
      const intent = KEYS[event.key.toLowerCase()]
      if (!intent || this.button(intent)?.hidden) return
      event.preventDefault()
      this.act(intent)
    }
  }

  button(intent) {
    return this.bar.querySelector(`[data-do="${intent}"]`)
  }

  start() {
    this.bar.addEventListener('click', this.press)
    this.root.addEventListener('keydown', this.key)
    // Phones cannot share their screen from a page.
    this.button('screen').hidden = !navigator.mediaDevices?.getDisplayMedia
    this.button('sound').focus()
  }

  update({ me }, tracks) {
    // These say in words what is; the one whose word stays says it by being pressed.
    const on = { sound: me.has_sound, camera: Boolean(tracks.camera), screen: Boolean(tracks.screen) }
    for (const [intent, is] of Object.entries(on)) this.button(intent).dataset.on = String(is)
    this.button('pictures').setAttribute('aria-pressed', String(!me.wants_pictures))
    const camera = this.button('camera')
    camera.setAttribute('aria-disabled', String(!me.wants_pictures))
  }

  stop() {
    this.bar.removeEventListener('click', this.press)
    this.root.removeEventListener('keydown', this.key)
  }
}
