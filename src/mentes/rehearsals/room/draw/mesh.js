// One builder for everything that has a shape: skins over rings, tubes, boxes and discs, merged into ONE geometry, so
// that a whole place, or a whole audience, is one draw call.
//
// A vertex carries: colour (linear), uv in tiles of cloth (16 cm), aux = (ambient light 0..1, layer of cloth or -1,
// unlit 0..1), and up to two bones with their weights.
import { BufferGeometry, Color, Float32BufferAttribute, Matrix3, Matrix4, Uint16BufferAttribute, Vector3 } from 'three'
import { clamp, TURN } from './numbers.js'

/** Metres that one tile of cloth.js covers. */
export const TILE = 0.16

export const paint = value => new Color(value)
export const mix = (a, b, share) => paint(a).lerp(paint(b), share)

/** A matrix: first scaled, then turned about z, x, y (radians), then moved (metres). */
export function placed(x = 0, y = 0, z = 0, turnY = 0, turnX = 0, turnZ = 0, scale = 1) {
  return new Matrix4()
    .makeTranslation(x, y, z)
    .multiply(new Matrix4().makeRotationY(turnY))
    .multiply(new Matrix4().makeRotationX(turnX))
    .multiply(new Matrix4().makeRotationZ(turnZ))
    .multiply(new Matrix4().makeScale(scale, scale, scale))
}

const SAME_PLACE = 1e-10 // square metres: nearer points are one
const ALL_OF_BONE_0 = [0, 1]

// The six sides of a box: normal, and the two edges that span it. `skip` names sides by this order.
const SIDES = [
  [[1, 0, 0], [0, 0, -1], [0, 1, 0]],
  [[-1, 0, 0], [0, 0, 1], [0, 1, 0]],
  [[0, 1, 0], [1, 0, 0], [0, 0, -1]],
  [[0, -1, 0], [1, 0, 0], [0, 0, 1]],
  [[0, 0, 1], [1, 0, 0], [0, 1, 0]],
  [[0, 0, -1], [-1, 0, 0], [0, 1, 0]],
]
export const SIDE = { right: 0, left: 1, top: 2, bottom: 3, front: 4, back: 5 }
const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, 1]]

/**
 * Options shared by all shapes: `color` a Color, `layer` of cloth.js or -1 for none, `ao` ambient light 0..1,
 * `unlit` 0..1, `bones` [bone, weight, bone, weight]. Most may be functions of where on the shape they are asked.
 */
export class Builder {
  constructor() {
    this.positions = []
    this.normals = []
    this.colors = []
    this.uvs = []
    this.aux = []
    this.skinIndices = []
    this.skinWeights = []
    this.indices = []
    this.matrix = null
    this.normalMatrix = null
  }

  get triangles() {
    return this.indices.length / 3
  }

  /** Adds one vertex; gives its number. */
  vertex(position, normal, color, uv, ao, layer, unlit, bones = ALL_OF_BONE_0) {
    let [p, n] = [position, normal]
    if (this.matrix) {
      p = p.clone().applyMatrix4(this.matrix)
      n = n.clone().applyMatrix3(this.normalMatrix).normalize()
    }
    this.positions.push(p.x, p.y, p.z)
    this.normals.push(n.x, n.y, n.z)
    this.colors.push(color.r, color.g, color.b)
    this.uvs.push(uv[0], uv[1])
    this.aux.push(ao, layer, unlit)
    this.skinIndices.push(bones[0], bones[2] ?? 0, 0, 0)
    this.skinWeights.push(bones[1], bones[3] ?? 0, 0, 0)
    return this.positions.length / 3 - 1
  }

  /** Everything that `draw` adds stands where `matrix` puts it; may be nested. */
  at(matrix, draw) {
    const [outer, outerNormal] = [this.matrix, this.normalMatrix]
    this.matrix = outer ? outer.clone().multiply(matrix) : matrix.clone()
    this.normalMatrix = new Matrix3().getNormalMatrix(this.matrix)
    draw()
    this.matrix = outer
    this.normalMatrix = outerNormal
  }

