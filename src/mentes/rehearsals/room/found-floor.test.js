import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floorFrom } from './found-floor.js'
import { FROM_WALLS, seatsOnFloor } from './layout.js'

const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`)

test('without planes the floor is a square from the speaker towards the spot, and six sit on the smallest', () => {
  const found = floorFrom({ planes: [], at: [0, 0], spot: [0, 0, -1.8] })
  near(found.speaker.face, 0)
  const { seats } = seatsOnFloor(24, found)
  assert.ok(seats.length >= 6, `${seats.length} seats`)
  for (const { pos: [x, , z] } of seats) assert.ok(Math.abs(x) <= 1.2 && z < -0.8 && z > -2.4, `${x} ${z}`)
})

test('whoever looks to their right has the audience at their right', () => {
  const found = floorFrom({ planes: [], at: [1, 1], spot: [4, 0.1, 1] })
  const { seats } = seatsOnFloor(6, found)
  assert.equal(seats.length, 6)
  for (const { pos: [x, y] } of seats) assert.ok(x > 1.8 && y >= 0.1, `${x} ${y}`)
})

test('planes give floor and walls, and nobody sits within 0.8 m of a wall', () => {
  const floor = [[-2, 0, 1], [2, 0, 1], [2, 0, -4], [-2, 0, -4]]
  const wall = [[-2, 0, -4], [2, 0, -4], [2, 2.4, -4], [-2, 2.4, -4]]
  const table = [[0, 0.7, -1], [3, 0.7, -1], [3, 0.7, -3], [0, 0.7, -3]]
  const planes = [{ orientation: 'horizontal', corners: table }, { orientation: 'horizontal', corners: floor },
    { orientation: 'vertical', corners: wall }]
  const found = floorFrom({ planes, at: [0, 0], spot: [0, 0.05, -2] })
  assert.deepEqual([found.floor.length, found.y, found.walls.length], [4, 0, 1])
  const { seats } = seatsOnFloor(24, found)
  assert.ok(seats.length >= 6)
  for (const { pos } of seats) assert.ok(pos[2] >= -4 + FROM_WALLS - 1e-9)
})
