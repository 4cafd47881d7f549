import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Builder, mix, paint, placed, SIDE } from './mesh.js'

const white = paint('#fff')

test('a box has two triangles a side, facing outwards, and leaves out what nobody sees', () => {
  const whole = new Builder()
  whole.box(0, 0, 0, 2, 2, 2, white)
  assert.equal(whole.triangles, 12)
  const { position, normal } = whole.build().attributes
  for (let i = 0; i < position.count; i++) {
    const along = ['getX', 'getY', 'getZ'].map(get => position[get](i) * normal[get](i))
    assert.equal(along.reduce((a, b) => a + b), 1)
  }
  const open = new Builder()
  open.box(0, 0, 0, 1, 1, 1, white, { skip: [SIDE.bottom, SIDE.back] })
  assert.equal(open.triangles, 8)
})

test('what is drawn at a place stands there, nested too', () => {
  const builder = new Builder()
  builder.at(placed(1, 0, 0), () => {
    builder.at(placed(0, 2, 0, Math.PI / 2), () => builder.disc(0, 0, 0, 1, 1, 3, white))
  })
  const { position, normal } = builder.build().attributes
  assert.deepEqual([position.getX(0), position.getY(0), position.getZ(0)], [1, 2, 0])
  assert.ok(Math.abs(normal.getX(0) - 1) < 1e-6, 'turned a quarter, +Z becomes +X')
})

test('a loft is closed at its poles without triangles that have no surface', () => {
  const builder = new Builder()
  builder.loft([{ at: [0, 0, 0], rx: 1, rz: 1 }, { at: [0, 1, 0], rx: 1, rz: 1 }], { segs: 8, color: white })
  assert.equal(builder.triangles, 8 + 16 + 8)
  const { position, normal } = builder.build().attributes
  assert.ok(Number.isFinite(position.array.reduce((a, b) => a + b)) && normal.array.every(Number.isFinite))
})

test('bones are kept only where there are any', () => {
  const still = new Builder()
  still.box(0, 0, 0, 1, 1, 1, white)
  assert.equal(still.build().attributes.skinIndex, undefined)
  const moved = new Builder()
  moved.box(0, 0, 0, 1, 1, 1, white, { bones: [3, 0.5, 4, 0.5] })
  assert.deepEqual([...moved.build().attributes.skinIndex.array.slice(0, 4)], [3, 4, 0, 0])
})

test('a ring says its own colour', () => {
  const builder = new Builder()
  const rings = [{ at: [0, 0, 0], rx: 1, rz: 1, color: paint('#f00') }, { at: [0, 1, 0], rx: 1, rz: 1 }]
  builder.loft(rings, { segs: 4, color: mix('#000', '#fff', 1), capA: false, capB: false })
  assert.deepEqual(builder.colors.slice(0, 3), [1, 0, 0])
  assert.deepEqual(builder.colors.slice(-3), [1, 1, 1])
})
