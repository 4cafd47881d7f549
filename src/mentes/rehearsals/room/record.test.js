import assert from 'node:assert/strict'
import test from 'node:test'
import { Record } from './record.js'
import { SPEAKER, Timeline } from './timeline.js'

const HELD = { rehearsal: 'r', me: 'ama', speaker: 'ama', of: 'price', scenario: { title: 'A price' }, setting: { place: 'desk', people: 1, seed: 3 }, people: { ama: { name: 'Ama' } } }
const POSE = { h: [0, 1.6, 0, 0, 0, 0, 1], l: null, r: null }

/** A record in a room at `at`, with `rosa` there in the plain form, whose device kept `bytes` of the same rehearsal. */
function recordOf(bytes, at = 70_000) {
  const rosa = { tab: 't', person: 'rosa', name: 'Rosa', side: 'mentor' }
  const room = { at, form: 'plain', viewing: null, who: { people: new Map([['t', rosa]]) }, figures: { people: new Map([['t', { hasPose: true, pose: POSE }]]) } }
  const record = new Record({ held: HELD, room })
  record.keep = { load: async () => bytes && { bytes }, save: async (_, saved) => { record.kept = saved } }
  return record
}

function kept(...kinds) {
  const timeline = new Timeline({ people: [SPEAKER], about: { place: 'desk' } })
  kinds.forEach((kind, i) => timeline.mark(1000 * i, kind))
  return timeline.encode()
}

test('a page that comes again goes on with what its device kept', async () => {
  const record = recordOf(kept('start', 'cue'))
  assert.equal(await record.load(), false)
  record.begin()
  record.mark('over')
  await record.save()
  const found = Timeline.decode(record.kept)
  assert.deepEqual(found.marks.map(({ at, kind }) => [at, kind]), [[0, 'start'], [1000, 'cue'], [70_000, 'start'], [70_000, 'over']])
})

test('where it stood is known, and how that was reached, however often a page comes back', async () => {
  const timeline = new Timeline({ people: [SPEAKER], about: { place: 'desk' } })
  const stood = async () => {
    const record = recordOf(timeline.encode())
    await record.load()
    return record.stood
  }
  assert.deepEqual(await stood(), { from: '', chosen: null })
  timeline.mark(0, 'node', { step: 'hello', by: '' })
  assert.deepEqual(await stood(), { from: 'hello', chosen: null })
  timeline.mark(5, 'choice', { by: 'mentor', n: 1, intent: 'Ask first', node: 'hello' })
  for (const at of [5, 70]) {
    timeline.mark(at, 'node', { step: 'price', by: 'mentor' })
    assert.deepEqual(await stood(), { from: 'price', chosen: { by: 'mentor', step: 'hello', n: 1 } })
  }
  timeline.mark(90, 'node', { step: 'end', by: '' })
  assert.deepEqual(await stood(), { from: 'end', chosen: null })
})

test('one that was over says so, and what cannot be read is begun anew', async () => {
  assert.equal(await recordOf(kept('start', 'over')).load(), true)
  for (const bytes of [null, new Uint8Array([1, 2, 3])]) {
    const record = recordOf(bytes)
    assert.equal(await record.load(), false)
    record.begin()
    assert.deepEqual(record.timeline.marks.map(({ kind }) => kind), ['start'])
  }
})

test('who stands still in the room is recorded where they stand', () => {
  const record = recordOf(null)
  record.begin()
  assert.deepEqual([...record.timeline.poses.keys()], ['rosa'])
  assert.equal(record.timeline.people.find(one => one.who === 'rosa').name, 'Rosa')
})
