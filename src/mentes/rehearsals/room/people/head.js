// The head and its face: ears, eyes, brows, nose, mouth, the lines of age.
import { Vector3 } from 'three'
import { mix, paint, placed } from '../draw/mesh.js'
import { smooth, TURN } from '../draw/numbers.js'
import { HAIR, SKIN } from '../draw/palette.js'
import { BROW, EYE, HEAD_HEIGHTS, MOUTH } from './measures.js'

const EYE_SIZE = { rx: 0.0172, ry: 0.0098, iris: 0.0092 }
const IRIS = ['#2B1913', '#3A2216', '#3C3A20', '#2C4650']
const GOLD = '#DDAC48'

export function drawHead(pen) {
  const { builder, body, detail, skin, blush } = pen
  const heights = HEAD_HEIGHTS.filter((_, i) => !detail.noHeadRings.includes(i))
  const cheek = (y, angle) => {
    const aside = Math.min(angle, TURN - angle)
    return smooth(0.42, 0, Math.abs(aside - 0.72)) * smooth(0.05, 0, Math.abs(y - 0.095)) * 0.9
  }
  builder.loft(
    heights.map(y => {
      const { rx, rz, cz } = body.headAt(y)
      return {
        at: [0, body.faceY(y), cz],
        rx,
        rz,
        pow: 2.12,
        ao: y < 0.02 ? 0.62 : y < 0.05 ? 0.84 : 1,
        color: angle => skin.clone().lerp(blush, cheek(y, angle)),
      }
    }),
    { segs: detail.head, color: skin, bones: pen.on('head'), capB: false },
  )
  if (pen.person.style !== 'scarf' && !detail.isFarthest) for (const side of [-1, 1]) drawEar(pen, side)
  for (const side of [-1, 1]) drawEye(pen, side)
  drawNose(pen)
  drawMouth(pen)
  if (detail.isNear) drawAge(pen)
}

function drawEar(pen, side) {
  const { builder, body, detail, person } = pen
  const color = mix(pen.skinHex, '#A33F2C', 0.14)
  const bones = pen.on('head')
  if (!detail.isNear) {
    builder.at(placed(side * 0.094, body.faceY(0.118), -0.002, side * 0.5), () =>
      builder.disc(0, 0, 0, 0.016, 0.028, detail.isFar ? 3 : 5, color, { bones, dome: 0.012 }),
    )
    return
  }
  builder.at(placed(side * 0.091, body.faceY(0.118), -0.004, side * 0.5), () => {
    const rings = [
      [-0.03, 0, 0.004, 0.006, 0.008],
      [-0.012, 0.004, 0, 0.009, 0.015],
      [0.014, 0.007, -0.003, 0.01, 0.02],
      [0.03, 0.004, -0.002, 0.006, 0.01],
    ]
    builder.loft(
      rings.map(([y, x, z, rx, rz]) => ({ at: [side * x, y, z], rx, rz })),
      { segs: 5, color, bones, capA: false, capB: false },
    )
    if (person.hasEarrings) builder.disc(side * 0.006, -0.042, 0.008, 0.009, 0.009, 7, paint(GOLD), { bones })
  })
}

function drawEye(pen, side) {
  const { detail, person, line } = pen
  const [x, y] = [side * EYE.x, EYE.y]
  const [rx, ry] = [EYE_SIZE.rx * person.eye, EYE_SIZE.ry * person.eye]
  const round = EYE_SIZE.iris * person.eye
  // Never pure white: eyeballs take a sixth of the skin.
  const white = mix('#FBF0E2', pen.skinHex, 0.16)
  const iris = paint(IRIS[Math.floor(person.iris * (person.skin < 3 ? 4 : 2))])
  const almond = angle => (Math.sin(angle) > 0 ? 1 - 0.3 * Math.cos(angle) ** 4 : 0.82)
  pen.spot(x, y, rx, ry, detail.eye, white, detail.proud, pen.on('eyes'), almond)
  pen.spot(x, y + 0.0004, round, round * 1.04, detail.iris, iris, detail.proud + 0.0012, pen.on('iris'))
  if (detail.isNear)
    pen.spot(x + 0.0026, y + 0.0044, 0.0022, 0.0022, 5, paint('#FFF8EC'), detail.proud + 0.002, pen.on('iris'))
  if (!detail.isFarthest) {
    const lid = [-1.12, -0.55, 0, 0.55, 1.15].map(k => [
      x + side * k * rx,
      y + ry * (0.98 - 0.62 * k * k) + (k > 0 ? 0.001 : 0),
      0.0027 - (Math.abs(k) > 0.9 ? 0.0014 : 0),
    ])
    const few = [lid[0], lid[2], lid[4]].map(([px, py, half]) => [px, py, half * 1.3])
    pen.stroke(detail.isNear ? lid : few, line, detail.proud + 0.002, pen.on('eyes'))
  }
  drawBrow(pen, side)
}

