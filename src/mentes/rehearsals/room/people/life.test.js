import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blinkAt, breathAt, hash, mouthAt } from './life.js'

const SAMPLE = 1 / 120
const minutes = (n, at) => Array.from({ length: n * 60 * 120 }, (_, i) => at(i * SAMPLE))
const rises = row => row.filter((x, i) => i > 0 && row[i - 1] === 0 && x > 0).length

test('people blink 12 to 20 times a minute, for a sixth of a second, each at their own times', () => {
  const row = minutes(5, t => blinkAt(3, t))
  const perMinute = rises(row) / 5
  assert.ok(perMinute >= 12 && perMinute <= 20, String(perMinute))
  const closed = (row.filter(x => x > 0).length * SAMPLE) / rises(row)
  assert.ok(closed > 0.12 && closed < 0.2, String(closed))
  assert.ok(Math.max(...row) > 0.9 && Math.max(...row) <= 1)
  const other = minutes(5, t => blinkAt(4, t))
  const together = row.filter((x, i) => x > 0 && other[i] > 0).length / row.filter(x => x > 0).length
  assert.ok(together < 0.2)
})

test('a mouth makes three to six syllables a second and closes between phrases', () => {
  const row = minutes(2, t => mouthAt(9, t))
  const perSecond = rises(row.map(x => (x < 0.05 ? 0 : x))) / 120
  assert.ok(perSecond > 3 && perSecond < 6, String(perSecond))
  assert.ok(row.filter(x => x === 0).length / row.length > 0.12)
  assert.ok(Math.max(...row) <= 1 && Math.min(...row) >= 0)
})

test('the same second looks the same, and a breath takes four to five seconds', () => {
  assert.equal(blinkAt(5, 12.34), blinkAt(5, 12.34))
  const breaths = minutes(2, breathAt).filter((x, i, row) => i > 0 && row[i - 1] < 0 && x >= 0).length / 2
  assert.ok(breaths >= 12 && breaths <= 15, String(breaths))
})

test('the hash is even', () => {
  const bins = new Array(10).fill(0)
  for (let i = 0; i < 20000; i++) bins[Math.floor(hash(i % 200, Math.floor(i / 200)) * 10)]++
  assert.ok(
    bins.every(count => Math.abs(count - 2000) < 250),
    String(bins),
  )
})