  /**
   * A skin over `points`, rows of Vector3 of equal length; `wrap` where the last column is the first one again.
   * `color`, `ao`, `layer`, `bones` may be functions of (row, column, point, normal), `uv` of (row, column, point).
   */
  grid(points, { wrap = false, color, layer = -1, ao = 1, unlit = 0, bones, uv, flip = false }) {
    const [rows, columns] = [points.length, points[0].length]
    const normals = gridNormals(points, wrap, flip)
    const ask = (value, i, j) => (typeof value === 'function' ? value(i, j, points[i][j], normals[i][j]) : value)
    const ids = points.map((row, i) =>
      row.map((point, j) =>
        this.vertex(
          point, normals[i][j], ask(color, i, j), uv ? uv(i, j, point) : [j / (columns - 1), i / (rows - 1)],
          ask(ao, i, j), ask(layer, i, j), unlit, ask(bones, i, j),
        ),
      ),
    )
    for (let i = 0; i < rows - 1; i++) {
      for (let j = 0; j < columns - 1; j++) {
        const [a, b, c, d] = [ids[i][j], ids[i][j + 1], ids[i + 1][j + 1], ids[i + 1][j]]
        // At a pole all points of a row are one: its triangles would be without surface.
        const hasFirst = points[i][j].distanceToSquared(points[i][j + 1]) > SAME_PLACE
        const hasSecond = points[i + 1][j].distanceToSquared(points[i + 1][j + 1]) > SAME_PLACE
        if (hasFirst) this.indices.push(...(flip ? [a, c, b] : [a, b, c]))
        if (hasSecond) this.indices.push(...(flip ? [a, d, c] : [a, c, d]))
      }
    }
  }

  /**
   * A skin over rings, each {at: [x, y, z], rx, rz}, or {at, u, v} with the two half axes as vectors; `pow` above 2
   * makes it squarer. Angle 0 is the front (+v). A ring's own `color`, `ao`, `layer`, `bones` win over the shape's.
   */
  loft(rings, options) {
    const { segs = 10, color, layer = -1, ao = 1, bones, unlit = 0, flip = false, turns = 1 } = options
    const { capA = true, capB = true } = options
    const points = []
    const about = [] // of each row: its ring, how far along, its girth
    let length = 0
    let before = null
    const addRow = (ring, size) => {
      const centre = new Vector3(...ring.at)
      if (before) length += before.distanceTo(centre) || 0.01
      before = centre
      const u = ring.u || [ring.rx, 0, 0]
      const v = ring.v || [0, 0, ring.rz]
      points.push(ringPoints(ring.at, u, v, ring.pow || 2, segs, size))
      about.push({ ring, length, girth: Math.PI * (Math.hypot(...u) + Math.hypot(...v)) * size || 0.1 })
    }
    if (capA) addRow(rings[0], 0)
    for (const ring of rings) addRow(ring, 1)
    if (capB) addRow(rings[rings.length - 1], 0)
    const girth = Math.max(...about.map(row => row.girth))
    const pick = (value, key) => (i, j, point, normal) => {
      const own = about[i].ring[key] !== undefined ? about[i].ring[key] : value
      return typeof own === 'function' ? own((j / segs) * TURN, point, normal) : own
    }
    this.grid(points, {
      wrap: true, flip, unlit, color: pick(color, 'color'), ao: pick(ao, 'ao'), layer: pick(layer, 'layer'),
      bones: pick(bones, 'bones'),
      uv: (i, j) => [(j / segs) * Math.round((girth / TILE) * turns), about[i].length / TILE],
    })
  }

  /** A loft along a path: points {at, rx, rz?}; `ref` is a direction that lies across the path. */
  tube(path, options) {
    const ref = new Vector3(...(options.ref || [1, 0, 0]))
    const rings = path.map((point, i) => {
      const from = path[Math.max(0, i - 1)].at
      const to = path[Math.min(path.length - 1, i + 1)].at
      const along = new Vector3(to[0] - from[0], to[1] - from[1], to[2] - from[2]).normalize()
      const v = new Vector3().crossVectors(ref, along).normalize()
      const u = new Vector3().crossVectors(along, v).normalize()
      return { ...point, u: u.multiplyScalar(point.rx).toArray(), v: v.multiplyScalar(point.rz ?? point.rx).toArray() }
    })
    this.loft(rings, options)
  }

