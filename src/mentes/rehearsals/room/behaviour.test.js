import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Behaviour, LOOK, MOST_CHANGES, TICK } from './behaviour.js'

const SITTING = [
  'listen',
  'fold',
  'lean',
  'shift',
  'nod',
  'chin',
  'doubt',
  'away',
  'raise',
  'applaud',
  'talk',
  'whisper',
  'whisperTo',
]
const row = (n, extra = []) =>
  Array.from({ length: n }, (_, i) => ({
    gestures: [...SITTING, ...extra],
    left: i + 1 < n ? i + 1 : -1,
    right: i - 1,
  }))
const TALKING = { isSpeaking: true, pauseSeconds: 0, pace: 210 }

/** Runs `seconds`; `at(t)` gives {speaker, lookedAt}. Returns every change [t, person, gesture]. */
function run(behaviour, seconds, at = () => ({ speaker: TALKING, lookedAt: -1 }), step = TICK) {
  const changes = []
  const before = [...behaviour.gestures]
  for (let k = 1; k * step <= seconds + 1e-9; k++) {
    const { speaker, lookedAt, act } = at(k * step)
    act?.()
    behaviour.advance(k * step, speaker, lookedAt)
    behaviour.gestures.forEach((name, i) => {
      if (name !== before[i]) changes.push([k * step, i, name])
      before[i] = name
    })
  }
  return changes
}

for (const mood of ['supportive', 'neutral', 'restless']) {
  test(`${mood}: never more than three people begin another gesture in one second, asked or not`, () => {
    const behaviour = new Behaviour(row(60, ['phone']), { seed: 4, mood })
    const at = t => ({
      speaker: TALKING,
      lookedAt: Math.floor(t) % 60,
      act: () => {
        if (t === 60) for (let i = 0; i < 60; i++) behaviour.ask(i, 'applaud', 30)
      },
    })
    const changes = run(behaviour, 600, at)
    assert.ok(changes.length > 200, `${changes.length} changes in ten minutes`)
    for (let k = MOST_CHANGES; k < changes.length; k++) assert.ok(changes[k][0] - changes[k - MOST_CHANGES][0] >= 1)
    const claps = new Set(changes.filter(([, , name]) => name === 'applaud').map(([, i]) => i))
    assert.equal(claps.size, 60, 'what was asked for comes, only later')
  })
}

test('the same seed and the same speaker give the same audience, whatever the rate of pictures', () => {
  const at = t => ({ speaker: TALKING, lookedAt: t > 20 && t < 24 ? 5 : -1 })
  const [a, b, c] = [
    [9, TICK],
    [9, TICK],
    [10, TICK],
  ].map(([seed, step]) => run(new Behaviour(row(24), { seed }), 300, at, step))
  assert.deepEqual(a, b)
  assert.notDeepEqual(a, c)
  const fine = new Behaviour(row(24), { seed: 9 })
  const coarse = new Behaviour(row(24), { seed: 9 })
  run(fine, 300, () => ({ speaker: TALKING, lookedAt: -1 }), TICK / 4)
  run(coarse, 300, () => ({ speaker: TALKING, lookedAt: -1 }), TICK * 2)
  assert.deepEqual(fine.gestures, coarse.gestures)
  assert.deepEqual([...fine.looks], [...coarse.looks])
})

test('after a restart the same hour comes again', () => {
  const behaviour = new Behaviour(row(12), { seed: 2, mood: 'restless' })
  const first = run(behaviour, 120)
  behaviour.restart()
  assert.deepEqual(run(behaviour, 120), first)
})

test('who is looked at looks back and nods, most of all in a supportive room', () => {
  const share = mood => {
    let [back, nods] = [0, 0]
    for (let seed = 0; seed < 60; seed++) {
      const behaviour = new Behaviour(row(9), { seed, mood })
      const who = seed % 9
      behaviour.looks[who] = LOOK.slide
      behaviour.lookUntil[who] = 99
      const changes = run(behaviour, 4, () => ({ speaker: TALKING, lookedAt: who }))
      if (behaviour.looks[who] === LOOK.speaker) back++
      if (changes.some(([, i, name]) => i === who && name === 'nod')) nods++
    }
    return [back / 60, nods / 60]
  }
  const [warm, cold] = [share('supportive'), share('restless')]
  assert.ok(warm[0] > 0.85 && warm[1] > 0.6, String(warm))
  assert.ok(cold[0] < warm[0] && cold[1] < 0.35, String(cold))
})

