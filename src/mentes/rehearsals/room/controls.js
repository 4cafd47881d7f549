// Keys, mouse and touch, told as the same few intents: turn (radians), begin, next, leave. On a page the head is turned
// by one's own drag or arrow keys and by nothing else.
import { DEGREE } from './draw/numbers.js'

const STEP = 6 * DEGREE // of one press of an arrow key
const TURNS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const INTENTS = { Enter: 'next', ' ': 'next', Escape: 'leave', Home: 'straight' }

export class Controls {
  /** `surface` shows the picture, `buttons` holds elements with data-do; `turn(yaw, pitch)`, `act(intent)`. */
  constructor({ surface, buttons, turn, act, fov }) {
    Object.assign(this, { surface, buttons, turn, act, fov, pointer: null, x: 0, y: 0 })
    const on = {
      keydown: event => this.key(event),
      pointerdown: event => this.grasp(event),
      pointermove: event => this.drag(event),
      pointerup: () => this.release(),
      pointercancel: () => this.release(),
    }
    this.listeners = Object.entries(on).map(([name, act]) => [surface, name, act])
    this.listeners.push([buttons, 'click', event => this.press(event)])
  }

  start() {
    for (const [target, name, act] of this.listeners) target.addEventListener(name, act)
  }

  stop() {
    for (const [target, name, act] of this.listeners) target.removeEventListener(name, act)
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const turn = TURNS[event.key]
    if (turn) this.turn(turn[0] * STEP, turn[1] * STEP)
    else if (INTENTS[event.key]) this.act(INTENTS[event.key])
    else return
    event.preventDefault()
  }

  grasp(event) {
    if (event.button !== 0 || this.pointer !== null) return
    this.pointer = event.pointerId
    this.x = event.clientX
    this.y = event.clientY
    this.surface.setPointerCapture(event.pointerId)
    this.surface.classList.add('is-held')
  }

  /** What is under the finger stays under the finger: the picture is dragged, the head turns the other way. */
  drag(event) {
    if (event.pointerId !== this.pointer) return
    const perPixel = this.fov() / this.surface.clientHeight
    this.turn((event.clientX - this.x) * perPixel, (event.clientY - this.y) * perPixel)
    this.x = event.clientX
    this.y = event.clientY
  }

  release() {
    this.pointer = null
    this.surface.classList.remove('is-held')
  }

  press(event) {
    const button = event.target.closest('[data-do]')
    if (button) this.act(button.dataset.do, button)
  }
}
