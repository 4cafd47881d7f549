import assert from 'node:assert/strict'
import test from 'node:test'
import { Fineness } from './fineness.js'

/** Draws for `seconds` on a machine where a picture takes `least` seconds and `full` more with all its pixels. Counts the changes. */
function run(fineness, seconds, { least, full }) {
  let changes = 0
  for (let t = 0; t < seconds;) {
    const took = Math.max(1 / 60, least + full * fineness.share ** 2)
    if (fineness.update(took)) changes++
    t += took
  }
  return changes
}

test('a machine that keeps up is left alone', () => {
  const fineness = new Fineness()
  assert.equal(run(fineness, 600, { least: 0.002, full: 0.01 }), 0)
  assert.equal(fineness.share, 1)
})

test('a machine that cannot keep up draws fewer pixels within a second', () => {
  const fineness = new Fineness()
  run(fineness, 1, { least: 0.015, full: 0.12 })
  assert.ok(fineness.share <= 0.5, `${fineness.share}`)
  run(fineness, 20, { least: 0.015, full: 0.12 })
  assert.ok(0.015 + 0.12 * fineness.share ** 2 < 1 / 25)
})

test('thirty pictures a second, as a phone shows that saves its battery, change nothing', () => {
  const fineness = new Fineness()
  assert.equal(run(fineness, 60, { least: 1 / 30 - 0.0001, full: 0.0001 }), 0)
  run(fineness, 1, { least: 0.015, full: 0.1 })
  assert.ok(fineness.share < 1)
})

test('it becomes sharp again when there is time, and it does not flicker', () => {
  const fineness = new Fineness()
  run(fineness, 3, { least: 0.01, full: 0.1 })
  assert.ok(fineness.share < 1)
  run(fineness, 40, { least: 0.002, full: 0.01 })
  assert.equal(fineness.share, 1)
  // At the edge: what is early with few pixels is late with more.
  const edge = new Fineness()
  const changes = run(edge, 600, { least: 0.01, full: 0.06 })
  assert.ok(changes <= 30, `${changes} changes in ten minutes`)
  assert.ok(run(edge, 600, { least: 0.01, full: 0.06 }) <= 22)
})

test('one late picture, and one that nobody waited for, are no reason', () => {
  const fineness = new Fineness()
  for (let i = 0; i < 600; i++) assert.equal(fineness.update(i % 5 ? 1 / 60 : 0.2), false)
  for (let i = 0; i < 60; i++) assert.equal(fineness.update(5), false)
})

test('where each picture counts, the first late one is enough', () => {
  const fineness = new Fineness(1)
  assert.equal(fineness.update(0.15), true)
  assert.equal(fineness.share, 0.5)
})
