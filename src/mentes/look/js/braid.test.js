// The browser's braid is the server's, sign by sign.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openBraid, plait } from './braid.js'

const golden = JSON.parse(readFileSync(new URL('../tests/braid.golden.json', import.meta.url), 'utf8'))

for (const [n, { strands, options, svg, height }] of golden.entries()) {
  test(`drawing ${n} is the one the server draws`, () => {
    const drawn = openBraid(strands, { ...options, label: 'Why & how' })
    const at = [...svg].findIndex((sign, k) => sign !== drawn.svg[k])
    assert.ok(drawn.svg === svg, `first difference: ${drawn.svg.slice(at - 30, at + 30)} instead of ${svg.slice(at - 30, at + 30)}`)
    assert.ok(Math.abs(drawn.height - height) < 1e-9)
  })
}

test('neighbours cross in turn', () => {
  assert.deepEqual(plait(3, 2), { columns: [[0, 1, 2], [1, 0, 2], [1, 2, 0]], over: [[1], [0]] })
})
