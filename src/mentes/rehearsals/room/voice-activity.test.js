import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpeechCore } from './speech-core.js'
import { TalkTime } from './voice-activity.js'

const RATE = 8000

/** `parts` [[seconds, how loud the voice is]] over even noise; gives what TalkTime found. The same each time. */
function heard(parts, noise = 0.0005) {
  const talk = new TalkTime()
  const core = new SpeechCore(RATE, reading => talk.add(reading))
  let [n, state] = [0, 7]
  for (const [seconds, loudness] of parts) {
    const samples = Float32Array.from({ length: Math.round(seconds * RATE) }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      let voice = 0
      for (let harmonic = 3; harmonic <= 10; harmonic++) voice += Math.sin((2 * Math.PI * 130 * harmonic * n) / RATE) / harmonic
      n += 1
      return loudness * voice + noise * (state / 2 ** 31 - 1)
    })
    core.hear(samples)
  }
  return { talk, t: n / RATE }
}

test('a pause between two phrases is found within a tenth of a second, in a quiet room and beside a fan', () => {
  for (const noise of [0.0005, 0.004, 0.012]) {
    const { talk } = heard([[2, 0], [4, 0.1], [1.4, 0], [3, 0.1], [2, 0]], noise)
    assert.equal(talk.pauses, 1, `noise ${noise}`)
    assert.ok(Math.abs(talk.longest - 1.4) < 0.1, `noise ${noise}: ${talk.longest}`)
    assert.ok(Math.abs(talk.spoken - 7) < 0.2, `noise ${noise}: ${talk.spoken}`)
  }
})

test('the stops inside words and a click are neither pauses nor speech', () => {
  const words = Array.from({ length: 10 }, () => [[0.3, 0.1], [0.08, 0]]).flat()
  assert.equal(heard([[1, 0], ...words, [1, 0]]).talk.pauses, 0)
  assert.equal(heard([[1, 0], [0.02, 0.5], [1, 0]]).talk.spoken, 0)
})

test('silence is no pause before the first word and after the last, and lasts until now', () => {
  const { talk, t } = heard([[5, 0], [2, 0.1], [5, 0]])
  assert.deepEqual([talk.pauses, talk.longest], [0, 0])
  assert.ok(Math.abs(talk.pauseAt(t) - 5) < 0.3, String(talk.pauseAt(t)))
  assert.equal(heard([[5, 0]]).talk.pauseAt(5), 0)
})
