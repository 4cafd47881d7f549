import assert from 'node:assert/strict'
import { test } from 'node:test'
import { left, START, step } from './minute.js'

const after = (...events) => events.reduce(step, START)
const tick = seconds => ({ kind: 'tick', seconds })

test('time passes only while one speaks, and ends at sixty', () => {
  assert.deepEqual(after(tick(30)), START)
  assert.deepEqual(after({ kind: 'begin' }, tick(59.5)), { phase: 'speaking', seconds: 59.5 })
  assert.deepEqual(after({ kind: 'begin' }, tick(59.5), tick(0.6)), { phase: 'over', seconds: 60 })
  assert.deepEqual(after({ kind: 'begin' }, tick(99), tick(5)), { phase: 'over', seconds: 60 })
})

test('one button begins and begins again, and does nothing to who speaks', () => {
  const speaking = after({ kind: 'next' }, tick(12))
  assert.equal(step(speaking, { kind: 'next' }), speaking)
  assert.deepEqual(after({ kind: 'next' }, tick(60), { kind: 'next' }), { phase: 'speaking', seconds: 0 })
})

test('leaving starts anew from anywhere', () => {
  assert.equal(after({ kind: 'begin' }, tick(12), { kind: 'leave' }), START)
})

test('the clock shows sixty first and nought last', () => {
  assert.equal(left(after({ kind: 'begin' })), 60)
  assert.equal(left(after({ kind: 'begin' }, tick(59.2))), 1)
  assert.equal(left(after({ kind: 'begin' }, tick(60))), 0)
})
