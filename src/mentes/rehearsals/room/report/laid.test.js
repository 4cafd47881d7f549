import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Timeline } from '../timeline.js'
import { laidAt } from './laid.js'

const HANDLES = { greet: { thing: 'jars', task: 'lay_out', n: 2 }, pay: { thing: 'coins', task: 'count', n: 5 } }

test('what was laid out lies there until other things come, and as much of it as was handled by then', () => {
  const timeline = new Timeline()
  for (const [at, step] of [[1000, 'greet'], [9000, 'price'], [20_000, 'pay']]) timeline.mark(at, 'node', { step })
  for (const at of [2000, 4000, 4500, 21_000]) timeline.mark(at, 'handle', {})
  const told = ms => {
    const laid = laidAt(timeline, HANDLES, ms)
    return laid && [laid.step, laid.n]
  }
  assert.deepEqual([500, 1500, 3000, 4600, 15_000, 20_500, 30_000].map(told), [
    null, ['greet', 0], ['greet', 1], ['greet', 2], ['greet', 2], ['pay', 0], ['pay', 1],
  ])
})
