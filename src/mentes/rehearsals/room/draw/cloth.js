// Dye textures: ten tiles of 16 cm, painted on a canvas and kept as one array texture (no bleeding between tiles, true
// mipmaps). Red is a light thread over the dye, green a dark thread, blue the relief of the weave (128 is none).
import {
  DataArrayTexture, LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, RGBAFormat, UnsignedByteType,
} from 'three'

export const LAYER = {
  plain: 0, woad: 1, olive: 2, murex: 3, weld: 4, madder: 5, walnut: 6, check: 7, wood: 8, wall: 9,
}
const SIZE = 256 // pixels of one tile
const COUNT = Object.keys(LAYER).length

/** One tile's canvas, with the few strokes that all cloths are made of. */
class Tile {
  constructor() {
    this.canvas = document.createElement('canvas')
    this.canvas.width = this.canvas.height = SIZE
    this.pen = this.canvas.getContext('2d', { willReadFrequently: true })
  }

  clear() {
    this.pen.globalCompositeOperation = 'source-over'
    this.fill('rgb(0,0,128)', 0, 0, SIZE, SIZE)
  }

  fill(style, x, y, width, height) {
    this.pen.fillStyle = style
    this.pen.fillRect(x, y, width, height)
  }

  /** Over and under in squares of `step` pixels; threads differ a little. */
  weave(relief, step = 4) {
    for (let x = 0; x < SIZE; x += step) {
      for (let y = 0; y < SIZE; y += step) {
        const isOver = ((x + y) / step) % 2
        const uneven = ((Math.sin(x * 12.9898 + y * 78.233) * 43758.5) % 1) * relief
        this.fill(`rgb(0,0,${Math.floor(128 + (isOver ? relief : -relief) + uneven)})`, x, y, step, step)
      }
    }
    // From here on threads add to the weave instead of covering it.
    this.pen.globalCompositeOperation = 'lighter'
  }

  light(strength, ...rectangles) {
    for (const rectangle of rectangles) this.fill(`rgb(${strength},0,0)`, ...rectangle)
  }

  dark(strength, ...rectangles) {
    for (const rectangle of rectangles) this.fill(`rgb(0,${strength},0)`, ...rectangle)
  }
}

const DRAW = {
  plain: tile => tile.weave(10),
  woad: tile => {
    tile.weave(8)
    tile.light(190, [28, 0, 9, SIZE], [46, 0, 4, SIZE], [156, 0, 9, SIZE], [174, 0, 4, SIZE])
  },
  olive: tile => {
    tile.weave(6)
    for (let y = 0; y < SIZE; y += 32) {
      tile.dark(120, [0, y, SIZE, 12])
      tile.light(46, [0, y + 14, SIZE, 8])
    }
  },
  murex: tile => {
    tile.weave(7)
    tile.pen.fillStyle = 'rgb(205,0,0)'
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        const isShifted = row % 2 === 1
        const x = 32 + column * 64 + (isShifted ? 32 : 0) - (isShifted && column === 3 ? SIZE : 0)
        tile.pen.beginPath()
        tile.pen.arc(x, 32 + row * 64, 9.5, 0, 7)
        tile.pen.fill()
      }
    }
  },
  weld: tile => tile.weave(16, 8),
  madder: tile => {
    tile.weave(8)
    const { pen } = tile
    pen.lineWidth = 6
    pen.strokeStyle = 'rgb(215,0,0)'
    pen.setLineDash([26, 16.66])
    for (const y of [42, 128, 214]) {
      pen.lineDashOffset = y
      pen.beginPath()
      pen.moveTo(0, y)
      pen.lineTo(SIZE, y)
      pen.stroke()
    }
    pen.setLineDash([])
  },
  walnut: tile => {
    tile.weave(8)
    tile.dark(130, [0, 20, SIZE, 14], [0, 148, SIZE, 14])
    tile.light(80, [0, 36, SIZE, 4], [0, 164, SIZE, 4])
  },
  check: tile => {
    tile.weave(8)
    for (const at of [0, 128]) tile.dark(70, [at, 0, 60, SIZE], [0, at, SIZE, 60])
    for (const at of [28, 156]) tile.light(110, [at, 0, 4, SIZE], [0, at, SIZE, 4])
  },
  wood: tile => {
    const { pen } = tile
    for (let i = 0; i < 46; i++) {
      pen.strokeStyle = `rgba(0,0,${i % 3 ? 112 : 146},.8)`
      pen.lineWidth = 1.5 + (i % 4)
      pen.beginPath()
      for (let x = 0; x <= SIZE; x += 8) pen.lineTo(x, i * 5.6 + Math.sin((x / SIZE) * Math.PI * 2 + (i % 5)) * 3)
      pen.stroke()
    }
  },
  wall: tile => tile.weave(5, 2),
}

export function clothTexture() {
  const tile = new Tile()
  const pixels = new Uint8Array(SIZE * SIZE * 4 * COUNT)
  for (const [name, layer] of Object.entries(LAYER)) {
    tile.clear()
    DRAW[name](tile)
    pixels.set(tile.pen.getImageData(0, 0, SIZE, SIZE).data, layer * SIZE * SIZE * 4)
  }
  const texture = new DataArrayTexture(pixels, SIZE, SIZE, COUNT)
  texture.format = RGBAFormat
  texture.type = UnsignedByteType
  texture.wrapS = texture.wrapT = RepeatWrapping
  texture.minFilter = LinearMipmapLinearFilter
  texture.magFilter = LinearFilter
  texture.generateMipmaps = true
  texture.anisotropy = 4
  texture.needsUpdate = true
  return texture
}
