import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOP, TalkTime, VoiceActivity } from './voice-activity.js'

/** `parts` [[seconds, level]]; gives what TalkTime has found. A little unevenness, the same each time. */
function heard(parts) {
  const [voice, talk] = [new VoiceActivity(), new TalkTime()]
  let n = 0
  for (const [seconds, level] of parts) {
    for (let i = 0; i < Math.round(seconds / HOP); i++, n++) {
      talk.add({ t: n * HOP, voiced: voice.step(level * (1 + 0.3 * Math.sin(n * 7.3))) })
    }
  }
  return talk
}

test('a pause between two phrases is found within a tenth of a second, in a quiet room and beside a fan', () => {
  for (const noise of [0.0005, 0.004, 0.012]) {
    const talk = heard([[2, noise], [4, 0.1], [1.4, noise], [3, 0.1], [2, noise]])
    assert.equal(talk.pauses, 1, `noise ${noise}`)
    assert.ok(Math.abs(talk.longest - 1.4) < 0.1, `noise ${noise}: ${talk.longest}`)
    assert.ok(Math.abs(talk.spoken - 7) < 0.2, `noise ${noise}: ${talk.spoken}`)
  }
})

test('the stops inside words and a click are neither pauses nor speech', () => {
  const words = Array.from({ length: 10 }, () => [[0.3, 0.1], [0.08, 0.001]]).flat()
  assert.equal(heard([[1, 0.001], ...words, [1, 0.001]]).pauses, 0)
  assert.equal(heard([[1, 0.001], [0.02, 0.5], [1, 0.001]]).spoken, 0)
})

test('silence is no pause before the first word and after the last', () => {
  const talk = heard([[5, 0.001], [2, 0.1], [5, 0.001]])
  assert.deepEqual([talk.pauses, talk.longest], [0, 0])
  assert.ok(talk.pauseAt(12) > 4)
})
