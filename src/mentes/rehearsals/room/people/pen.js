// What every part of a person is drawn with: the builder, the measures, the colours of this person, names for the
// bones.
import { Vector3 } from 'three'
import { LAYER } from '../draw/cloth.js'
import { mix, paint, TILE } from '../draw/mesh.js'
import { lerp, TURN } from '../draw/numbers.js'
import { DYE, HAIR, SKIN } from '../draw/palette.js'
import { BONE } from './bones.js'

// The texture each dye is worn with; the undyed and the pale ones borrow one.
const TEXTURE = { linen: 'madder', rose: 'plain', sage: 'olive', sky: 'check', ink: 'woad' }
const layerOf = dye => LAYER[TEXTURE[dye] || dye]
export const CREAM = paint('#F3E7D6')

export class Pen {
  /** Draws into `builder`; the person's bones are `firstBone` and those after it. */
  constructor(builder, body, detail, firstBone) {
    const { person } = body
    Object.assign(this, { builder, body, person, detail, firstBone })
    const skin = SKIN[person.skin]
    const isDark = person.skin > 4
    this.skinHex = skin
    this.skin = paint(skin)
    this.deep = mix(skin, '#5A1F1E', 0.34)
    this.blush = mix(skin, isDark ? '#8E3B2C' : '#D9694F', 0.3)
    this.line = mix(skin, '#1A1014', 0.84)
    this.lips = isDark ? mix(skin, '#8C3340', 0.42) : mix(skin, '#A83A3A', 0.52)
    this.hair = paint(HAIR[person.hair])
    this.dye = paint(DYE[person.top])
    this.layer = layerOf(person.top)
    this.second = paint(DYE[person.second])
    this.secondLayer = layerOf(person.second)
    this.wrap = paint(DYE[person.wrapDye])
    this.wrapLayer = layerOf(person.wrapDye)
    this.trousers = paint(DYE[person.trousers]).multiplyScalar(0.9)
  }

  /** [bone, weight, bone, weight] for a vertex; `other` takes the rest. */
  on(bone, share = 1, other = bone) {
    return [this.firstBone + BONE[bone], share, this.firstBone + BONE[other], 1 - share]
  }

  /**
   * Cloth on cloth: rows from height `low` to `high`, cut where the torso's own rings are, or it would sink into its
   * facets. `at(y, side, share)` gives a point; side runs -1..1 over `columns`, share 0..1 from low to high.
   */
  patch(low, high, columns, at, color, { layer = -1, ao = 1 } = {}) {
    const own = this.body.rings.map(([y]) => y).filter(y => y > low + 0.008 && y < high - 0.008)
    const points = [low, ...own, high].map(y =>
      Array.from({ length: columns }, (_, j) =>
        at(y, columns > 1 ? (j / (columns - 1)) * 2 - 1 : 0, (y - low) / (high - low)),
      ),
    )
    this.builder.grid(points, { color, layer, ao, bones: this.on('spine'), uv: (i, j, p) => [p.x / TILE, p.y / TILE] })
  }

  /** A strip of cloth over the chest from `a` to `b` ([x, y]), `width` wide. */
  strip(a, b, width, color, off = 0.007) {
    const at = (y, side, share) => this.body.onChest(lerp(a[0], b[0], share) + (side * width) / 2, y, off)
    this.patch(a[1], b[1], 2, at, color)
  }

  /** A round patch on the face; `squash(angle)` flattens it where it returns less than 1. */
  spot(x, y, rx, ry, sides, color, off, bones, squash = () => 1) {
    const { builder, body } = this
    const normal = new Vector3(x * 3, 0.05, 1).normalize()
    const add = (px, py) => builder.vertex(body.onFace(px, py, off), normal, color, [0, 0], 1, -1, 0, bones)
    const middle = add(x, y)
    let last
    for (let j = 0; j <= sides; j++) {
      const angle = (j / sides) * TURN
      const edge = add(x + Math.cos(angle) * rx, y + Math.sin(angle) * ry * squash(angle))
      if (j) builder.indices.push(middle, last, edge)
      last = edge
    }
  }

  /** A painted line on the face: points [x, y, half its thickness]. */
  stroke(points, color, off, bones) {
    const edges = [-1, 1].map(side => points.map(([x, y, half]) => this.body.onFace(x, y + side * half, off)))
    this.builder.grid(edges, { color, bones })
  }
}
