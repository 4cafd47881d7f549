// The pure parts of the small behaviours.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verdict } from './drafts.js'
import { shouldAsk, tooMany } from './live.js'
import { reweigh, roundTogether } from './points.js'
import { other } from './theme.js'

test('rounded points add up to the rounded sum, largest remainders first', () => {
  assert.deepEqual(roundTogether([26.4, 20.5, 13.6, 9.5]), [26, 21, 14, 9])
  assert.deepEqual(roundTogether([0, 0]), [0, 0])
})

test('points follow weight over all weights times likeness', () => {
  const strands = [{ id: 'a', likeness: 1 }, { id: 'b', likeness: .5 }]
  assert.deepEqual(reweigh(strands, { a: 30, b: 10 }).map(s => s.points), [75, 13])
  assert.deepEqual(reweigh(strands, { a: 0, b: 0 }).map(s => s.points), [0, 0])
})

test('the theme button turns what is seen, chosen or not', () => {
  assert.equal(other(undefined, false), 'winedark')
  assert.equal(other(undefined, true), 'dawn')
  assert.equal(other('dawn', true), 'winedark')
})

test('a draft comes back after a lost line and goes after a form was accepted', () => {
  const base = { kept: 'my text', shown: '', wasSent: false, wasRedirected: false, isInvalid: false }
  assert.equal(verdict(base), 'restore')
  assert.equal(verdict({ ...base, wasSent: true }), 'restore') // sent, but no answer came
  assert.equal(verdict({ ...base, wasSent: true, wasRedirected: true }), 'forget')
  assert.equal(verdict({ ...base, shown: 'my text', wasSent: true, isInvalid: true }), 'leave')
  assert.equal(verdict({ ...base, shown: 'my text', wasSent: true }), 'forget')
  assert.equal(verdict({ ...base, kept: null }), 'leave')
})

test('a message that came twice stands once, where it came first', () => {
  assert.deepEqual(tooMany(['m1', 'm2', 'm3', 'm2', '', '', 'm3']), [3, 6])
  assert.deepEqual(tooMany([]), [])
})

test('a page asks by itself only where somebody looks, the line is there and no stream is open', () => {
  const base = { isHidden: false, isOpen: false, isOnline: true }
  assert.equal(shouldAsk(base), true)
  for (const one of [{ isHidden: true }, { isOpen: true }, { isOnline: false }]) assert.equal(shouldAsk({ ...base, ...one }), false)
})
