import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HAIR, DYE, SKIN } from '../draw/palette.js'
import { castFor } from './cast.js'
import { CUTS, person, STYLES } from './person.js'

const seats = n =>
  Array.from({ length: n }, (_, i) => ({
    id: i,
    pos: [(i % 8) * 0.6, 0, -3 - Math.floor(i / 8)],
    face: 0,
    isOpen: i === 7 || i === 31,
  }))

test('a seed makes the same person again, and what is said is kept', () => {
  assert.deepEqual(person(7), person(7))
  const said = person(7, { age: 80, style: 'turban', top: 'weld', isSitting: false })
  assert.deepEqual([said.age, said.style, said.top, said.isSitting, said.hair], [80, 'turban', 'weld', false, 'white'])
})

test('everybody is drawn from colours and cuts that there are', () => {
  for (let seed = 0; seed < 300; seed++) {
    const one = person(seed)
    assert.ok(
      HAIR[one.hair] && DYE[one.top] && DYE[one.second] && DYE[one.trousers] && DYE[one.wrapDye] && SKIN[one.skin],
    )
    assert.ok(STYLES.includes(one.style) && CUTS.includes(one.cut) && one.top !== one.second)
    assert.ok(one.age >= 18 && one.age <= 80 && one.tall >= 0.95 && one.tall <= 1.05)
  }
})

test('sixty people vary: every skin, every style, ages, glasses, cloths, wheelchairs', () => {
  const people = castFor(seats(60), 11)
  const kinds = key => new Set(people.map(one => one[key])).size
  assert.equal(kinds('skin'), SKIN.length)
  assert.equal(kinds('style'), STYLES.length)
  assert.ok(kinds('cut') >= 5 && kinds('top') >= 9)
  const has = key => people.filter(one => one[key]).length
  assert.ok(has('hasGlasses') >= 6 && has('hasGlasses') <= 30)
  assert.equal(has('hasWheelchair'), 2)
  assert.ok(people.some(one => one.age < 25) && people.some(one => one.age > 60))
})

test('a wheelchair stands only where the floor is clear, also in the company cast by hand', () => {
  for (const seed of [0, 1, 2, 3]) {
    const places = seats(40)
    const people = castFor(places, seed)
    assert.ok(people.some(one => one.hasWheelchair))
    assert.ok(people.every((one, i) => one.hasWheelchair === Boolean(places[i].isOpen)))
  }
})

test('neighbours differ in silhouette', () => {
  let alike = 0
  let pairs = 0
  for (let seed = 1; seed <= 20; seed++) {
    const people = castFor(seats(24), seed)
    for (let i = 1; i < 24; i++) {
      if (i % 8 === 0) continue
      pairs++
      if (people[i].style === people[i - 1].style || people[i].top === people[i - 1].top) alike++
    }
  }
  assert.ok(alike / pairs < 0.03, `${alike} of ${pairs} neighbours share hair or dye`)
})
