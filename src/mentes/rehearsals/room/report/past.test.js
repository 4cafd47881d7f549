import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Audience } from '../audience.js'
import { Behaviour } from '../behaviour.js'
import { marketSeats } from '../layout.js'
import { tenMinutes } from '../timeline/ten-minutes.js'
import { factsOf } from './facts.js'
import { Past } from './past.js'

const people = Array.from({ length: 24 }, (_, i) => ({ gestures: ['listen', 'nod', 'write', 'lean', 'talk', 'phone'], left: i - 1, right: i < 23 ? i + 1 : -1 }))
const past = () => new Past(new Behaviour(people, { seed: 7 }), factsOf(tenMinutes(300), 24))
const seen = ({ behaviour }) => JSON.stringify([behaviour.tick, behaviour.gestures, [...behaviour.looks], [...behaviour.until], behaviour.talker])

test('a second looks the same whichever way one came to it', () => {
  const [onwards, jumping] = [past(), past()]
  const told = {}
  for (let ms = 0; ms <= 290_000; ms += 500) {
    onwards.at(ms)
    told[ms] = seen(onwards)
  }
  for (const ms of [290_000, 12_500, 200_000, 12_500, 0, 14_500, 15_000, 15_500, 140_000, 139_500]) {
    jumping.at(ms)
    assert.equal(seen(jumping), told[ms], `${ms}`)
  }
})

test('whoever spoke in the rehearsal speaks in its replay, and is silent after', () => {
  const one = past()
  one.at(2000)
  assert.equal(one.behaviour.talker, 0)
  one.at(20_000)
  assert.equal(one.behaviour.talker, -1)
})

test('an audience that waited does in the rehearsal what it does in the replay, once both begin together', () => {
  const facts = { own: [], said: [{ from: 0, to: 2000, seat: 1 }, { from: 4000, to: 7000, seat: 0 }], turned: [], paces: [], isHeard: false }
  const speaker = { isSpeaking: true, pauseSeconds: 0, pace: 0 }
  const [live, again] = [1, 2].map(() => new Audience(marketSeats(3), { seed: 7 }))
  const past = new Past(again.behaviour, facts)
  // In the room before the beginning, for as long as it takes to read what it is about.
  for (let t = 0; t < 33; t += 1 / 30) live.update(t, 1 / 30, speaker)
  live.behaviour.restart()
  live.speak(1, true)
  for (let picture = 0; picture < 90 * 30; picture++) {
    const t = picture / 30
    if (picture === 2 * 30) live.speak(1, false)
    if (picture === 4 * 30) live.speak(0, true)
    if (picture === 7 * 30) live.speak(0, false)
    live.update(t, 1 / 30, { ...speaker, headPosition: { x: 0, y: 1.65, z: 0 }, headForward: { x: 0, y: 1, z: 0 } })
    if (picture % 30 || !picture) continue
    past.at(t * 1000)
    assert.deepEqual(live.behaviour.gestures, again.behaviour.gestures, `${t} s`)
    assert.equal(live.behaviour.talker, again.behaviour.talker, `${t} s`)
    assert.deepEqual([...live.behaviour.looks], [...again.behaviour.looks], `${t} s`)
  }
})
