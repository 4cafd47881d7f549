// What is written in the room itself, because a headset shows no page: the sheet on the stage's wall, and a line before
// the eyes where there is no wall.
import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from 'three'
import { INK, SHEET } from './draw/palette.js'
import { isArabic, SANS, SERIF } from './portrait.js'

const [WIDTH, HEIGHT] = [1280, 718]

/** A canvas for the sheet: a large word, up to three lines below it. */
export class Board {
  constructor() {
    this.canvas = document.createElement('canvas')
    this.canvas.width = WIDTH
    this.canvas.height = HEIGHT
  }

  draw(large, lines = []) {
    const pen = this.canvas.getContext('2d')
    pen.fillStyle = SHEET
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    const isShort = large.length < 5
    const top = HEIGHT * (lines.length ? (isShort ? 0.4 : 0.3) : 0.5)
    write(pen, large, { font: isShort ? 360 : 104, family: SERIF, color: INK, y: top })
    lines.forEach((line, i) => write(pen, line, { font: 60, family: SANS, color: '#465860', y: HEIGHT * (lines.length > 1 ? 0.52 : 0.82) + i * 96 }))
    return this.canvas
  }
}

/** In the middle, and smaller where it would not fit. */
function write(pen, text, { font, family, color, y }) {
  pen.direction = isArabic(text) ? 'rtl' : 'ltr'
  pen.fillStyle = color
  pen.font = `430 ${font}px ${family}`
  const wide = pen.measureText(text).width
  if (wide > WIDTH * 0.88) pen.font = `430 ${Math.floor((font * WIDTH * 0.88) / wide)}px ${family}`
  pen.fillText(text, WIDTH / 2, y)
}

const [LINE_HEIGHT, PIXELS] = [0.075, 112] // metres, one metre from the eye; pixels

/** One line in the lower part of the view, for headsets. */
export class Line {
  constructor(camera) {
    this.canvas = document.createElement('canvas')
    this.material = new MeshBasicMaterial({ transparent: true, depthTest: false, depthWrite: false })
    this.mesh = new Mesh(new PlaneGeometry(1, 1), this.material)
    this.mesh.renderOrder = 9
    this.mesh.visible = false
    this.mesh.position.set(0, -0.3, -1)
    camera.add(this.mesh)
  }

  show(text) {
    if (text === this.text && this.mesh.visible) return
    this.text = text
    const pen = this.canvas.getContext('2d')
    pen.font = `430 46px ${SANS}`
    const wide = Math.ceil(pen.measureText(text).width) + 80
    this.canvas.width = wide
    this.canvas.height = PIXELS
    pen.fillStyle = INK
    pen.beginPath()
    pen.roundRect(0, 0, wide, PIXELS, 26)
    pen.fill()
    pen.font = `430 46px ${SANS}`
    pen.direction = isArabic(text) ? 'rtl' : 'ltr'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillStyle = SHEET
    pen.fillText(text, wide / 2, PIXELS / 2 + 3)
    this.material.map?.dispose()
    this.material.map = new CanvasTexture(this.canvas)
    this.material.map.colorSpace = SRGBColorSpace
    this.material.needsUpdate = true
    // Long sentences are smaller rather than wider than a glance.
    const height = Math.min(LINE_HEIGHT, (1.1 * PIXELS) / wide)
    this.mesh.scale.set((height * wide) / PIXELS, height, 1)
    this.mesh.visible = true
  }

  hide() {
    this.mesh.visible = false
  }

  stop() {
    this.material.map?.dispose()
    this.material.dispose()
    this.mesh.geometry.dispose()
    this.mesh.removeFromParent()
  }
}
