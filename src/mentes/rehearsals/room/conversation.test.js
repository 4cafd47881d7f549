import assert from 'node:assert/strict'
import test from 'node:test'
import { captionAt, captions } from './captions.js'
import { begin, choices, secondsLeft, step, toHandle } from './conversation.js'

const branch = (intent, to) => ({ intent, words: `${intent}!`, to })
const plain = { who: '', says: '', prompt: 'speak', branches: [], to: '', late: '', handle: null, ends: false }
const SCENARIO = {
  first: 'greet',
  steps: {
    greet: { ...plain, who: 'partner', says: 'Good morning.', seconds: 30, to: 'offer', handle: { thing: 'jars', task: 'lay_out', n: 2 } },
    offer: { ...plain, who: 'partner', says: 'How much?', seconds: 10, branches: [branch('name it', 'deal'), branch('ask', 'answer')], late: 'quiet' },
    quiet: { ...plain, who: 'partner', says: 'All right, thirty.', seconds: 5, to: 'deal' },
    answer: { ...plain, seconds: 5, to: 'deal' },
    deal: { ...plain, who: 'partner', says: 'Done.', seconds: 5, ends: true },
  },
}
const run = (events, options) => events.reduce(step, begin(SCENARIO, options))
const kinds = state => state.past.map(one => one.kind)

test('nothing happens before it begins, and it begins with the first line', () => {
  assert.equal(run([{ kind: 'tick', at: 9 }]).phase, 'ready')
  const state = run([{ kind: 'begin', at: 2 }])
  assert.deepEqual([state.phase, state.step, state.past], ['going', 'greet', [{ at: 2, step: 'greet', kind: 'said', who: 'partner', text: 'Good morning.' }]])
  assert.equal(step(state, { kind: 'begin', at: 3 }).since, 2)
})

test('who comes back begins at the step where it stood', () => {
  const state = run([{ kind: 'begin', at: 70 }], { from: 'offer', chosen: { by: 'mentor', step: 'greet', n: 1 } })
  assert.deepEqual(state.chosen, { by: 'mentor', step: 'greet', n: 1 })
  assert.deepEqual([state.step, state.since, state.past.at(-1).text], ['offer', 70, 'How much?'])
  assert.equal(run([{ kind: 'begin', at: 70 }, { kind: 'choose', at: 71, n: 0, by: 'speaker' }], { from: 'offer' }).step, 'deal')
})

test('the speaker goes on, or time does, and it is kept which', () => {
  const going = [{ kind: 'begin', at: 0 }]
  assert.deepEqual(run([...going, { kind: 'go_on', at: 4, by: 'speaker' }]).past.at(-2), { at: 4, step: 'greet', kind: 'went_on', by: 'speaker' })
  assert.deepEqual(run([...going, { kind: 'tick', at: 30 }]).past.at(-2), { at: 30, step: 'greet', kind: 'went_on', by: 'time' })
})

test('a branch is chosen by the speaker, by the mentor, or by time, and the state says which', () => {
  const offered = [{ kind: 'begin', at: 0 }, { kind: 'go_on', at: 1, by: 'speaker' }]
  const chosen = (event) => { const state = run([...offered, event]); return [state.step, state.chosen] }
  assert.deepEqual(choices(run(offered)).map(one => one.intent), ['name it', 'ask'])
  assert.deepEqual(chosen({ kind: 'choose', at: 3, n: 0, by: 'speaker' }), ['deal', { by: 'speaker', step: 'offer', n: 0 }])
  assert.deepEqual(chosen({ kind: 'choose', at: 3, n: 1, by: 'mentor' }), ['answer', { by: 'mentor', step: 'offer', n: 1 }])
  assert.deepEqual(chosen({ kind: 'tick', at: 11 }), ['quiet', { by: 'time', step: 'offer', n: null }])
})

test('a choice that is not there, or by somebody else, changes nothing', () => {
  const offered = run([{ kind: 'begin', at: 0 }, { kind: 'go_on', at: 1, by: 'speaker' }])
  for (const part of [{ n: 2, by: 'speaker' }, { n: -1, by: 'speaker' }, { n: 0, by: 'time' }, { n: '0', by: 'mentor' }, { n: 'length', by: 'speaker' }]) {
    assert.equal(step(offered, { kind: 'choose', at: 2, ...part }).step, 'offer')
  }
  assert.equal(step(offered, { kind: 'go_on', at: 2, by: 'speaker' }).step, 'offer', 'one cannot go on past a question')
  for (const kind of ['constructor', '__proto__', 'nonsense']) assert.equal(step(offered, { kind, at: 9 }), offered)
  assert.equal(step(offered, { kind: 'tick', at: NaN }), offered)
})

