import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clamp, curve, lerp, seeded, smooth } from './numbers.js'

test('a curve goes through its keys and is level outside them', () => {
  const keys = [[0, 1], [2, 5], [3, 4]]
  assert.deepEqual([-1, 0, 1, 2, 3, 9].map(x => curve(keys, x)), [1, 1, 3, 5, 4, 4])
})

test('smooth works in both directions', () => {
  assert.equal(smooth(0, 1, 0.5), 0.5)
  assert.equal(smooth(1, 0, 0.25), 1 - smooth(0, 1, 0.25))
  assert.deepEqual([lerp(2, 4, 0.5), clamp(7), clamp(-1), clamp(5, 1, 3)], [3, 1, 0, 3])
})

test('a seed gives the same numbers again, and neighbouring seeds give others', () => {
  const row = seed => Array.from({ length: 5 }, seeded(seed))
  assert.deepEqual(row(7), row(7))
  assert.notDeepEqual(row(7), row(8))
  const many = Array.from({ length: 4000 }, seeded(3))
  assert.ok(many.every(x => x >= 0 && x < 1))
  assert.ok(Math.abs(many.reduce((a, b) => a + b) / 4000 - 0.5) < 0.02)
})
