import assert from 'node:assert/strict'
import test from 'node:test'
import { Timeline } from '../timeline.js'
import { factsOf } from './facts.js'
import { seatings, seatsOf, sidesOfAll } from './where.js'

/** Ten seconds in the place, thirty on a floor that was found, ten in the place again. */
function mixed() {
  const timeline = new Timeline({ people: ['speaker'], about: { place: 'stage', n: 24 } })
  const own = [[-1, 0, -1.5, 0.5, 0], [0, 0, -1.6, 0, 0], [1, 0, -1.5, -0.5, 0]]
  assert.equal(timeline.sit(0, null, 24), 0)
  timeline.seat(0, 5)
  const first = timeline.sit(10_000, own, 24)
  timeline.seat(10_000, first + 2)
  assert.equal(timeline.sit(40_000, null, 24), 0)
  timeline.seat(40_000, 7)
  assert.equal(timeline.sit(45_000, own.slice(1), 24), 27)
  timeline.seat(45_000, 27)
  timeline.mark(50_000, 'over')
  return Timeline.decode(timeline.encode())
}

test('seats of a floor that was found have numbers of their own, and their sides are theirs', () => {
  const all = seatings(mixed(), seatsOf('stage', 24))
  assert.deepEqual(all.map(one => [one.first, one.seats.length, one.isOwn]), [[0, 24, false], [24, 3, true], [27, 2, true]])
  const side = sidesOfAll(all)
  assert.deepEqual([24, 25, 26, 27, 28, 29, -1].map(side), ['left', 'middle', 'right', 'left', 'right', 'elsewhere', 'elsewhere'])
  const few = sidesOfAll(seatings(mixed(), seatsOf('desk', 3)))
  assert.deepEqual([0, 24, 26].map(few), ['seat-0', 'seat-0', 'seat-2'])
})

test('what is told of seats is told of those before whom most of it was said', () => {
  const facts = factsOf(mixed(), 24)
  assert.deepEqual(facts.seating, { first: 24, n: 3 })
  assert.deepEqual([facts.summary.seats, facts.summary.reached, facts.head.seats[26]], [3, 1, 30_000])
  assert.deepEqual(facts.turned.map(({ seat, chair }) => [seat, chair]), [[5, 5], [26, 2], [7, 7], [27, 0]])
})
