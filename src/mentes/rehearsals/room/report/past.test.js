import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Behaviour } from '../behaviour.js'
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
