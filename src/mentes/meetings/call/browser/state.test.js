import assert from 'node:assert/strict'
import test from 'node:test'
import { enqueue, patience, wait } from '../../../look/js/pace.js'
import { columns } from './places.js'
import { mayShow, pictureBits, start, step } from './state.js'
import { loudness } from './meter.js'
import { fault } from './devices.js'

const rosa = { tab: 'r', person: '1', name: 'Rosa', has_sound: true, picture: 'none', wants_pictures: true, is_lost: false }
const inside = (...people) => step({ ...start, phase: 'entering' }, { kind: 'welcome', people, is_back: false })
const codes = state => state.news.map(one => one.code)

test('whoever comes in first is told so, and later who is there', () => {
  assert.deepEqual(codes(inside()), ['alone'])
  assert.deepEqual(inside(rosa).news, [{ code: 'entered', name: ['Rosa'] }])
})

test('people come, lose their line, return and leave, each said once', () => {
  let state = step(inside(), { kind: 'joined', who: rosa })
  assert.deepEqual(state.news, [{ code: 'joined', name: 'Rosa' }])
  state = step(state, { kind: 'lost', tab: 'r' })
  assert.deepEqual([codes(state), state.people[0].is_lost], [['lost'], true])
  state = step(state, { kind: 'joined', who: rosa })
  assert.deepEqual([codes(state), state.people.length, state.people[0].is_lost], [['returned'], 1, false])
  state = step(state, { kind: 'left', tab: 'r', why: 'left' })
  assert.deepEqual([codes(state), state.people], [['left'], []])
  assert.deepEqual(codes(step(state, { kind: 'left', tab: 'r', why: 'left' })), [])
})

test('who opens the call elsewhere is not said to have left', () => {
  assert.deepEqual(codes(step(inside(rosa), { kind: 'left', tab: 'r', why: 'elsewhere' })), [])
})

test('coming back keeps what is connected, and a new beginning does not', () => {
  const state = step(inside(rosa), { kind: 'link', tab: 'r', link: 'connected' })
  assert.equal(step(state, { kind: 'welcome', people: [rosa], is_back: true }).people[0].link, 'connected')
  assert.equal(step(state, { kind: 'welcome', people: [rosa], is_back: false }).people[0].link, 'connecting')
})

test('a broken way is said, and so is that it was mended; connecting at first is silent', () => {
  let state = step(inside(rosa), { kind: 'link', tab: 'r', link: 'connected' })
  assert.deepEqual(codes(state), [])
  state = step(state, { kind: 'link', tab: 'r', link: 'interrupted' })
  assert.deepEqual(codes(state), ['interrupted'])
  assert.deepEqual(codes(step(state, { kind: 'link', tab: 'r', link: 'connected' })), ['mended'])
})

test('a state changes only what it may, and a shared screen is said', () => {
  const state = step(inside(rosa), { kind: 'state', tab: 'r', has_sound: false, picture: 'screen', wants_pictures: true, name: 'Eve' })
  assert.deepEqual([state.people[0].name, state.people[0].picture, codes(state)], ['Rosa', 'screen', ['shares']])
})

test('nothing that is unknown changes anything, and no step changes what it was given', () => {
  const before = inside(rosa), kept = structuredClone(before)
  for (const kind of ['joined', 'lost', 'left', 'state', 'said', 'link', 'line', 'over', 'constructor', 'nonsense']) {
    step(before, { kind, who: rosa, tab: 'r', why: 'left', link: 'connected', line: 'lost', name: 'x', text: 'y' })
  }
  assert.deepEqual(before, kept)
  assert.equal(step({ ...before, news: [] }, { kind: 'constructor' }).people, before.people)
})

test('pictures travel where both want them, and share the line', () => {
  assert.equal(mayShow({ wants_pictures: true }, { wants_pictures: false }), false)
  assert.equal(mayShow({ wants_pictures: true }, { wants_pictures: true }), true)
  for (let n = 1; n < 6; n++) assert.ok(n * pictureBits(n) <= 1_500_000)
})

test('no second holds more than fifteen messages, whenever they are written', () => {
  let now = 0, sent = []
  for (let n = 0; n < 100; n++) {
    now += wait(sent, now)
    sent.push(now)
    now += n % 7
  }
  for (const at of sent) assert.ok(sent.filter(other => other >= at && other < at + 1000).length <= 15)
})

test('tries come further and further apart, at random within a half', () => {
  assert.deepEqual([0, 1, 2, 9].map(n => patience(n, 0.5)), [500, 1000, 2000, 8000])
  assert.deepEqual([patience(0, 0), patience(0, 1)], [375, 625])
})

test('candidates for one tab travel together, in order, and never past a description', () => {
  const to = (name, ...candidates) => ({ kind: 'signal', to: name, candidates })
  let queue = []
  for (const one of [to('a', 1), to('a', 2), to('b', 3), to('a', 4)]) queue = enqueue(queue, one)
  assert.deepEqual(queue, [to('a', 1, 2), to('b', 3), to('a', 4)])
  queue = enqueue([to('a', 1), { kind: 'signal', to: 'a', description: {} }], to('a', 2))
  assert.equal(queue.length, 3)
  assert.equal(enqueue([to('a', ...Array(40).keys())], to('a', 40)).length, 2)
})

test('tiles are as large as the room lets them be', () => {
  assert.deepEqual([[1, 1200, 600], [2, 1200, 600], [4, 1200, 600], [6, 1200, 600], [2, 360, 700], [3, 320, 600]].map(one => columns(...one)), [1, 2, 2, 3, 1, 1])
})

test('silence is nothing and a full swing is all', () => {
  assert.equal(loudness(new Float32Array(8)), 0)
  assert.equal(loudness(Float32Array.of(1, -1, 1, -1)), 1)
  assert.ok(Math.abs(loudness(Float32Array.of(0.1, -0.1)) - 0.4) < 1e-6)
})

test('every fault of a device has a code', () => {
  assert.deepEqual(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'].map(name => fault({ name })), ['refused', 'absent', 'busy', 'broken'])
})
