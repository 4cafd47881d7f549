// Slides: which hangs on the wall and stands on the page. Fetched one at a time, the next one ahead.
import { SHEET } from './draw/palette.js'

const [WIDTH, HEIGHT] = [1280, 718]

export class SlideShow {
  /** `slides` [{number, address, text}]; `part(name)` of the page; `words`; `numbers` Intl.NumberFormat; `show(canvas)` hangs it. */
  constructor({ slides, part, words, numbers, show }) {
    Object.assign(this, { slides, part, words, numbers, show, at: 0 })
    this.canvas = document.createElement('canvas')
    this.canvas.width = WIDTH
    this.canvas.height = HEIGHT
    this.pictures = new Map()
  }

  get number() {
    return this.slides[this.at]?.number ?? 0
  }

  /** To slide `number`; gives whether that is another than before. */
  turn(number) {
    const at = this.slides.findIndex(one => one.number === number)
    if (at < 0 || at === this.at) return false
    this.at = at
    this.draw()
    return true
  }

  /** The number of the one `by` further, or of this one at the ends. */
  beside(by) {
    return this.slides[Math.max(0, Math.min(this.slides.length - 1, this.at + by))]?.number ?? 0
  }

  async picture(at) {
    const slide = this.slides[at]
    if (!slide) return null
    if (!this.pictures.has(at)) {
      const image = new Image()
      image.src = slide.address
      this.pictures.set(at, image.decode().then(() => image, () => null))
    }
    return this.pictures.get(at)
  }

  async draw() {
    const { at, slides } = this
    if (!slides.length) return
    const { number, text, address } = slides[at]
    this.part('slide-number').textContent = this.words.slide
      .replace('{n}', this.numbers.format(number))
      .replace('{all}', this.numbers.format(slides.length))
    const shown = this.part('slide')
    shown.src = address
    shown.alt = text
    const image = await this.picture(at)
    this.picture(at + 1)
    if (!image || at !== this.at) return
    const pen = this.canvas.getContext('2d')
    pen.fillStyle = SHEET
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    const share = Math.min(WIDTH / image.naturalWidth, HEIGHT / image.naturalHeight)
    const [width, height] = [image.naturalWidth * share, image.naturalHeight * share]
    pen.drawImage(image, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height)
    this.show(this.canvas)
  }
}
