import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Builder } from '../draw/mesh.js'
import { BONES } from './bones.js'
import { bodyOf, costOf, drawPerson } from './figure.js'
import { chooseLevels, LEVELS } from './levels.js'
import { CUTS, person, STYLES } from './person.js'

test('every style and cut, sitting and standing, is drawn at every level without a hole in the numbers', () => {
  for (const [i, style] of STYLES.entries()) {
    for (const level of LEVELS.keys()) {
      const one = person(i, {
        style,
        cut: CUTS[i % CUTS.length],
        isSitting: i % 2 === 0,
        hasGlasses: true,
        thing: 'cup',
        apron: i % 3 ? '' : '#fff',
      })
      const builder = new Builder()
      drawPerson(builder, bodyOf(one, level), level)
      assert.ok(
        builder.positions.every(Number.isFinite) && builder.normals.every(Number.isFinite),
        `${style} at ${level}`,
      )
      assert.ok(builder.skinIndices.every(index => index < BONES.length))
      for (let k = 0; k < builder.skinWeights.length; k += 4) {
        const sum = builder.skinWeights[k] + builder.skinWeights[k + 1]
        assert.ok(Math.abs(sum - 1) < 1e-6, 'the shares of the bones are one together')
      }
    }
  }
})

test('what a person is said to take is what is drawn', () => {
  for (let seed = 0; seed < 12; seed++) {
    for (const level of LEVELS.keys()) {
      const builder = new Builder()
      drawPerson(builder, bodyOf(person(seed), level), level)
      assert.equal(costOf(person(seed), level), builder.triangles)
    }
  }
})

test('each level takes a good deal less than the one before', () => {
  const mean = level =>
    Array.from({ length: 20 }, (_, seed) => costOf(person(seed), level)).reduce((a, b) => a + b) / 20
  const means = LEVELS.map((_, level) => mean(level))
  for (let level = 1; level < means.length; level++) assert.ok(means[level] < means[level - 1] * 0.85, String(means))
  assert.ok(means[3] < 330, `the coarsest takes ${means[3]}`)
})

test('levels: all within the budget, the nearest are finest, more room never makes anybody coarser', () => {
  const cost = (_, level) => [1900, 850, 660, 300][level]
  const distances = Array.from({ length: 60 }, (_, i) => 3 + Math.floor(i / 10) * 0.8)
  const sum = levels => levels.reduce((total, level) => total + cost(0, level), 0)
  const tight = chooseLevels({ distances, cost, budget: 22000 })
  assert.ok(sum(tight) <= 22000)
  for (let i = 1; i < 60; i++) assert.ok(tight[i] >= tight[i - 1])
  const roomy = chooseLevels({ distances, cost, budget: 60000 })
  assert.ok(roomy.every((level, i) => level <= tight[i]))
  assert.deepEqual(chooseLevels({ distances: [1, 3], cost, budget: 9e9 }), [0, 0])
})
