// The cue: one sentence from the mentor on an ink pill in the lower third of the view. It is in the scene, for a
// headset shows no page.
import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from 'three'
import { INK, SHEET } from './draw/palette.js'
import { drawPortrait, initialsOf, isArabic, SANS, SERIF } from './portrait.js'

const HEIGHT = 0.072 // metres, one metre from the eye
const DISTANCE = 1
const PIXELS = 128
const LINE = 0.6 // of half the view's height below the middle: the centre is at 80% of the height
const WIDEST = 0.88 // of the view's width
const [FONT, NAME_FONT] = [`430 52px ${SERIF}`, `400 34px ${SANS}`]
const [EDGE, FACE, GAP] = [20, 88, 22]
const MOST_LETTERS = 90

export class Cue {
  /** `camera` carries the pill; it is shown until `hide` is called, one at a time. */
  constructor(camera) {
    this.camera = camera
    this.material = new MeshBasicMaterial({ transparent: true, depthTest: false, depthWrite: false })
    this.mesh = new Mesh(new PlaneGeometry(1, 1), this.material)
    this.mesh.renderOrder = 10
    this.mesh.visible = false
    this.canvas = document.createElement('canvas')
    camera.add(this.mesh)
  }

  get isShown() {
    return this.mesh.visible
  }

  /** `who` {name, initials?, dyes, weave}. Text longer than a glance can take is cut at a word. */
  show(text, who) {
    const said = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS).replace(/\s+\S*$/, '')}…` : text
    this.aspect = this.draw(said, { initials: initialsOf(who.name), ...who })
    // A canvas of another size needs another texture on the card.
    this.material.map?.dispose()
    this.material.map = new CanvasTexture(this.canvas)
    this.material.map.colorSpace = SRGBColorSpace
    this.material.map.anisotropy = 8
    this.material.needsUpdate = true
    this.mesh.visible = true
    this.fit()
  }

  hide() {
    this.mesh.visible = false
  }

  /** Places the pill for the camera's view; to be called again when the window's shape changes. */
  fit() {
    const half = Math.tan(((this.camera.fov ?? 90) * Math.PI) / 360) * DISTANCE
    const room = 2 * half * (this.camera.aspect || 1) * WIDEST
    const height = Math.min(HEIGHT, room / this.aspect)
    this.mesh.scale.set(height * this.aspect, height, 1)
    this.mesh.position.set(0, -half * LINE, -DISTANCE)
  }

  /** Draws the pill; gives its width by its height. Arabic sentences begin at the right, and so does the face. */
  draw(text, who) {
    const pen = this.canvas.getContext('2d')
    const isMirrored = isArabic(text)
    const width = (font, words) => {
      pen.font = font
      return pen.measureText(words).width
    }
    const [nameWidth, textWidth] = [width(NAME_FONT, who.name), width(FONT, text)]
    const total = Math.ceil(EDGE + FACE + GAP + nameWidth + GAP + textWidth + 2 * EDGE)
    this.canvas.width = total
    this.canvas.height = PIXELS
    pen.direction = isMirrored ? 'rtl' : 'ltr'
    pen.textAlign = 'start'
    pen.textBaseline = 'middle'
    pen.fillStyle = INK
    pen.strokeStyle = 'rgba(255,252,248,.22)'
    pen.lineWidth = 2
    pen.beginPath()
    pen.roundRect(2, 2, total - 4, PIXELS - 4, 26)
    pen.fill()
    pen.stroke()
    const from = x => (isMirrored ? total - x : x)
    drawPortrait(pen, isMirrored ? total - EDGE - FACE : EDGE, EDGE, FACE, { ...who, initials: [...who.initials][0] })
    const write = (words, font, color, x, y) => {
      pen.font = font
      pen.fillStyle = color
      pen.fillText(words, from(x), PIXELS / 2 + y)
    }
    write(who.name, NAME_FONT, '#CFDAD9', EDGE + FACE + GAP, 6)
    write(text, FONT, SHEET, EDGE + FACE + GAP + nameWidth + GAP, 2)
    return total / PIXELS
  }

  stop() {
    this.material.map?.dispose()
    this.material.dispose()
    this.mesh.geometry.dispose()
    this.mesh.removeFromParent()
  }
}
