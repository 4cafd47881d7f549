// Time of a replay: playing, still, or dragged. It knows no picture; `show(ms, seconds, mode)` does.

const [STEP, LEAP] = [1000, 5000] // milliseconds
const SPEEDS = [1, 2, 0.5]
const JUST_NOW = 0.001 // seconds
const REST = 250 // milliseconds

export class Player {
  /** `root` holds [data-part] play, slider, time, speed; `said` a Said; `length` in milliseconds; `turned()` once it plays or is still. */
  constructor({ root, said, show, turned = () => {} }) {
    const part = name => root.querySelector(`[data-part="${name}"]`)
    Object.assign(this, { said, show, turned, ms: 0, length: 1000, isPlaying: false, speed: 1, then: 0, frame: 0, dragged: 0 })
    Object.assign(this, { button: part('play'), slider: part('slider'), time: part('time'), speedButton: part('speed') })
    this.button.addEventListener('click', () => this.toggle())
    this.speedButton.addEventListener('click', () => this.change())
    this.slider.addEventListener('input', () => this.seek(Number(this.slider.value), true))
    this.slider.addEventListener('change', () => this.seek(Number(this.slider.value)))
    this.slider.addEventListener('keydown', event => this.step(event))
    this.onKey = event => this.key(event)
    document.addEventListener('keydown', this.onKey)
    this.onHide = () => document.hidden && this.pause()
    document.addEventListener('visibilitychange', this.onHide)
  }

  open(length) {
    this.length = length
    Object.assign(this.slider, { min: 0, max: length, step: 100 })
    this.seek(0)
  }

  toggle() {
    if (this.isPlaying) this.pause()
    else this.play()
  }

  play() {
    if (this.ms >= this.length) this.ms = 0
    this.isPlaying = true
    this.then = performance.now()
    this.frame = requestAnimationFrame(() => this.tick())
    this.drawButton()
  }

  pause() {
    if (!this.isPlaying) return
    this.isPlaying = false
    cancelAnimationFrame(this.frame)
    this.drawButton()
    // Once more, with all its pixels.
    this.show(this.ms, JUST_NOW, 'still')
  }

  tick() {
    const now = performance.now()
    const seconds = (now - this.then) / 1000
    this.then = now
    this.ms = Math.min(this.length, this.ms + 1000 * this.speed * seconds)
    this.write()
    this.show(this.ms, Math.max(JUST_NOW, seconds * this.speed), 'playing')
    if (this.ms >= this.length) this.pause()
    if (this.isPlaying) this.frame = requestAnimationFrame(() => this.tick())
  }

  seek(ms, isDragged = false) {
    this.ms = Math.min(this.length, Math.max(0, ms))
    this.write()
    cancelAnimationFrame(this.dragged)
    clearTimeout(this.resting)
    if (!isDragged) return this.show(this.ms, 0, 'still')
    // A thumb may be told of several times between two pictures: the newest place is drawn; and sharply where it rests.
    this.dragged = requestAnimationFrame(() => this.show(this.ms, 0, 'dragged'))
    this.resting = setTimeout(() => this.isPlaying || this.show(this.ms, 0, 'still'), REST)
  }

  change() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]
    this.speedButton.querySelector('[data-part="speed-number"]').textContent = this.said.fill('speed', { n: this.said.speed.format(this.speed) })
  }

  write() {
    const of = this.said.fill('of', { now: this.said.time(this.ms), all: this.said.time(this.length) })
    this.slider.value = this.ms
    this.slider.style.setProperty('--v', `${(100 * this.ms) / this.length}%`)
    this.slider.setAttribute('aria-valuetext', of)
    this.time.textContent = of
  }

  drawButton() {
    const { words } = this.said
    this.button.setAttribute('aria-label', this.isPlaying ? words.pause : words.play)
    this.button.dataset.state = this.isPlaying ? 'playing' : 'still'
    this.turned()
  }

  /** With the slider's own keys one goes by seconds: a tenth, which a thumb can hit, is told by no reader of screens. */
  step(event) {
    const by = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: 2 * LEAP, PageDown: -2 * LEAP }[event.key]
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.seek(Math.round(this.ms / STEP) * STEP + by)
  }

  /** Space or K plays and pauses, J and L go five seconds, comma and full stop one; never while somebody types or a button has the keys. */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('input:not([type="range"]), textarea, select, [contenteditable]')) return
    const isOnButton = event.target.closest?.('button, a, summary, [type="range"], [type="radio"]')
    const key = event.key.toLowerCase()
    const leaps = { j: -LEAP, l: LEAP, ',': -STEP, '.': STEP }
    if (key === 'k' || (key === ' ' && !isOnButton)) this.toggle()
    else if (leaps[key]) this.seek(this.ms + leaps[key])
    else return
    event.preventDefault()
  }

  stop() {
    this.pause()
    clearTimeout(this.resting)
    document.removeEventListener('keydown', this.onKey)
    document.removeEventListener('visibilitychange', this.onHide)
  }
}
