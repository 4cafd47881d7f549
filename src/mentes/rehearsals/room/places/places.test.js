// What can be said of places without drawing them: seats and triangles, and that no two surfaces of different colour lie in
// one plane over one another, where a graphics card would show now one and now the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Builder, paint } from '../draw/mesh.js'
import { THEME } from '../draw/light.js'
import { MOST_PEOPLE } from '../layout.js'

// Places paint their sheet for slides on a canvas when they are made; what is on it is not looked at here.
const pen = new Proxy({}, { get: () => () => {}, set: () => true })
globalThis.document = { createElement: () => ({ width: 0, height: 0, getContext: () => pen }) }
const { fitting, PLACES } = await import('./index.js')

const NEAR = 0.0004 // metres apart, below which two planes are one
const LEAST_OVERLAP = 0.0004 // square metres: two by two centimetres

/** Where triangles of unlike colour overlap in one plane: [[x, y, z], ...], by walking all pairs that share a plane. */
function clashes(builder) {
  const { positions: p, normals, indices, colors } = builder
  const planes = new Map()
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [0, 1, 2].map(k => p.slice(indices[i + k] * 3, indices[i + k] * 3 + 3))
    const [u, v] = [1, 2].map(k => corners[k].map((x, axis) => x - corners[0][axis]))
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    const size = Math.hypot(...n)
    if (size < LEAST_OVERLAP) continue
    const main = n.map(Math.abs).indexOf(Math.max(...n.map(Math.abs)))
    const normal = n.map(x => (x / size) * Math.sign(n[main]))
    const offset = normal.reduce((sum, x, axis) => sum + x * corners[0][axis], 0)
    const flat = corners.map(corner => corner.filter((_, axis) => axis !== main))
    const color = colors.slice(indices[i] * 3, indices[i] * 3 + 3)
    // Two boxes that touch look at one another: what they share is inside. Only what looks the same way can be seen.
    const isOutwards = normals[indices[i] * 3 + main] > 0
    const one = { corners, normal, offset, flat, color, isOutwards, stretch: Math.abs(normal[main]) }
    const key = [...normal.map(x => Math.round(x * 50)), isOutwards].join()
    if (!planes.has(key)) planes.set(key, [])
    planes.get(key).push(one)
  }
  const found = []
  for (const list of planes.values()) {
    list.sort((a, b) => a.offset - b.offset)
    list.forEach((a, i) => {
      for (let k = i + 1; k < list.length && list[k].offset - a.offset < 0.02; k++) {
        const b = list[k]
        const away = corner => Math.abs(a.normal.reduce((sum, x, axis) => sum + x * corner[axis], 0) - a.offset)
        if (Math.max(...b.corners.map(away)) > NEAR || a.color.every((x, c) => Math.abs(x - b.color[c]) < 0.02))
          continue
        if (overlap(a.flat, b.flat) / a.stretch > LEAST_OVERLAP) found.push(a.corners[0].map(x => Number(x.toFixed(3))))
      }
    })
  }
  return found
}

/** Area common to two triangles in a plane: one is cut by the edges of the other (Sutherland and Hodgman 1974). */
function overlap(a, b) {
  const turn = Math.sign(cross(b[0], b[1], b[2]))
  let rest = a
  b.forEach((from, i) => {
    const to = b[(i + 1) % 3]
    const inside = q => cross(from, to, q) * turn
    rest = rest.flatMap((q, k) => {
      const next = rest[(k + 1) % rest.length]
      const [here, there] = [inside(q), inside(next)]
      const cut = here * there < 0 ? [q.map((x, axis) => x + ((next[axis] - x) * here) / (here - there))] : []
      return here >= 0 ? [q, ...cut] : cut
    })
  })
  return Math.abs(rest.reduce((sum, q, k) => sum + cross([0, 0], q, rest[(k + 1) % rest.length]), 0)) / 2
}

const cross = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

test('two surfaces in one plane are found, and those a millimetre apart are not', () => {
  const sheets = y => {
    const builder = new Builder()
    builder.box(0, 0, 0, 1, 0.1, 1, paint('#fff'))
    builder.box(0.2, y, 0.1, 0.5, 0.1, 0.5, paint('#000'))
    return clashes(builder).length
  }
  assert.ok(sheets(0) > 0)
  assert.equal(sheets(0.001), 0)
})

for (const name of Object.keys(PLACES)) {
  test(`${name}: no two surfaces lie in one plane`, () => {
    assert.deepEqual(
      clashes(PLACES[name](THEME.dawn, { n: MOST_PEOPLE[name] > 24 ? 18 : MOST_PEOPLE[name] }).builder),
      [],
    )
  })

  test(`${name}: a seat for everybody, one to as many as it holds`, () => {
    for (const n of [1, 2, Math.ceil(MOST_PEOPLE[name] / 2), MOST_PEOPLE[name]]) {
      const { seats, builder, mentorSpots } = PLACES[name](THEME.evening, { n, seed: n })
      assert.equal(seats.length, n)
      assert.ok(mentorSpots.length >= 2)
      assert.ok(builder.positions.every(Number.isFinite))
    }
  })
}

test('an unknown place is the stage, and nobody is left without a seat', () => {
  assert.deepEqual(fitting('moon', 24), { name: 'stage', n: 24 })
  assert.deepEqual(fitting('table', 60), { name: 'table', n: MOST_PEOPLE.table })
  assert.deepEqual(fitting('constructor', 'many'), { name: 'stage', n: 1 })
})
