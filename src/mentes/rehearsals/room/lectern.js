// What only one person sees in a headset: for the speaker a lectern with the prompt, what may be chosen, the clock and the notes, for a
// mentor the cues. Pointed at with a controller or a hand; on a page the same stands below the picture.
import { CanvasTexture, CircleGeometry, Matrix4, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, Vector3 } from 'three'
import { INK, SHEET } from './draw/palette.js'
import { isArabic, SANS, SERIF } from './portrait.js'

const [WIDTH, HEIGHT] = [1024, 768] // pixels
const [WIDE, HIGH] = [0.64, 0.48] // metres
const [TOP, ROW, EDGE] = [300, 92, 40]
const HIGH_TOP = 124 // with two columns: no notes, and one line of what is said
const QUIET = '#465860'
const inverse = new Matrix4()
const from = new Vector3()
const along = new Vector3()

export class Lectern {
  /** `parent` is what stands still while the head moves; `eye` metres; `from` and `face` where one stands on a floor that was found. */
  constructor(parent, eye, { from, face }) {
    this.canvas = document.createElement('canvas')
    this.canvas.width = WIDTH
    this.canvas.height = HEIGHT
    this.map = new CanvasTexture(this.canvas)
    this.map.colorSpace = SRGBColorSpace
    this.mesh = new Mesh(new PlaneGeometry(WIDE, HIGH), new MeshBasicMaterial({ map: this.map }))
    this.mesh.position.set(-0.62 * Math.sin(face), eye - 0.62, -0.62 * Math.cos(face))
    if (from) this.mesh.position.add(from)
    this.mesh.rotation.set(-0.75, face, 0, 'YXZ')
    // Where a controller or a hand points; nobody can aim at what they do not see.
    this.dot = new Mesh(new CircleGeometry(0.006, 16), new MeshBasicMaterial({ color: INK }))
    this.mesh.add(this.dot)
    Object.assign(this, { rows: 0, columns: 1, top: TOP, high: ROW, spot: [0, 0] })
    parent.add(this.mesh)
  }

  /** `lines`: {clock, prompt, notes, rows: [words]}, in one column or two. */
  draw({ clock, prompt, notes = '', rows, columns = 1 }) {
    const pen = this.canvas.getContext('2d')
    const top = columns > 1 ? HIGH_TOP : TOP
    const wide = (WIDTH - EDGE) / columns
    // As many as there are stand on it.
    const high = Math.min(ROW, (HEIGHT - top) / Math.ceil(rows.length / columns))
    Object.assign(this, { rows: rows.length, columns, top, high })
    pen.fillStyle = SHEET
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.textBaseline = 'alphabetic'
    this.text(pen, [clock], { y: 52, size: 34, color: QUIET, family: SANS, most: 1 })
    this.text(pen, [prompt], { y: 104, size: 40, color: INK, family: SERIF, most: 3 - columns })
    this.text(pen, [notes], { y: 216, size: 30, color: QUIET, family: SANS, most: 2 })
    rows.forEach((row, n) => {
      const [x, y] = [EDGE / 2 + (n % columns) * wide, top + Math.floor(n / columns) * high]
      pen.fillStyle = n % 2 ? '#F4ECE1' : '#EFE3D3'
      pen.fillRect(x, y, wide - 10, high - 10)
      this.text(pen, [row], { x, wide, y: y + high / 2 + 8, size: 38, color: INK, family: SANS, most: 1 })
    })
    this.map.needsUpdate = true
  }

  text(pen, [words], { x = EDGE / 2, wide = WIDTH - EDGE, y, size, color, family, most }) {
    if (!words) return
    pen.font = `430 ${size}px ${family}`
    pen.fillStyle = color
    const isMirrored = isArabic(words)
    pen.direction = isMirrored ? 'rtl' : 'ltr'
    pen.textAlign = 'start'
    const lines = []
    let line = ''
    for (const word of words.split(/\s+/)) {
      const longer = line ? `${line} ${word}` : word
      if (line && pen.measureText(longer).width > wide - EDGE) {
        lines.push(line)
        line = word
      } else line = longer
    }
    lines.push(line)
    lines.slice(0, most).forEach((one, n) => {
      const said = n === most - 1 && lines.length > most ? `${one} …` : one
      pen.fillText(said, isMirrored ? x + wide - EDGE / 2 : x + EDGE / 2, y + n * size * 1.25, wide - EDGE)
    })
  }

  /** Shows where the hands of session.js point. */
  follow({ left, right }) {
    this.dot.visible = (right.isTracked && this.meets(right.ray)) || (left.isTracked && this.meets(left.ray))
    if (this.dot.visible) this.dot.position.set(this.spot[0], this.spot[1], 0.002)
  }

  /** Which row a ray (an XRRigidTransform's matrix, in the space of the lectern's parent) meets, or -1. */
  rowAt(matrix) {
    if (!this.meets(matrix)) return -1
    const [x, y] = this.spot
    const line = Math.floor(((0.5 - y / HIGH) * HEIGHT - this.top) / this.high)
    const row = line * this.columns + Math.floor((x / WIDE + 0.5) * this.columns)
    return line >= 0 && row < this.rows ? row : -1
  }

  /** Whether a ray meets the sheet; `spot` is where. */
  meets(matrix) {
    this.mesh.updateMatrix()
    inverse.copy(this.mesh.matrix).invert()
    from.set(matrix[12], matrix[13], matrix[14]).applyMatrix4(inverse)
    along.set(-matrix[8], -matrix[9], -matrix[10]).transformDirection(inverse)
    if (along.z >= -1e-6 || from.z <= 0) return false
    const far = -from.z / along.z
    this.spot[0] = from.x + along.x * far
    this.spot[1] = from.y + along.y * far
    return Math.abs(this.spot[0]) < WIDE / 2 && Math.abs(this.spot[1]) < HIGH / 2
  }

  stop() {
    this.map.dispose()
    this.mesh.material.dispose()
    this.mesh.geometry.dispose()
    this.dot.geometry.dispose()
    this.dot.material.dispose()
    this.mesh.removeFromParent()
  }
}
