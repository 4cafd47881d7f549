import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Timeline } from '../timeline.js'
import { tenMinutes } from '../timeline/ten-minutes.js'
import { band, factsOf, paces, spoken } from './facts.js'
import { momentsOf, noticed } from './moments.js'

/** Readings every 100 ms: `voice(seconds)` gives syllables a minute, 0 for silence. As the room's ear does, an end is told 250 ms late. */
function heard(seconds, voice, more = () => {}) {
  const timeline = new Timeline()
  let syllables = 0
  for (let ms = 0; ms <= 1000 * seconds; ms += 100) {
    const now = voice(ms / 1000)
    syllables += now / 600
    timeline.reading(ms, { voiced: now > 0 || voice((ms - 249) / 1000) > 0, level: now ? 0.05 : 0.001, syllables })
  }
  more(timeline)
  timeline.mark(1000 * seconds, 'over')
  return timeline
}

test('when a voice was there is told to a tenth of a second, the ear\'s own delay taken off', () => {
  const spans = spoken(heard(20, s => (s >= 2 && s < 8) || (s >= 11 && s < 15) ? 240 : 0))
  assert.equal(spans.length, 2)
  for (const [i, [from, to]] of [[2, 8], [11, 15]].entries()) {
    assert.ok(Math.abs(spans[i].from - 1000 * from) <= 120, `${spans[i].from}`)
    assert.ok(Math.abs(spans[i].to - 1000 * to) <= 120, `${spans[i].to}`)
  }
})

test('a silence before an answer begins where the partner\'s words end, and other silences are pauses', () => {
  const timeline = heard(30, s => (s < 5 || (s >= 6.5 && s < 9) || s >= 16) ? 200 : 0, one => one.mark(10_000, 'said', { who: 'partner', text: 'All right, thirty.', seconds: 2 }))
  const found = factsOf(timeline, 3).pauses
  assert.deepEqual(found.map(one => one.isAnswer), [false, true])
  assert.ok(Math.abs(found[0].length - 1500) <= 150, `${found[0].length}`)
  assert.equal(found[1].at, 12_000)
  assert.ok(Math.abs(found[1].length - 4000) <= 150, `${found[1].length}`)
})

test('pace is of the time spoken, and its band is the middle half of one\'s own', () => {
  const found = paces(heard(120, s => (s % 10 < 8 ? (s < 60 ? 200 : 300) : 0)))
  const at = seconds => found.find(one => one.at === 1000 * seconds).pace
  assert.ok(Math.abs(at(30) - 200) < 14, `${at(30)}`)
  assert.ok(Math.abs(at(90) - 300) < 20, `${at(90)}`)
  const { low, middle, high } = band(found)
  assert.ok(low <= middle && middle <= high && low < 215 && high > 270)
  assert.equal(band(paces(heard(10, () => 0))), null)
})

test('where the head was turned adds up to the whole rehearsal', () => {
  const timeline = new Timeline()
  timeline.seat(0, 2)
  timeline.seat(4000, -1)
  timeline.seat(5000, 0)
  timeline.mark(9000, 'over')
  const { head } = factsOf(timeline, 3)
  assert.deepEqual([...head.seats], [4000, 0, 4000])
  assert.equal(head.elsewhere, 1000)
})

test('an even voice is steadier than one that falls away, and ten seconds are needed to tell', () => {
  const voice = level => {
    const timeline = new Timeline()
    for (let i = 0; i < 300; i++) timeline.reading(100 * i, { voiced: true, level: level(i), syllables: 0 })
    return factsOf(timeline, 1).steadiness
  }
  assert.equal(voice(() => 0.05), 1)
  assert.ok(voice(i => 0.1 * 0.985 ** i) < 0.5)
  assert.equal(factsOf(new Timeline(), 1).steadiness, null)
})

test('what people said comes first, the rest is what the rules find, five at most and in order of time', () => {
  const facts = factsOf(tenMinutes(120), 4)
  const by = (kind, at, id = at) => ({ id, at, kind, text: kind, name: 'Rosa' })
  const few = momentsOf([by('cue', 20_000), by('remark', 9000)], facts)
  assert.ok(few.length > 2 && few.length <= 5)
  assert.deepEqual(few.filter(one => one.kind !== 'noticed').map(one => one.kind), ['remark', 'cue'])
  assert.deepEqual([...few].sort((a, b) => a.at - b.at), few)
  const many = momentsOf([...Array(9)].flatMap((_, i) => [by('remark', 1000 * i, `r${i}`), by('cue', 500 * i, `c${i}`)]), facts)
  assert.deepEqual(many.map(one => one.key), ['remark-r0', 'remark-r2', 'remark-r4', 'remark-r6', 'remark-r8'])
})

test('each rule finds what was put there, says its numbers, and nothing where there was nothing', () => {
  const timeline = heard(100, s => {
    if (s >= 12 && s < 16.1) return 0 // four seconds after his offer
    if (s >= 30 && s < 33) return 0 // a pause of one's own
    if (s >= 40 && s < 55) return 330 // fast
    return 200
  }, one => {
    one.mark(10_000, 'said', { who: 'partner', text: 'All right, thirty.', seconds: 2 })
    one.seat(0, 1)
    one.seat(70_000, 0)
  })
  // The partner spoke into the speaker's words until 12.0.
  const found = noticed(factsOf(timeline, 3))
  const rules = Object.fromEntries(found.map(one => [one.rule, one.numbers]))
  assert.ok(Math.abs(rules.silence.n - 4.1) <= 0.2)
  assert.ok(Math.abs(rules.pause.n - 3) <= 0.2)
  assert.ok(rules.fast.n > 1.25 * rules.fast.middle)
  assert.equal(rules.look.seat, 2)
  assert.ok(rules.talk.n > 60)
  assert.deepEqual(noticed(factsOf(new Timeline(), 3)), [])
})
