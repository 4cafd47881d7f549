// What only the speaker sees in a headset: a lectern with the prompt, what may be chosen, the clock and the notes. Pointed at with a
// controller or a hand; on a page the same stands below the picture.
import { CanvasTexture, Matrix4, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, Vector3 } from 'three'
import { INK, SHEET } from './draw/palette.js'
import { isArabic, SANS, SERIF } from './portrait.js'

const [WIDTH, HEIGHT] = [1024, 768] // pixels
const [WIDE, HIGH] = [0.64, 0.48] // metres
const [TOP, ROW, EDGE] = [300, 92, 40]
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
    this.rows = 0
    parent.add(this.mesh)
  }

  /** `lines`: {clock, prompt, notes, rows: [words]}. */
  draw({ clock, prompt, notes, rows }) {
    const pen = this.canvas.getContext('2d')
    this.rows = rows.length
    pen.fillStyle = SHEET
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.textBaseline = 'alphabetic'
    this.text(pen, [clock], { y: 52, size: 34, color: QUIET, family: SANS, most: 1 })
    this.text(pen, [prompt], { y: 108, size: 40, color: INK, family: SERIF, most: 2 })
    this.text(pen, [notes], { y: 216, size: 30, color: QUIET, family: SANS, most: 2 })
    rows.forEach((row, n) => {
      pen.fillStyle = n % 2 ? '#F4ECE1' : '#EFE3D3'
      pen.fillRect(EDGE / 2, TOP + n * ROW, WIDTH - EDGE, ROW - 10)
      this.text(pen, [row], { y: TOP + n * ROW + 54, size: 38, color: INK, family: SANS, most: 1 })
    })
    this.map.needsUpdate = true
  }

  text(pen, [words], { y, size, color, family, most }) {
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
      if (line && pen.measureText(longer).width > WIDTH - 2 * EDGE) {
        lines.push(line)
        line = word
      } else line = longer
    }
    lines.push(line)
    lines.slice(0, most).forEach((one, n) => {
      const said = n === most - 1 && lines.length > most ? `${one} …` : one
      pen.fillText(said, isMirrored ? WIDTH - EDGE : EDGE, y + n * size * 1.25, WIDTH - 2 * EDGE)
    })
  }

  /** Which row a ray (an XRRigidTransform's matrix, in the space of the lectern's parent) meets, or -1. */
  rowAt(matrix) {
    this.mesh.updateMatrix()
    inverse.copy(this.mesh.matrix).invert()
    from.set(matrix[12], matrix[13], matrix[14]).applyMatrix4(inverse)
    along.set(-matrix[8], -matrix[9], -matrix[10]).transformDirection(inverse)
    if (along.z >= -1e-6 || from.z <= 0) return -1
    const far = -from.z / along.z
    const [x, y] = [from.x + along.x * far, from.y + along.y * far]
    if (Math.abs(x) > WIDE / 2 || Math.abs(y) > HIGH / 2) return -1
    const row = Math.floor(((0.5 - y / HIGH) * HEIGHT - TOP) / ROW)
    return row >= 0 && row < this.rows ? row : -1
  }

  stop() {
    this.map.dispose()
    this.mesh.material.dispose()
    this.mesh.geometry.dispose()
    this.mesh.removeFromParent()
  }
}
