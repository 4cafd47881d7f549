import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Timeline } from '../timeline.js'
import { fillersOf, keepFound, readLines } from './fillers.js'

test('of people and of Mentes, in the order of their moments, each with a key of its own', () => {
  const timeline = new Timeline()
  keepFound(timeline, [{ word: 'um', at: 500 }, { word: 'er', at: 9000 }], 1200)
  const all = fillersOf(timeline, [{ id: 'a', at: 4000, name: 'Rosa' }], 'A filler')
  assert.deepEqual(all.map(one => [one.at, one.kind, one.key]), [[1700, 'noticed', 'filler-1700'], [4000, 'tap', 'tap-a'], [10_200, 'noticed', 'filler-10200']])
  assert.deepEqual(all[0].numbers, { word: 'um' })
  assert.equal(all[1].name, 'Rosa')
  assert.deepEqual(fillersOf(null, [], ''), [])
})

test('what is found anew stands in place of what was found before, beside all other marks, also when it is read again', () => {
  const timeline = new Timeline()
  timeline.mark(10, 'own', { id: 'x', text: 'mine' })
  keepFound(timeline, [{ word: 'um', at: 500 }], 0)
  keepFound(timeline, [{ word: 'uh', at: 700 }], 0)
  const again = Timeline.decode(timeline.encode())
  assert.deepEqual(again.marks.map(({ at, kind }) => [at, kind]), [[10, 'own'], [700, 'filler']])
})

test('lines come whole, wherever the network cut them, and the last without its end', async () => {
  const bytes = new TextEncoder().encode('{"done":0.5}\n{"word":"émile"}\n{"fillers":[]}')
  const stream = new ReadableStream({
    start(to) {
      for (let n = 0; n < bytes.length; n += 3) to.enqueue(bytes.slice(n, n + 3))
      to.close()
    },
  })
  const found = []
  await readLines(stream, one => found.push(one))
  assert.deepEqual(found, [{ done: 0.5 }, { word: 'émile' }, { fillers: [] }])
})
