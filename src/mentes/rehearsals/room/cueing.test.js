import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CueTurns, LASTS } from './cueing.js'

const turns = () => {
  const told = []
  const cues = new CueTurns({ show: cue => told.push(`show ${cue.id}`), hide: () => told.push('hide'), seen: cue => told.push(`seen ${cue.id}`) })
  return { cues, told }
}

test('a cue stands for three seconds, and is answered once it was in a picture', () => {
  const { cues, told } = turns()
  cues.take({ id: 'a', shows_at: 100 })
  cues.update(90, 0)
  assert.deepEqual(told, [])
  cues.update(100, 10)
  assert.deepEqual(told, ['show a'])
  cues.update(116, 26)
  assert.deepEqual(told, ['show a', 'seen a'])
  cues.update(3000, 9 + LASTS)
  assert.equal(told.at(-1), 'seen a')
  cues.update(3200, 10 + LASTS)
  assert.equal(told.at(-1), 'hide')
})

test('one at most is shown, in the order that the server gave, and none twice', () => {
  const { cues, told } = turns()
  for (const cue of [{ id: 'b', shows_at: 6000 }, { id: 'a', shows_at: 0 }, { id: 'a', shows_at: 0 }]) cues.take(cue)
  for (let clock = 0; clock <= 12_000; clock += 20) cues.update(clock, clock)
  assert.deepEqual(told, ['show a', 'seen a', 'hide', 'show b', 'seen b', 'hide'])
})

test('what came late is shown at once, and before anything began too', () => {
  const { cues, told } = turns()
  cues.take({ id: 'late', shows_at: 5 })
  cues.take({ id: 'next', shows_at: 10 })
  cues.update(60_000, 0)
  cues.update(60_000, 1)
  assert.deepEqual(told, ['show late', 'seen late'])
  const early = turns()
  early.cues.take({ id: 'early', shows_at: null })
  early.cues.update(null, 0)
  assert.deepEqual(early.told, ['show early'])
})
