// Shapes that several places are made of. Angles are seen from the speaker, 0 straight ahead, growing to the right.
import {
  CanvasTexture,
  DoubleSide,
  Float32BufferAttribute,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
  Vector3,
} from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed, SIDE, TILE } from '../draw/mesh.js'
import { lerp, seeded, smooth, TURN } from '../draw/numbers.js'
import { DYE } from '../draw/palette.js'

export const dye = name => paint(DYE[name])
export const point = (x, y, z) => new Vector3(x, y, z)
export const polar = (radius, y, angle) => point(radius * Math.sin(angle), y, -radius * Math.cos(angle))
/** Nobody ever sees more of a floor board or a sheet than its top. */
export const ONLY_TOP = [SIDE.right, SIDE.left, SIDE.bottom, SIDE.front, SIDE.back]
export const ONLY_FRONT = [SIDE.right, SIDE.left, SIDE.top, SIDE.bottom, SIDE.back]

const valueAt = (value, row) => (Array.isArray(value) ? value[row] : value)

/**
 * Surfaces of turning about the speaker: `path` [[radius, y], ...] swept from angle `from` to `to`. `color` is a Color,
 * a list of one for each strip, or a function of (point, row); `ao` a number, a list for each point of the path, or a
 * function of the point; `layer` a number or a list for each strip.
 */
export function arc(builder, path, from, to, segs, color, { ao = 1, layer = -1, flip = false, uvScale = 1 } = {}) {
  const angles = Array.from({ length: segs + 1 }, (_, j) => lerp(from, to, j / segs))
  const rows = path.map(([radius, y]) => angles.map(angle => polar(radius, y, angle)))
  const along = [0]
  for (let i = 1; i < path.length; i++) {
    along.push(along[i - 1] + Math.hypot(path[i][0] - path[i - 1][0], path[i][1] - path[i - 1][1]))
  }
  for (let i = 0; i < rows.length - 1; i++) {
    builder.grid([rows[i], rows[i + 1]], {
      flip,
      layer: valueAt(layer, i),
      color: typeof color === 'function' ? (a, j, p) => color(p, i + a) : valueAt(color, i),
      ao: typeof ao === 'function' ? (a, j, p) => ao(p) : a => valueAt(ao, i + a),
      uv: (a, j) => [((angles[j] - from) * path[0][0] * uvScale) / TILE, (along[i + a] * uvScale) / TILE],
    })
  }
}

const LARGE = 12 // people: as many always have somebody in a wheelchair among them
/**
 * Keeps the clear place of `seats` for somebody in a wheelchair, or gives it up: in a third of small rooms there is one, in
 * large ones always. Furniture is built by what is kept, so that nobody sits on air.
 */
export function keepOpen(seats, seed) {
  const isKept = seats.length >= LARGE || seeded(seed + 3)() < 1 / 3
  return seats.map(seat => {
    if (!seat.isOpen) return seat
    return {
      ...seat,
      isOpen: isKept,
      ...(isKept && seats.length < LARGE && { cast: { ...seat.cast, hasWheelchair: true } }),
    }
  })
}

/** Soft discs where things stand: {x, y, z, rx, rz, strength, turn}. One mesh for all of a place. */
export function contactShadows(spots) {
  const builder = new Builder()
  for (const { x, y, z, rx, rz, strength, turn = 0 } of spots) {
    builder.at(placed(x, y, z, turn), () => {
      const ring = size =>
        Array.from({ length: 10 }, (_, j) => {
          const angle = (j / 9) * TURN
          return point(Math.sin(angle) * rx * size, 0, Math.cos(angle) * rz * size)
        })
      builder.grid([ring(0), ring(1)], { color: paint(0), ao: i => (i ? 0 : strength) })
    })
  }
  const geometry = builder.build()
  const { aux } = geometry.attributes
  // The strength goes into the fourth part of the colour, where the basic material looks for transparency.
  const rgba = new Float32Array(aux.count * 4).fill(1)
  for (let i = 0; i < aux.count; i++) rgba[i * 4 + 3] = aux.getX(i)
  geometry.setAttribute('color', new Float32BufferAttribute(rgba, 4))
  geometry.deleteAttribute('aux')
  geometry.deleteAttribute('uv')
  const material = new MeshBasicMaterial({ color: '#3A1F2E', vertexColors: true, transparent: true, depthWrite: false })
  const mesh = new Mesh(geometry, material)
  mesh.renderOrder = 1
  return mesh
}

/**
 * A sheet that shows pictures: `show(image)` takes a canvas, a bitmap or an image of 16:9, null clears it. Metres.
 * The mesh is one draw call beside the place's one.
 */
export function slideSheet(width, height, theme) {
  const canvas = document.createElement('canvas')
  canvas.width = 1280
  canvas.height = Math.round((1280 * height) / width)
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = SRGBColorSpace
  texture.anisotropy = 8
  const material = new MeshBasicMaterial({ map: texture, side: DoubleSide })
  // In the evening a sheet of full white would blind: it takes a little of the lamps.
  if (theme.isNight) material.color.set('#E8DCD0')
  const mesh = new Mesh(new PlaneGeometry(width, height), material)
  const show = image => {
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#FFFCF8'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    if (image) drawWhole(pen, image, canvas)
    texture.needsUpdate = true
  }
  show(null)
  return { mesh, width, height, show }
}

/** As large as it fits, in the middle. */
function drawWhole(pen, image, { width, height }) {
  const scale = Math.min(width / image.width, height / image.height)
  const [w, h] = [image.width * scale, image.height * scale]
  pen.drawImage(image, (width - w) / 2, (height - h) / 2, w, h)
}

