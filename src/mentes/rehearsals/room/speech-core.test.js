import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpeechCore } from './speech-core.js'

const RATE = 16000

/** A hummed vowel of 120 Hz with its harmonics, swelling and fading once in `seconds`. */
const vowel = (seconds, loudness = 0.1) =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    let sum = 0
    for (let harmonic = 1; harmonic <= 10; harmonic++) sum += Math.sin((2 * Math.PI * 120 * harmonic * i) / RATE) / harmonic
    return loudness * sum * (0.1 + Math.sin((Math.PI * i) / (seconds * RATE)))
  })
const silence = seconds => new Float32Array(Math.round(seconds * RATE))
/** White noise from a small generator, so that each run is the same. */
function noise(seconds, loudness) {
  let state = 7
  return Float32Array.from({ length: Math.round(seconds * RATE) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return loudness * (state / 2 ** 31 - 1)
  })
}
const words = (n, seconds = 0.2) => Array.from({ length: n }, () => vowel(seconds))
const heard = (pieces, onReading) => {
  const core = new SpeechCore(RATE, onReading)
  for (const piece of pieces) core.hear(piece)
  return core.readings()
}

test('counts twelve swells as twelve syllables, and their pace', () => {
  const found = heard([silence(0.5), ...words(12), silence(0.5)])
  assert.equal(found.syllables, 12)
  assert.ok(Math.abs(found.syllablesPerMinute - 300) < 15, String(found.syllablesPerMinute))
  assert.equal(found.loudnessSteadiness, 1)
})

test('finds pauses where they are, within 0.1 s, and none before the first or after the last word', () => {
  const found = heard([silence(1), ...words(5), silence(0.8), ...words(5), silence(1.5), ...words(5), silence(2)])
  assert.equal(found.pauses.length, 2)
  for (const [pause, at, seconds] of [[found.pauses[0], 2, 0.8], [found.pauses[1], 3.8, 1.5]]) {
    assert.ok(Math.abs(pause.at - at) < 0.1, JSON.stringify(pause))
    assert.ok(Math.abs(pause.seconds - seconds) < 0.1, JSON.stringify(pause))
  }
  assert.ok(Math.abs(found.spokenSeconds - 3) < 0.15, String(found.spokenSeconds))
})

test('hears nothing in silence, and no syllable in noise, quiet or loud', () => {
  const empty = heard([silence(3)])
  assert.deepEqual(empty, { spokenSeconds: 0, pauses: [], syllables: 0, syllablesPerMinute: null, loudnessSteadiness: null })
  for (const loudness of [0.001, 0.02, 0.3]) assert.equal(heard([noise(5, loudness)]).syllables, 0, String(loudness))
})

test('hears the same through a noisy room', () => {
  const rest = noise(0.6, 0.003)
  const spoken = words(10).map(word => word.map((x, i) => x + rest[i]))
  assert.equal(heard([noise(1, 0.003), ...spoken, noise(1, 0.003)]).syllables, 10)
})

test('pieces of any length make the same numbers', () => {
  const whole = [silence(0.3), ...words(6), silence(0.6), ...words(4)]
  const samples = Float32Array.from(whole.flatMap(piece => [...piece]))
  const cut = []
  for (let i = 0; i < samples.length; i += 128) cut.push(samples.subarray(i, i + 128))
  assert.deepEqual(heard(cut), heard([samples]))
})

test('steadiness falls where every second syllable is 12 dB weaker', () => {
  const uneven = Array.from({ length: 20 }, (_, i) => vowel(0.2, i % 2 ? 0.1 : 0.025))
  const found = heard(uneven)
  assert.equal(found.syllables, 20)
  assert.ok(found.loudnessSteadiness <= 0.55, String(found.loudnessSteadiness))
})

test('readings come every 10 ms and hold nothing but numbers of the whole', () => {
  const seen = []
  heard([silence(0.2), ...words(3)], reading => seen.push({ ...reading }))
  assert.equal(seen.length, 80)
  assert.deepEqual(Object.keys(seen[0]), ['t', 'voiced', 'level', 'syllables'])
  assert.ok(!seen[10].voiced && seen[60].voiced)
})

test('refuses a rate too low to hear the band', () => {
  assert.throws(() => new SpeechCore(4000), /8000 or more, not 4000/)
})
