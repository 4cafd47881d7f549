import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEGREE } from './draw/numbers.js'
import { HeadDirection } from './head.js'
import { stageSeats } from './layout.js'

const EYE = { x: 0, y: 1.65, z: 0 }
const faces = stageSeats(24).map(({ pos: [x, y, z] }) => ({ x, y: y + 1.2, z }))

function towards({ x, y, z }) {
  const [dx, dy, dz] = [x, y - EYE.y, z]
  const length = Math.hypot(dx, dy, dz)
  return { x: dx / length, y: dy / length, z: dz / length }
}

test('turned to each seat in turn, each seat gets its own seconds', () => {
  const head = new HeadDirection(faces)
  faces.forEach((face, i) => assert.equal(head.add(EYE, towards(face), i + 1), i))
  assert.deepEqual([...head.seats], faces.map((_, i) => i + 1))
  assert.equal(head.elsewhere, 0)
})

test('a scripted path falls on the right sides within 5 %', () => {
  const head = new HeadDirection(faces)
  const script = [['left', 10], ['middle', 20], ['right', 15]]
  for (const [side, seconds] of script) {
    const own = faces.filter((_, i) => head.sides[i] === side)
    // A head is never quite still.
    for (let t = 0; t < seconds * 72; t++) {
      const { x, y, z } = towards(own[Math.floor(t / 36) % own.length])
      const sway = Math.sin(t) * 2 * DEGREE
      head.add(EYE, { x: x * Math.cos(sway) - z * Math.sin(sway), y, z: x * Math.sin(sway) + z * Math.cos(sway) }, 1 / 72)
    }
  }
  for (const [side, seconds] of script) {
    assert.ok(Math.abs(head.seconds[side] - seconds) <= 0.05 * seconds, `${side}: ${head.seconds[side]} of ${seconds}`)
  }
})

test('the floor, the slides and the back wall are elsewhere', () => {
  const head = new HeadDirection(faces)
  for (const forward of [{ x: 0, y: -1, z: 0 }, towards({ x: -0.5, y: 3.4, z: -7 }), { x: 0, y: 0, z: 1 }]) {
    assert.equal(head.add(EYE, forward, 1), -1)
  }
  assert.deepEqual(head.seconds, { left: 0, middle: 0, right: 0, elsewhere: 3 })
})

test('sides are as the speaker sees them, wherever they stand and look', () => {
  const [sin, cos] = [Math.sin(2), Math.cos(2)]
  const turned = faces.map(({ x, y, z }) => ({ x: x * cos + z * sin + 3, y, z: -x * sin + z * cos - 1 }))
  assert.deepEqual(new HeadDirection(turned, { x: 3, z: -1 }).sides, new HeadDirection(faces).sides)
  assert.equal(new HeadDirection(faces).sides[0], 'left')
})