/** Colour of a wall at a height: darker towards the floor. */
export const wallColor = (theme, y, floor = 0) => mix(theme.wallLow, theme.wall, smooth(floor + 0.1, floor + 2, y))

/** A flat piece of wall between two points of the plan ([x, z]); its ambient light falls off to foot and edges. */
export function wall(builder, theme, [ax, az], [bx, bz], options = {}) {
  const { floor = 0, top = 3.1, columns = 10, rows = 7, ao = () => 1 } = options

  const points = Array.from({ length: rows + 1 }, (_, i) =>
    Array.from({ length: columns + 1 }, (__, j) =>
      point(lerp(ax, bx, j / columns), lerp(floor, top, i / rows), lerp(az, bz, j / columns)),
    ),
  )
  const edge = j => lerp(0.74, 1, smooth(0, 0.16, Math.min(j, columns - j) / columns))
  builder.grid(points, {
    layer: LAYER.wall,
    color: (i, j, p) => wallColor(theme, p.y, floor),
    ao: (i, j, p) =>
      Math.min(
        lerp(0.6, 1, smooth(floor - 0.1, floor + 0.9, p.y)),
        lerp(0.72, 1, smooth(top + 0.2, top - 0.6, p.y)),
        edge(j),
      ) * ao(p),
    uv: (i, j, p) => [(p.x + p.z) / TILE, p.y / TILE],
  })
}

/** Boards of a floor along z, each a little different; `random` gives 0..1. */
export function boards(builder, theme, random, { from, to, zFrom, zTo, y = 0, width = 0.42, ao = () => 1 }) {
  const middle = (zFrom + zTo) / 2
  for (let x = from; x < to - 0.01; x += width) {
    builder.box(
      x + width / 2,
      y - 0.01,
      middle,
      width * 0.988,
      0.02,
      Math.abs(zTo - zFrom),
      mix(theme.floor, theme.wood, random() * 0.5),
      { layer: LAYER.wood, skip: ONLY_TOP, ao: (a, b, z) => ao(z) },
    )
  }
}

/** A rug: a field and two edges, each a little above the last, so that no two lie in one plane. */
export function rug(builder, x, z, width, depth, { field, edge, y = 0.004, turn = 0, layer = LAYER.check }) {
  builder.at(placed(x, y, z, turn), () => {
    builder.box(0, 0, 0, width, 0.006, depth, field, { layer, uvScale: 0.4, skip: [SIDE.bottom] })
    for (const side of [-1, 1]) {
      builder.box(0, 0.003, side * (depth / 2 - 0.07), width, 0.006, 0.08, edge, {
        layer: LAYER.madder,
        skip: [SIDE.bottom],
      })
    }
  })
}

/**
 * Four walls, boards and a ceiling on beams: from -half to half, from `front` (behind the speaker) to `back`. Corners
 * are darker; the foot of each wall has a skirting.
 */
export function chamber(builder, theme, random, options) {
  const { half, back, front = 2.2, top = 3.1, floor = 0, width = 0.42, hasBack = true } = options
  const far = p => lerp(0.8, 1, smooth(back, back + 0.9, p.z))
  boards(builder, theme, random, {
    from: -half - 0.1,
    to: half + 0.1,
    zFrom: front,
    zTo: back,
    y: floor,
    width,
    ao: z => lerp(0.55, 1, smooth(back - 0.2, back + 1.7, z)),
  })
  if (hasBack) wall(builder, theme, [-half, back], [half, back], { floor, top, columns: 14, rows: 8 })
  wall(builder, theme, [-half, front], [-half, back], { floor, top, columns: 8, ao: far })
  wall(builder, theme, [half, back], [half, front], { floor, top, columns: 8, ao: far })
  wall(builder, theme, [half, front], [-half, front], { floor, top, columns: 8 })
  const ceiling = [front, back].map(z => [point(-half, top, z), point(half, top, z)])
  // A little light of its own: nothing lights a ceiling from above, and it would look like a cellar's.
  builder.grid(ceiling, {
    color: mix(theme.wall, theme.frame, 0.6),
    flip: true,
    ao: 0.95,
    unlit: theme.isNight ? 0.15 : 0.5,
  })
  for (let z = back + 0.9; z < front - 0.5; z += 1.5) {
    builder.box(0, top - 0.06, z, half * 2, 0.12, 0.14, paint(theme.wood), {
      layer: LAYER.wood,
      skip: [SIDE.top, SIDE.left, SIDE.right],
      ao: 0.9,
    })
  }
  const skirting = paint(theme.frame)
  builder.box(0, floor + 0.05, back + 0.01, half * 2, 0.1, 0.02, skirting, { skip: [SIDE.back, SIDE.bottom], ao: 0.85 })
  for (const side of [-1, 1]) {
    builder.box(side * (half - 0.01), floor + 0.05, (front + back) / 2, 0.02, 0.1, front - back, skirting, {
      skip: [SIDE.bottom],
      ao: 0.8,
    })
  }
}

/** Light that falls through a window in four panes, lying `lift` over whatever `place(u, v)` (0..1 both) points to. */
export function paneLight(
  builder,
  theme,
  place,
  { layer = LAYER.wall, color = mix(theme.wall, '#FFF1D6', 0.8), ao = 1 } = {},
) {
  if (theme.isNight) return
  for (const [left, right] of [
    [0, 0.46],
    [0.54, 1],
  ]) {
    for (const [low, high] of [
      [0, 0.46],
      [0.54, 1],
    ]) {
      builder.grid(
        [
          [place(left, low), place(right, low)],
          [place(left, high), place(right, high)],
        ],
        { color, layer, ao, uv: (i, j, p) => [(p.x + p.z) / TILE, (p.y + p.z) / TILE] },
      )
    }
  }
}
