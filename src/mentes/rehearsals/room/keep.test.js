import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExpired, keptUntil } from './keep.js'

const day = 86_400_000

test('a run is kept for thirty days after it was last saved, and not a day longer', () => {
  assert.equal(isExpired(0, 30 * day - 1), false)
  assert.equal(isExpired(0, 30 * day), true)
  assert.equal(isExpired(5 * day, 30 * day), false)
  assert.equal(keptUntil(5 * day), 35 * day)
  assert.equal(isExpired(0, 7 * day, 7), true)
})