  /**
   * A box about its centre. `color(x, y, z)` and `ao(x, y, z, normal)` are asked at the corners; `skip` lists SIDEs
   * that nobody sees; `uvScale` makes the weave coarser below 1.
   */
  box(x, y, z, width, height, depth, color, options = {}) {
    const { skip = [], ao = 1, layer = -1, unlit = 0, bones, uvScale = 1 } = options
    const half = [width / 2, height / 2, depth / 2]
    SIDES.forEach(([normal, u, v], side) => {
      if (skip.includes(side)) return
      const across = Math.abs(u[0]) * width + Math.abs(u[2]) * depth
      const up = Math.abs(v[1]) * height + Math.abs(v[2]) * depth
      const ids = CORNERS.map(([a, b]) => {
        const [dx, dy, dz] = half.map((size, i) => (normal[i] + u[i] * a + v[i] * b) * size)
        const here = [x + dx, y + dy, z + dz]
        const uv = [((a * across) / 2 / TILE) * uvScale, ((b * up) / 2 / TILE) * uvScale]
        return this.vertex(
          new Vector3(...here), new Vector3(...normal), typeof color === 'function' ? color(...here) : color, uv,
          typeof ao === 'function' ? ao(...here, normal) : ao, layer, unlit, bones,
        )
      })
      this.indices.push(ids[0], ids[1], ids[2], ids[0], ids[2], ids[3])
    })
  }

  /** A flat fan in the XY plane, facing +Z: `dome` raises its middle, `from` and `to` (radians) leave a piece. */
  disc(x, y, z, rx, ry, segs, color, options = {}) {
    const { n = [0, 0, 1], dome = 0, ao = 1, unlit = 0, bones, from = 0, to = TURN, rim = color } = options
    const normal = new Vector3(...n)
    const middle = this.vertex(new Vector3(x, y, z + dome), normal, color, [0, 0], ao, -1, unlit, bones)
    let last
    for (let j = 0; j <= segs; j++) {
      const angle = from + ((to - from) * j) / segs
      const edge = new Vector3(x + Math.cos(angle) * rx, y + Math.sin(angle) * ry, z)
      const id = this.vertex(edge, normal, rim, [0, 0], ao, -1, unlit, bones)
      if (j) this.indices.push(middle, last, id)
      last = id
    }
  }

  /** The geometry. Bones are kept only where something hangs on another than the first. */
  build() {
    const geometry = new BufferGeometry()
    const set = (name, values, size) => geometry.setAttribute(name, new Float32BufferAttribute(values, size))
    set('position', this.positions, 3)
    set('normal', this.normals, 3)
    set('color', this.colors, 3)
    set('uv', this.uvs, 2)
    set('aux', this.aux, 3)
    if (this.skinIndices.some(index => index)) {
      geometry.setAttribute('skinIndex', new Uint16BufferAttribute(this.skinIndices, 4))
      set('skinWeight', this.skinWeights, 4)
    }
    geometry.setIndex(this.indices)
    geometry.computeBoundingSphere()
    return geometry
  }
}

function ringPoints(centre, u, v, pow, segs, size) {
  const row = []
  const bend = x => Math.sign(x) * Math.abs(x) ** (2 / pow) * size
  for (let j = 0; j <= segs; j++) {
    const angle = (j / segs) * TURN
    const [a, b] = [bend(Math.sin(angle)), bend(Math.cos(angle))]
    row.push(new Vector3(...centre.map((c, i) => c + u[i] * a + v[i] * b)))
  }
  return row
}

function gridNormals(points, wrap, flip) {
  const [rows, columns] = [points.length, points[0].length]
  const column = j => (wrap ? (j + columns - 1) % (columns - 1) : clamp(j, 0, columns - 1))
  const at = (i, j) => points[clamp(i, 0, rows - 1)][column(j)]
  const [across, along] = [new Vector3(), new Vector3()]
  const normals = points.map((row, i) =>
    row.map((_, j) => {
      across.subVectors(at(i, j + 1), at(i, j - 1))
      if (across.lengthSq() < SAME_PLACE) {
        // A pole: its neighbouring row says which way is across.
        const beside = i === 0 ? 1 : i - 1
        across.subVectors(at(beside, j + 1), at(beside, j - 1))
      }
      along.subVectors(at(i + 1, j), at(i - 1, j))
      const normal = new Vector3().crossVectors(across, along)
      if (flip) normal.negate()
      return normal.lengthSq() > 1e-14 ? normal.normalize() : new Vector3(0, 1, 0)
    }),
  )
  for (const i of [0, rows - 1]) {
    const isPole = columns > 3 && points[i][0].distanceToSquared(points[i][Math.floor(columns / 2)]) < 1e-9
    if (!isPole) continue
    const mean = normals[i === 0 ? 1 : rows - 2].reduce((sum, n) => sum.add(n), new Vector3()).normalize()
    for (const normal of normals[i]) normal.copy(mean)
  }
  return normals
}
