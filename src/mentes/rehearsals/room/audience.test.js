import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Vector3 } from 'three'
import { Audience } from './audience.js'
import { GESTURES } from './gestures.js'
import { EYES, hides, seen } from './people/sight.js'

// The stage as it was drawn: rows at these radii and floors, 11 degrees a seat.
const ROWS = [
  [3, -0.34, 5],
  [3.85, -0.1, 6],
  [4.7, 0.18, 7],
  [5.55, 0.5, 6],
]
const STAGE = ROWS.flatMap(([radius, floor, count], row) =>
  Array.from({ length: count }, (_, i) => {
    const angle = ((-4.5 + (i - (count - 1) / 2) * 11) * Math.PI) / 180
    const pos = [radius * Math.sin(angle), floor, -radius * Math.cos(angle)]
    return { id: `${row}-${i}`, pos, face: -angle, isSitting: true, isOpen: row === 0 && i === 4 }
  }),
)
const pairs = STAGE.flatMap((_, i) => STAGE.map((_, j) => [i, j])).filter(([i, j]) => i !== j)
const speaker = () => ({
  headPosition: new Vector3(0, 1.65, 0), headForward: new Vector3(0, -0.1, -1), isSpeaking: true, pauseSeconds: 0, pace: 220,
})

test('no head and no raised hand hides a face, whatever people do by themselves or are asked to do', () => {
  for (const [seed, mood] of [[0, 'supportive'], [3, 'restless']]) {
    const audience = new Audience(STAGE, { seed, mood })
    const [at, hidden] = [new Vector3(), []]
    const one = speaker()
    for (let k = 1; k <= 1440; k++) {
      if (k % 80 === 0) audience.raiseHand((k / 80) % 24)
      audience.update(k / 8, 1 / 8, one)
      if (k % 4) continue
      const middles = audience.rigs.map((_, i) => ({ ...audience.eyesOf(i, at) }))
      for (const height of EYES) {
        const heads = middles.map(({ x, y, z }) => seen([0, height, 0], { x, y: y + 0.03, z, radius: 0.125 }))
        const faces = middles.map(({ x, y, z }) => seen([0, height, 0], { x, y, z, radius: 0.08 }))
        // A hand on its way up passes; one that is up stays.
        const isUp = rig => rig.gesture === GESTURES.raise && k / 8 - rig.changedAt > 1
        const hands = audience.rigs.map(rig => {
          if (!isUp(rig)) return null
          const { x, y, z } = at.set(0, -0.09, 0).applyMatrix4(rig.bones.handR.matrixWorld)
          return seen([0, height, 0], { x, y, z, radius: 0.06 })
        })
        for (const [i, j] of pairs) {
          const isHidden = hides(heads[i], faces[j]) || (hands[i] && hides(hands[i], faces[j]))
          if (isHidden) hidden.push(`${STAGE[i].id} before ${STAGE[j].id} at ${k / 8} s`)
        }
      }
    }
    assert.deepEqual(hidden.slice(0, 5), [], `${hidden.length} times`)
  }
})

test('gestures given up for others to be seen are few, and somebody can always ask', () => {
  const { behaviour } = new Audience(STAGE, { seed: 0 })
  const all = behaviour.people.reduce((sum, { gestures }) => sum + gestures.length, 0)
  assert.ok(all / behaviour.people.length > 10, `${all} gestures of 24 people`)
  assert.ok(behaviour.people.filter(({ gestures }) => gestures.includes('raise')).length >= 6)
  const audience = new Audience(STAGE, { seed: 0 })
  const asker = audience.raiseHand(8)
  audience.update(3, 3, speaker())
  assert.equal(audience.behaviour.gestures[asker], 'raise')
})

test('who is looked at is who sits there, and people turn to the speaker', () => {
  const audience = new Audience(STAGE, { seed: 5 })
  const [one, at] = [speaker(), new Vector3()]
  for (const i of [0, 7, 20]) {
    one.headForward.copy(audience.eyesOf(i, at)).sub(one.headPosition).normalize()
    audience.update(audience.behaviour.t + 0.01, 0.01, one)
    assert.equal(audience.lookedAt, i)
  }
  one.headForward.set(0, 1, 0)
  audience.update(audience.behaviour.t + 0.01, 0.01, one)
  assert.equal(audience.lookedAt, -1)
})

test('held still, a picture is the same an hour later; moving, it is not', () => {
  const poses = isStill => {
    const audience = new Audience(STAGE.slice(0, 5), { seed: 2, isStill })
    return [1, 60, 3600].map(t => {
      audience.update(t, 0.1, null)
      audience.update(t, 0.1, null)
      return [...audience.crowd.skeleton.boneMatrices]
    })
  }
  const [first, later, last] = poses(true)
  assert.deepEqual(first, later)
  assert.deepEqual(first, last)
  const [a, b] = poses(false)
  assert.notDeepEqual(a, b)
})

test('at a table hands lie on it, on foot nobody uses a lap', () => {
  const places = [
    { id: 0, pos: [0, 0, -2], face: 0, isSitting: true, table: 0.76 },
    { id: 1, pos: [1, 0, -2], face: 0, isSitting: false, table: 0.93 },
    { id: 2, pos: [2.5, 0, -2], face: 0, isSitting: false },
  ]
  const { behaviour } = new Audience(places, { seed: 4 })
  const [sitting, counter, standing] = behaviour.people.map(({ gestures }) => gestures)
  assert.equal(sitting[0], 'desk')
  assert.equal(counter[0], 'counter')
  assert.equal(standing[0], 'stand')
  for (const gestures of [sitting, counter, standing]) {
    assert.ok(!gestures.includes('listen') && !gestures.includes('fold') && gestures.every(name => GESTURES[name]))
  }
})
