// Beards and glasses.
import { Vector3 } from 'three'
import { paint } from '../draw/mesh.js'
import { clamp, curve, lerp, TURN } from '../draw/numbers.js'
import { CHIN, EYE } from './measures.js'

// Height above the chin where a beard begins, by angle from the middle of the face.
const BEARD_TOP = [
  [0, 0.033],
  [0.28, 0.036],
  [0.5, 0.07],
  [0.9, 0.068],
  [1.5, 0.125],
]
// Its ends do not fall: drooping ones read as sulking.
const MOUSTACHE = [
  [-0.031, 0.0605, 0.0015],
  [-0.016, 0.0648, 0.004],
  [0, 0.0645, 0.0034],
  [0.016, 0.0648, 0.004],
  [0.031, 0.0605, 0.0015],
]

export function drawBeard(pen) {
  const { builder, body, detail, person, hair } = pen
  if (!person.beard) return
  const color = hair.clone().multiplyScalar(0.95)
  if (person.beard !== 'moustache') {
    const isFull = person.beard === 'full'
    const columns = [12, 7, 5, 4][detail.level]
    const rows = [4, 4, 3, 2][detail.level]
    const point = (i, j) => {
      const angle = ((j / columns) * 2 - 1) * 1.5
      const y = lerp(curve(BEARD_TOP, Math.abs(angle)), isFull ? -0.022 : -0.002, i / rows)
      const { rx, rz, cz } = body.headAt(clamp(y, 0.004, 0.2))
      const off = (isFull ? 0.016 : 0.006) * Math.sin((0.12 + (0.88 * i) / rows) * 1.6) + detail.hairProud
      return new Vector3(Math.sin(angle) * (rx + off), body.faceY(y), cz + Math.cos(angle) * (rz + off))
    }
    const points = Array.from({ length: rows + 1 }, (_, i) =>
      Array.from({ length: columns + 1 }, (_, j) => point(i, j)),
    )
    builder.grid(points, {
      flip: true,
      color: (i, j) => color.clone().multiplyScalar(1 + 0.14 * Math.sin(j * 2.4 + i)),
      ao: i => (i === rows ? 0.7 : 1),
      bones: pen.on('head'),
    })
  }
  if (!detail.isFarthest) pen.stroke(MOUSTACHE, color, detail.proud + 0.003, pen.on('head'))
}

export function drawGlasses(pen) {
  const { builder, body, detail, person } = pen
  if (!person.hasGlasses || detail.isFarthest) return
  const color = paint(person.seed % 2 ? '#2A1B1C' : '#8A4A22')
  const bones = pen.on('head')
  const z = body.onFace(0.03, EYE.y).z + 0.01
  const y = CHIN + EYE.y
  const bar = (a, b) =>
    builder.grid(
      [a, b].map(row => row.map(p => new Vector3(...p))),
      { color, bones },
    )
  for (const side of [-1, 1]) {
    const columns = detail.isNear ? 11 : 7
    const ring = radius =>
      Array.from({ length: columns + 1 }, (_, j) => {
        const angle = (j / columns) * TURN
        return new Vector3(
          side * 0.0375 + Math.cos(angle) * radius * 1.12,
          body.faceY(EYE.y) + Math.sin(angle) * radius,
          z - 0.0048 * Math.abs(Math.cos(angle) + side),
        )
      })
    builder.grid([ring(0.0268), ring(0.0226)], { color, bones })
    bar(
      [
        [side * 0.066, y + 0.008, z - 0.008],
        [side * 0.097, y + 0.004, 0],
      ],
      [
        [side * 0.066, y + 0.003, z - 0.008],
        [side * 0.097, y - 0.001, 0],
      ],
    )
  }
  bar(
    [
      [-0.012, y + 0.004, z],
      [0.012, y + 0.004, z],
    ],
    [
      [-0.012, y, z],
      [0.012, y, z],
    ],
  )
}