test('a glance in passing is not answered', () => {
  const behaviour = new Behaviour(row(9), { seed: 1 })
  const changes = run(behaviour, 3, t => ({ speaker: TALKING, lookedAt: Math.floor(t / 0.5) % 9 }))
  assert.ok(!changes.some(([, , name]) => name === 'nod'))
})

test('a pause brings eyes back', () => {
  let [before, after] = [0, 0]
  for (let seed = 0; seed < 30; seed++) {
    const behaviour = new Behaviour(row(24), { seed, mood: 'neutral' })
    run(behaviour, 40)
    before += behaviour.looks.filter(look => look !== LOOK.speaker).length
    run(behaviour, 43.5, t => ({
      speaker: t > 40 ? { ...TALKING, isSpeaking: false, pauseSeconds: t - 40 } : TALKING,
      lookedAt: -1,
    }))
    after += behaviour.looks.filter(look => look !== LOOK.speaker).length
  }
  assert.ok(after < before * 0.75, `${before} looked elsewhere before, ${after} in the pause`)
})

test('too fast a pace: fewer write, more lean in', () => {
  const counts = pace => {
    const seen = { write: 0, lean: 0 }
    for (let seed = 0; seed < 20; seed++) {
      const people = row(24, ['write'])
      for (const [, , name] of run(new Behaviour(people, { seed }), 200, () => ({
        speaker: { ...TALKING, pace },
        lookedAt: -1,
      }))) {
        if (name in seen) seen[name]++
      }
    }
    return seen
  }
  const [calm, fast] = [counts(200), counts(380)]
  assert.ok(fast.write < calm.write * 0.5 && fast.lean > calm.lean * 1.2, JSON.stringify({ calm, fast }))
})

test('one hand is up at a time, and it stays until it is answered', () => {
  const behaviour = new Behaviour(row(12), { seed: 3 })
  behaviour.raise(4)
  run(behaviour, 30)
  assert.equal(behaviour.gestures[4], 'raise')
  behaviour.raise(7)
  run(behaviour, 33)
  assert.deepEqual(
    behaviour.gestures.flatMap((name, i) => (name === 'raise' ? [i] : [])),
    [7],
  )
  behaviour.speak(7, true)
  run(behaviour, 36)
  assert.equal(behaviour.gestures[7], 'talk')
  assert.ok(behaviour.looks.filter(look => look === LOOK.talker).length > 3)
  behaviour.speak(7, false)
  run(behaviour, 39)
  assert.notEqual(behaviour.gestures[7], 'talk')
})

test('whispers come in pairs of neighbours', () => {
  const behaviour = new Behaviour(row(24), { seed: 6, mood: 'restless' })
  let seen = 0
  for (const [, i, name] of run(behaviour, 600)) {
    if (name !== 'whisper') continue
    seen++
    assert.ok(behaviour.people[i].left === i + 1)
  }
  assert.ok(seen > 5)
})

test('held still, nothing happens but what is asked for', () => {
  const behaviour = new Behaviour(row(24), { seed: 6, mood: 'restless', isStill: true })
  assert.deepEqual(
    run(behaviour, 300, t => ({ speaker: TALKING, lookedAt: 3 })),
    [],
  )
  behaviour.raise(2)
  assert.deepEqual(
    run(behaviour, 303).map(([, i, name]) => [i, name]),
    [[2, 'raise']],
  )
})

test('a mood that there is not is refused by name', () => {
  assert.throws(() => new Behaviour(row(2), { seed: 1, mood: 'hostile' }), /supportive, neutral, restless/)
})
