import assert from 'node:assert/strict'
import test from 'node:test'
import { spoken, voiceFor } from './partner.js'
import { clock, told } from './plain.js'

const WORDS = {
  audience: 'Somebody', said: '{name}: {text}', over: 'The end.', 'handled-lay_out': 'Laid out: {text}',
  'chose-speaker': 'You chose: {text}', 'chose-mentor': 'Mentor chose: {text}', 'chose-time': 'Time chose.', 'went-time': 'Time went on.',
}
const SCENARIO = { partner: 'Keeper', things: { jars: { label: 'your jars' } } }

test('everything that happened has its sentence, and says who chose', () => {
  const all = [
    { kind: 'said', who: 'partner', text: 'Yes?' }, { kind: 'said', who: 'audience', text: 'Why?' }, { kind: 'chose', by: 'mentor', intent: 'ask' },
    { kind: 'chose', by: 'time', intent: '' }, { kind: 'went_on', by: 'time' }, { kind: 'handled', thing: 'jars', task: 'lay_out' }, { kind: 'over' },
  ]
  assert.deepEqual(all.map(entry => told(entry, SCENARIO, WORDS)), ['Keeper: Yes?', 'Somebody: Why?', 'Mentor chose: ask', 'Time chose.', 'Time went on.', 'Laid out: your jars', 'The end.'])
})

test('a clock counts whole seconds in the digits of the language', () => {
  assert.deepEqual([clock(0, 'en'), clock(59.2, 'en'), clock(65, 'en'), clock(-3, 'en')], ['0:00', '1:00', '1:05', '0:00'])
  assert.equal(clock(65, 'ar-EG'), '١:٠٥')
})

test('directions in brackets are seen and not spoken', () => {
  assert.equal(spoken('(He looks into his cup.) I see. (Quietly.)'), 'I see.')
  assert.equal(spoken('(Nothing.)'), '')
})

test('a voice of the language is chosen, one of this device first, and none of another language', () => {
  const voice = (lang, localService, isDefault = false) => ({ lang, localService, default: isDefault })
  const voices = [voice('en-GB', false), voice('es_PE', true), voice('es-ES', true, true), voice('fr-FR', true)]
  assert.equal(voiceFor(voices, 'es'), voices[2])
  assert.equal(voiceFor(voices, 'en-US'), voices[0])
  assert.equal(voiceFor(voices, 'ar'), null)
  assert.equal(voiceFor([], 'en'), null)
})