test('how often one looks does not matter: what time chose began when it ran out', () => {
  const often = run([{ kind: 'begin', at: 0 }, ...Array.from({ length: 600 }, (_, n) => ({ kind: 'tick', at: n / 10 }))])
  const once = run([{ kind: 'begin', at: 0 }, { kind: 'tick', at: 600 }])
  assert.deepEqual(once.past, often.past)
  assert.deepEqual(once.past.filter(one => one.kind === 'said').map(one => one.at), [0, 30, 40, 45])
  assert.deepEqual([once.phase, once.past.at(-1).at], ['over', 50])
})

test('a choice that comes after time ran out does not count for the step before', () => {
  const state = run([{ kind: 'begin', at: 0 }, { kind: 'go_on', at: 1, by: 'speaker' }, { kind: 'choose', at: 12, n: 1, by: 'speaker' }])
  assert.deepEqual([state.step, state.chosen.by], ['quiet', 'time'])
})

test('without a clock nothing moves by itself, and it can be set going again', () => {
  const still = run([{ kind: 'begin', at: 0 }, { kind: 'tick', at: 900 }], { isTimed: false })
  assert.deepEqual([still.step, secondsLeft(still)], ['greet', null])
  const timed = step(still, { kind: 'timing', at: 900, isOn: true })
  assert.equal(secondsLeft(timed, 910), 20)
  assert.equal(step(timed, { kind: 'tick', at: 931 }).step, 'offer')
})

test('a pause takes no time', () => {
  const paused = run([{ kind: 'begin', at: 0 }, { kind: 'pause', at: 10 }, { kind: 'tick', at: 500 }])
  assert.deepEqual([paused.step, secondsLeft(paused, 500)], ['greet', 20])
  const back = step(paused, { kind: 'resume', at: 510 })
  assert.deepEqual([back.phase, secondsLeft(back, 515)], ['going', 15])
})

test('things are handled one by one, as many as there are, and each is kept', () => {
  const state = run([{ kind: 'begin', at: 0 }, ...[1, 2, 3].map(at => ({ kind: 'handle', at }))])
  assert.equal(toHandle(state), 0)
  assert.deepEqual(state.past.filter(one => one.kind === 'handled').map(one => [one.at, one.n]), [[1, 1], [2, 2]])
})

test('an end is an end: by going on, by time, or by leaving', () => {
  const before = [{ kind: 'begin', at: 0 }, { kind: 'go_on', at: 1, by: 'speaker' }, { kind: 'choose', at: 2, n: 0, by: 'speaker' }]
  assert.deepEqual(kinds(run([...before, { kind: 'go_on', at: 3, by: 'speaker' }])), ['said', 'went_on', 'said', 'chose', 'said', 'over'])
  assert.equal(run([...before, { kind: 'tick', at: 8 }]).phase, 'over')
  const left = run([{ kind: 'begin', at: 0 }, { kind: 'end', at: 3 }])
  assert.deepEqual([left.phase, step(left, { kind: 'tick', at: 99 }), step(left, { kind: 'end', at: 99 })], ['over', left, left])
})

test('no step changes what it was given, and a state is plain data', () => {
  const state = run([{ kind: 'begin', at: 0 }]), kept = structuredClone(state)
  for (const kind of ['begin', 'tick', 'choose', 'go_on', 'handle', 'pause', 'resume', 'timing', 'end']) step(state, { kind, at: 50, n: 0, by: 'speaker', isOn: true })
  assert.deepEqual(state, kept)
  assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
})

test('captions are short, lose no word, and stay long enough to be read', () => {
  const text = 'Theirs is eighteen and tastes like it. Mine is thirty, and people come back and ask for it by name. So?'
  const cut = captions(text)
  assert.equal(cut.map(one => one.text).join(' '), text)
  assert.ok(cut.every(one => one.text.length <= 84 && one.seconds >= 1.6))
  assert.ok(cut.length > 1)
  assert.deepEqual(captions('  '), [])
  assert.deepEqual(captions('x'.repeat(120)).length, 1, 'a word is never cut')
})

test('the last caption stays', () => {
  const list = [{ text: 'a', seconds: 2 }, { text: 'b', seconds: 3 }]
  assert.deepEqual([0, 1.9, 2, 4.9, 99].map(seconds => captionAt(list, seconds)), [0, 0, 1, 1, 1])
  assert.equal(captionAt([], 0), -1)
})
