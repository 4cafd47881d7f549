// Nobody is hidden: proved by going through every number of people that a place holds, from standing and sitting eyes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BODY, callSeats, classroom, covers, deskSeats, EYES, FROM_WALLS, handCovers, hidden, marketSeats, MOST_PEOPLE,
  seatsOnFloor, stageSeats, tableSeats,
} from './layout.js'

const SEATS = {
  stage: stageSeats, classroom: n => classroom(n).seats, table: tableSeats, desk: deskSeats, market: marketSeats,
  wall: callSeats,
}
const every = Object.entries(SEATS).flatMap(([place, seats]) =>
  Array.from({ length: MOST_PEOPLE[place] }, (_, i) => [`${place} of ${i + 1}`, seats(i + 1), i + 1, place]),
)

test('as many seats as people, each with a number of its own, and nobody in the lap of another', () => {
  for (const [name, seats, n] of every) {
    assert.deepEqual(seats.map(seat => seat.id), Array.from({ length: n }, (_, i) => i), name)
    for (const a of seats) {
      for (const b of seats) {
        if (a.id < b.id) assert.ok(Math.hypot(...a.pos.map((x, i) => x - b.pos[i])) > 0.52, `${name}: ${a.id} and ${b.id}`)
      }
    }
  }
})

test('no head hides a face, as people sit and move, from whoever stands or sits', () => {
  for (const [name, seats, , place] of every) {
    if (place === 'wall') continue // callers are behind frames of their own
    for (const eye of [...EYES, 1.85]) assert.deepEqual(hidden(seats, eye), [], `${name}, eye at ${eye}`)
  }
})

test('nor does a raised hand', () => {
  for (const [name, seats, , place] of every) {
    if (place === 'wall') continue
    for (const eye of EYES) assert.deepEqual(hidden(seats, eye, handCovers), [], `${name}, eye at ${eye}`)
  }
})

test('from a standing eye even the widest lean, the whisper, hides nobody on the stage and in the classroom', () => {
  for (const [name, seats, , place] of every) {
    if (['stage', 'classroom'].includes(place)) assert.deepEqual(hidden(seats, 1.65, covers, BODY.lean), [], name)
  }
})

test('the check itself sees a head that is in the way', () => {
  const straight = [2.5, 3.5].map((z, id) => ({ id, pos: [0, 0, -z], face: 0, isSitting: true }))
  assert.deepEqual(hidden(straight, 1.65), [[0, 1]])
  assert.deepEqual(hidden(straight, 3.2), [], 'from above one sees both')
})

test('everybody faces the speaker rather than the wall', () => {
  for (const [name, seats] of every) {
    for (const { pos, face, id } of seats) {
      const towards = Math.atan2(-pos[0], -pos[2])
      assert.ok(Math.abs(Math.atan2(Math.sin(face - towards), Math.cos(face - towards))) < 1.2, `${name}: ${id}`)
    }
  }
})

test('a wheelchair has a place at the front, with people beside it', () => {
  for (const n of [3, 12, 24, 60]) {
    const clear = stageSeats(n).filter(seat => seat.isOpen)
    assert.equal(clear.length, 1)
    assert.equal(clear[0].row, 0)
  }
})

test('the hall of twenty-four is the one that was drawn', () => {
  const rows = [0, 1, 2, 3].map(row => stageSeats(24).filter(seat => seat.row === row))
  assert.deepEqual(rows.map(row => row.length), [5, 6, 7, 6])
  assert.deepEqual(rows.map(row => row[0].pos[1]), [-0.34, -0.1, 0.18, 0.5])
  assert.deepEqual(rows.map(row => Math.hypot(row[0].pos[0], row[0].pos[2]).toFixed(2)), ['3.00', '3.85', '4.70', '5.55'])
})

// Floors found in somebody's own room.

const square = (width, depth) => [[-width / 2, 0], [width / 2, 0], [width / 2, -depth], [-width / 2, -depth]]
const fromLine = ([x, , z], [[ax, az], [bx, bz]]) => {
  const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (z - az) * (bz - az)) / ((bx - ax) ** 2 + (bz - az) ** 2)))
  return Math.hypot(x - ax - along * (bx - ax), z - az - along * (bz - az))
}

test('a floor of two by two metres takes six, greater ones more', () => {
  assert.equal(seatsOnFloor(6, { floor: square(2, 2) }).unplaced, 0)
  assert.equal(seatsOnFloor(12, { floor: square(3, 3) }).unplaced, 0)
  const { seats, unplaced } = seatsOnFloor(60, { floor: square(5, 4) })
  assert.ok(unplaced > 0 && seats.length + unplaced === 60, 'who found no place is counted, not squeezed in')
})

test('everybody stays 0.8 m from walls, on the floor, and hides nobody', () => {
  const floor = square(4, 4)
  const walls = [[[-2, 0], [-2, -4]], [[-2, -4], [2, -4]]]
  for (const n of [1, 4, 8, 12]) {
    const { seats } = seatsOnFloor(n, { floor, walls, y: 0.3 })
    assert.ok(seats.length > 0)
    for (const { pos, step } of seats) {
      for (const wall of walls) assert.ok(fromLine(pos, wall) >= FROM_WALLS - 1e-9)
      assert.ok(Math.abs(pos[0]) < 2 && pos[2] < 0 && pos[2] > -4)
      assert.equal(pos[1], 0.3 + step)
    }
    const level = seats.map(seat => ({ ...seat, pos: [seat.pos[0], seat.pos[1] - 0.3, seat.pos[2]] }))
    for (const eye of EYES) assert.deepEqual(hidden(level, eye), [])
  }
})

test('a floor where the walls are too near takes nobody, and says so', () => {
  const walls = [[[-0.5, 0], [-0.5, -3]], [[0.5, 0], [0.5, -3]]]
  assert.deepEqual(seatsOnFloor(4, { floor: square(1, 3), walls }), { seats: [], unplaced: 4 })
})

test('people turn with the speaker', () => {
  const floor = [[-3, -3], [3, -3], [3, 3], [-3, 3]]
  const speaker = { at: [1, 0], face: Math.PI / 2 } // turned to the left: looks to -X
  const { seats } = seatsOnFloor(3, { floor, speaker })
  assert.equal(seats.length, 3)
  for (const { pos, face } of seats) {
    assert.ok(pos[0] < 0, 'in front is -X now')
    const [x, z] = [Math.sin(face), Math.cos(face)]
    assert.ok(x * (1 - pos[0]) + z * (0 - pos[2]) > 0, 'and they look back')
  }
})
