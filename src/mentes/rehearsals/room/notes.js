// Notes for each slide, on this device and for the speaker alone.

export class Notes {
  /** `field` a textarea; without slides there is one note, number 0. */
  constructor({ field, rehearsal }) {
    Object.assign(this, { field, key: `mentes-notes-${rehearsal}`, number: 0, all: {} })
    this.onInput = () => this.write()
  }

  start(number) {
    try {
      this.all = JSON.parse(localStorage.getItem(this.key)) ?? {}
    } catch {
      this.all = {} // a browser that keeps nothing: they last as long as the page
    }
    this.field.addEventListener('input', this.onInput)
    this.turn(number)
  }

  get now() {
    return this.all[this.number] ?? ''
  }

  turn(number) {
    this.number = number
    this.field.value = this.now
  }

  write() {
    this.all[this.number] = this.field.value
    try {
      localStorage.setItem(this.key, JSON.stringify(this.all))
    } catch {
      // as above
    }
  }

  stop() {
    this.field.removeEventListener('input', this.onInput)
  }
}