function drawBrow(pen, side) {
  const { detail, person } = pen
  const strands = { white: mix(HAIR.grey, HAIR.white, 0.4), straw: paint('#8A6236') }
  const color = strands[person.hair] || mix(HAIR[person.hair], '#1B1216', 0.3)
  const points = [
    [0.016, BROW - 0.004, 0.003 * person.brow],
    [0.03, BROW + 0.0035, 0.004 * person.brow],
    [0.044, BROW + 0.003, 0.003 * person.brow],
    [0.056, BROW - 0.004, 0.001],
  ]
  const kept = points.filter((_, i) => detail.isNear || (detail.isFarthest ? i % 3 === 0 : i !== 2))
  const thick = detail.isFarthest ? 1.5 : 1
  pen.stroke(
    kept.map(([x, y, half]) => [side * x, y, half * thick]),
    color,
    detail.proud + 0.0016,
    pen.on(side > 0 ? 'browL' : 'browR'),
  )
}

/** A small wedge; its underside is in the deep colour of the skin. */
function drawNose(pen) {
  const { builder, body, detail, person, skin } = pen
  const size = person.nose
  const face = body.onFace(0, 0.1).z
  const bridge = mix(pen.skinHex, person.skin > 4 ? '#8E4A34' : '#D2694C', 0.15)
  const under = mix(pen.skinHex, '#7A2E26', 0.45)
  // From the upper lip to the bridge: half widths outside and inside, heights, depths.
  const rows = [
    [
      [0.012, 0.073, -0.007],
      [0.004, 0.072, 0.001],
    ],
    [
      [0.0185 * size, 0.078, -0.006],
      [0.007, 0.076, 0.015 * size],
    ],
    [
      [0.0205 * size, 0.085, -0.006],
      [0.0095, 0.085, 0.021 * size],
    ],
    [
      [0.014, 0.098, -0.006],
      [0.006, 0.098, 0.014 * size],
    ],
    [
      [0.0075, 0.132, -0.004],
      [0.004, 0.132, 0.003],
    ],
  ].filter((_, i) => !detail.isFar || i % 2 === 0)
  const point = (sign, [x, y, z]) => new Vector3(sign * x, body.faceY(y), face + z + (detail.isFar ? 0.005 : 0))
  const points = rows.map(([outer, inner]) => [point(-1, outer), point(-1, inner), point(1, inner), point(1, outer)])
  builder.grid(points, {
    color: i => (i < 1 ? under : i < rows.length - 2 ? bridge : skin),
    ao: i => (i < 2 && !detail.isFar ? 0.7 : 1),
    bones: pen.on('head'),
  })
}

/**
 * Two lips and a dark line between them that can open: its ends hang on the corners, the lower lip on a bone of its
 * own.
 */
function drawMouth(pen) {
  const { builder, body, detail, person, lips, line, skin } = pen
  const columns = detail.isNear ? 7 : detail.isFarthest ? 3 : 5
  const width = 0.0255
  const along = j => (j / (columns - 1)) * 2 - 1
  const row = lift =>
    Array.from({ length: columns }, (_, j) => {
      const u = along(j)
      const y = MOUTH + (person.smile * 0.007 + 0.0015) * u * u + lift * (1 - 0.82 * u * u)
      return body.onFace(u * width, y, detail.proud + 0.001)
    })
  const bones = inner => (i, j) => pen.on('corners', Math.abs(along(j)) ** 1.4, inner)
  if (detail.isFarthest) {
    builder.grid([row(-0.005 * person.lips), row(0.004 * person.lips)], { color: lips, bones: bones('lip') })
    return
  }
  builder.grid([row(0.0008), row(0.0048 * person.lips)], { color: lips, bones: bones('head') })
  builder.grid([row(-0.0062 * person.lips), row(-0.001)], { color: lips.clone().lerp(skin, 0.12), bones: bones('lip') })
  builder.grid([row(-0.0012), row(0.001)], { color: line, bones: (i, j) => bones(i === 0 ? 'lip' : 'head')(i, j) })
}

function drawAge(pen) {
  const { detail, person } = pen
  const mirrored = (points, side) => points.map(([x, y, half]) => [side * x, y, half])
  for (const side of [-1, 1]) {
    if (person.age > 58) {
      const under = [
        [0.022, 0.112, 0.0008],
        [0.036, 0.107, 0.0012],
        [0.05, 0.111, 0.0008],
      ]
      pen.stroke(mirrored(under, side), mix(SKIN[person.skin], '#5A2A24', 0.3), detail.proud, pen.on('head'))
    }
    if (person.age > 50) {
      const cheek = [
        [0.027, 0.085, 0.0007],
        [0.036, 0.068, 0.0013],
        [0.037, 0.052, 0.0007],
      ]
      pen.stroke(mirrored(cheek, side), pen.deep.clone().lerp(pen.skin, 0.35), detail.proud, pen.on('head'))
    }
  }
}
