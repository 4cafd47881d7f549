import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokenTimeline, poseRoom, Timeline } from './timeline.js'
import { sumOf } from './timeline/bytes.js'
import { tenMinutes } from './timeline/ten-minutes.js'

const around = (yaw, x = 0) => [x, 1.65, 0, 0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)]

test('ten minutes with the heads and hands of two people, readings and marks take at most 1 MB', () => {
  const bytes = tenMinutes().encode()
  console.log(`ten minutes with two people: ${bytes.length} bytes`)
  assert.ok(bytes.length <= 1_000_000, `${bytes.length} bytes`)
  assert.equal(Timeline.decode(bytes).poses.get('speaker').n, 6000)
})

test('what is read is what was recorded, to a millimetre and a tenth of a degree', () => {
  const timeline = tenMinutes()
  const room = poseRoom()
  const read = Timeline.decode(timeline.encode())
  for (const at of [0, 1000, 123_400, 599_900]) {
    assert.ok(read.poseAt(at, 'speaker', room))
    const { head, left } = tenMinutes.poses(at / 1000, 0)
    head.slice(0, 3).forEach((value, i) => assert.ok(Math.abs(value - room.head[i]) <= 0.00051, `head ${i} at ${at}`))
    left.slice(0, 3).forEach((value, i) => assert.ok(Math.abs(value - room.left[i]) <= 0.00051, `hand ${i} at ${at}`))
    const same = Math.abs(head.slice(3).reduce((sum, value, i) => sum + value * room.head[3 + i], 0))
    assert.ok((2 * Math.acos(Math.min(1, same)) * 180) / Math.PI < 0.1)
  }
})

test('a pose between two that are known lies between them, and turns go the shorter way', () => {
  const timeline = new Timeline({ people: [{ who: 'speaker', name: 'Ama' }] })
  timeline.pose(0, 'speaker', around(0.1))
  // The same turn as its opposite quaternion.
  timeline.pose(100, 'speaker', [1, ...around(0.3).slice(1, 3), ...around(0.3).slice(3).map(value => -value)])
  const room = poseRoom()
  assert.ok(timeline.poseAt(50, 'speaker', room))
  assert.ok(Math.abs(room.head[0] - 0.5) < 1e-6)
  assert.ok(Math.abs(2 * Math.atan2(room.head[4], room.head[6]) - 0.2) < 0.002)
  assert.equal(room.hasLeft, false)
})

test('however often a pose is said, ten a second are kept; one without a head is left out', () => {
  const timeline = new Timeline()
  for (let at = 0; at < 10_000; at += 1000 / 60) timeline.pose(at, 'speaker', around(0))
  const { n } = timeline.poses.get('speaker')
  assert.ok(n >= 84 && n <= 101, `${n}`)
  timeline.pose(11_000, 'speaker', [NaN, 0, 0, 0, 0, 0, 1])
  timeline.pose(12_000, 'speaker', null)
  assert.equal(timeline.poses.get('speaker').n, n)
})

test('a page that died goes on with what was kept', () => {
  const timeline = new Timeline({ about: { rehearsal: 'r' } })
  for (let at = 0; at <= 1000; at += 100) {
    timeline.pose(at, 'speaker', around(at / 1000), null, [0.3, 1, -0.3, 0, 0, 0, 1])
    timeline.reading(at, { voiced: at > 500, level: 0.1, syllables: at / 100 })
    timeline.seat(at, at > 500 ? 3 : -1)
  }
  timeline.mark(400, 'cue', { id: 'c', text: 'Slower' })
  const again = Timeline.decode(timeline.encode())
  again.pose(1100, 'speaker', around(1.1))
  again.reading(1100, { voiced: false, level: 0, syllables: 12 })
  again.seat(1100, 5)
  const whole = Timeline.decode(again.encode())
  const room = poseRoom()
  assert.ok(whole.poseAt(1100, 'speaker', room))
  assert.ok(Math.abs(2 * Math.atan2(room.head[4], room.head[6]) - 1.1) < 0.002)
  assert.deepEqual([...whole.seats.read().seat], [-1, 3, 5])
  assert.deepEqual([...whole.readings.read().syllables].slice(-2), [10, 12])
  assert.deepEqual(whole.marks, [{ at: 400, kind: 'cue', value: { id: 'c', text: 'Slower' } }])
  assert.equal(whole.about.rehearsal, 'r')
})

test('marks stand in the order of their times, and whoever has left is not shown', () => {
  const timeline = new Timeline()
  timeline.pose(0, 'rosa', around(0))
  timeline.mark(900, 'left', { who: 'rosa' })
  timeline.mark(100, 'came', { who: 'rosa' })
  assert.deepEqual(timeline.marks.map(({ at }) => at), [100, 900])
  const room = poseRoom()
  assert.equal(timeline.poseAt(500, 'rosa', room), true)
  assert.equal(timeline.poseAt(901, 'rosa', room), false)
  assert.equal(timeline.poseAt(500, 'nobody', room), false)
  assert.throws(() => timeline.mark(1, 'mood'), /mood is none of/)
})

test('broken bytes are refused in one sentence, wherever they are broken', () => {
  const timeline = tenMinutes(20)
  const bytes = timeline.encode()
  const refused = broken => assert.throws(() => Timeline.decode(broken), BrokenTimeline)
  for (let n = 0; n < bytes.length; n += 97) {
    refused(bytes.subarray(0, n))
    const other = bytes.slice()
    other[n] ^= 0x10
    refused(other)
  }
  refused(new Uint8Array())
  assert.throws(() => Timeline.decode(new TextEncoder().encode('not a timeline at all')), /no whole timeline.*begins differently/)
})

test('bytes made up so that their sum is right are refused where they say what cannot be', () => {
  const head = { about: {}, people: [], marks: [], tracks: [] }
  const made = (say, rest = []) => {
    const text = new TextEncoder().encode(JSON.stringify({ ...head, ...say }))
    const body = [0x4d, 0x54, 0x4c, 1, (text.length % 128) | 128, Math.floor(text.length / 128), ...text, ...rest]
    const sum = sumOf(Uint8Array.from(body))
    return Uint8Array.from([...body, sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255])
  }
  assert.equal(Timeline.decode(made({})).length, 0)
  for (const [say, rest] of [
    [{ marks: [[1, 'mood', {}]] }], [{ marks: [[-1, 'cue', {}]] }], [{ people: [1] }], [{ about: null }], [{ tracks: 5 }],
    [{ tracks: [{ kind: 'pose', who: 'a', n: 9e9, bytes: 1 }] }, [0]], [{ tracks: [{ kind: 'seat', n: 1, bytes: 40 }] }, [0, 0]],
    [{ tracks: [{ kind: 'seat', n: 0, bytes: 2 }] }, [0, 0]], [{}, [1, 2, 3]],
  ]) assert.throws(() => Timeline.decode(made(say, rest)), BrokenTimeline, JSON.stringify(say))
})

test('where one is in ten minutes is found within a millisecond', () => {
  const timeline = Timeline.decode(tenMinutes().encode())
  const room = poseRoom()
  const before = performance.now()
  for (let i = 0; i < 1000; i++) timeline.poseAt((i * 7919 * 100) % 600_000, 'speaker', room)
  assert.ok((performance.now() - before) / 1000 < 1)
})
