import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classroom } from './layout.js'
import { alongWay, arrange, BOARD, meant, MOST_DRAWN, move, TAKES } from './handling.js'

const EYE = { x: 0, y: 1.65, z: 0 }
const SHIPPED = [
  { place: 'market', kind: 'jar', task: 'lay_out', n: 3 },
  { place: 'table', kind: 'coin', task: 'count', n: 8 },
  { place: 'classroom', kind: 'marker', task: 'mark', n: 3 },
]
function towards([x, y, z], height = 0) {
  const [dx, dy, dz] = [x - EYE.x, y + height - EYE.y, z - EYE.z]
  const length = Math.hypot(dx, dy, dz)
  return { x: dx / length, y: dy / length, z: dz / length }
}
const nothing = () => false

test('each thing that is looked at is the one that is meant, in all places', () => {
  for (const place of ['market', 'table', 'desk', 'stage', 'classroom', 'wall']) {
    for (const [kind, task] of [['jar', 'lay_out'], ['coin', 'count'], ['note', 'count'], ['card', 'lay_out'], ['marker', 'mark']]) {
      const { spots } = arrange({ place, kind, task, n: 8 })
      spots.forEach(({ from }, i) => assert.equal(meant(spots, nothing, EYE, towards(from)), i, `${place} ${kind} ${i}`))
    }
  }
})

test('what is done is not meant again, and beside everything nothing is', () => {
  const { spots } = arrange(SHIPPED[0])
  assert.notEqual(meant(spots, i => i === 1, EYE, towards(spots[1].from)), 1)
  assert.equal(meant(spots, () => true, EYE, towards(spots[1].from)), -1)
  assert.equal(meant(spots, nothing, EYE, { x: 0, y: 1, z: 0 }), -1)
  // Behind the back lies nothing.
  const { x, y, z } = towards(spots[0].from)
  assert.equal(meant(spots, nothing, EYE, { x: -x, y: -y, z: -z }), -1)
})

test('a hand at a thing means it, wherever it points', () => {
  const { spots } = arrange(SHIPPED[1])
  const [x, y, z] = spots[5].from
  assert.equal(meant(spots, nothing, { x, y: y + 0.03, z }, { x: 0, y: 0, z: -1 }), 5)
})

test('things lie apart, before and after, and never in one another', () => {
  for (const one of SHIPPED) {
    const { spots } = arrange(one)
    assert.equal(spots.length, one.n)
    const least = { jar: 0.155, coin: 0.05, marker: 0.1 }[one.kind]
    for (const end of ['from', 'to']) {
      spots.forEach((a, i) => spots.slice(i + 1).forEach(b => {
        const apart = Math.hypot(...a[end].map((value, k) => value - b[end][k]))
        assert.ok(apart >= least, `${one.kind} ${end}: ${apart}`)
      }))
    }
  }
})

test('a place without a top, and a room of one\'s own, get a table; a plan gets a board', () => {
  assert.equal(arrange(SHIPPED[0]).on, 'place')
  assert.equal(arrange({ ...SHIPPED[0], hasPlace: false }).on, 'table')
  assert.equal(arrange({ ...SHIPPED[0], place: 'stage' }).on, 'table')
  const { on, spots } = arrange(SHIPPED[2])
  assert.equal(on, 'board')
  for (const { to } of spots) assert.ok(Math.abs(to[1] - BOARD.at[1]) < BOARD.height / 2)
})

test('the board hides nobody of the class that the lesson is written for', () => {
  const { at: [x, , z], face, width } = BOARD
  const edge = width / 2 + 0.03
  const right = Math.atan2(x + edge * Math.cos(face), -(z - edge * Math.sin(face)))
  for (const { pos: [sx, , sz] } of classroom(18).seats) assert.ok(Math.atan2(sx - 0.15, -sz) > right, `${sx} ${sz}`)
})

test('a way begins and ends where it should, and is lifted between', () => {
  const [spot] = arrange(SHIPPED[0]).spots
  const out = [0, 0, 0]
  assert.deepEqual([...alongWay(spot, 0, out)], spot.from)
  alongWay(spot, 1, out).forEach((value, i) => assert.ok(Math.abs(value - spot.to[i]) < 1e-12))
  assert.ok(alongWay(spot, 0.5, out)[1] > spot.from[1] + 0.1)
})

test('only what is done moves, and then rests', () => {
  const shares = new Float64Array(3)
  assert.equal(move(shares, [false, true, false], TAKES / 2), true)
  assert.deepEqual([...shares], [0, 0.5, 0])
  move(shares, [false, true, false], TAKES)
  assert.equal(move(shares, [false, true, false], 1), false)
  assert.deepEqual([...shares], [0, 1, 0])
})

test('no more are drawn than are cheap', () => {
  assert.equal(arrange({ place: 'table', kind: 'coin', task: 'count', n: 60 }).spots.length, MOST_DRAWN)
})
