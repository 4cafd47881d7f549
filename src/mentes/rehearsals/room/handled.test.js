import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Matrix4, MeshBasicMaterial, Vector3 } from 'three'
import { THEME } from './draw/light.js'
import { Handled } from './handled.js'

const HANDLE = { thing: 'jars', task: 'lay_out', n: 3 }
const THINGS = { jars: { kind: 'jar' } }
const SURFACE = { addEventListener() {}, removeEventListener() {} }

/** A room without a place, and things in it; `taken` holds how often one was taken. */
function begun({ own = null, name = 'market' } = {}) {
  const room = { name, theme: THEME.dawn, stillMaterial: new MeshBasicMaterial(), add() {}, remove: part => part.stop() }
  const it = { taken: 0, room }
  it.handled = new Handled({ surface: SURFACE, take: () => it.follow((it.taken += 1)) })
  it.follow = n => it.handled.follow({ step: 'show', handle: HANDLE, things: THINGS, n })
  it.handled.furnish({ room, camera: null, isStill: false, own })
  it.follow(0)
  return it
}

/** The space of a controller at `from` that points at the middle of thing i, wherever it stands in the world. */
function pointing(handled, i, from = new Vector3(0.2, 1.2, 0.1)) {
  handled.group.updateMatrixWorld(true)
  const at = handled.things[i].getWorldPosition(new Vector3()).add(new Vector3(0, 0.12, 0))
  return new Matrix4().lookAt(from, at, new Vector3(0, 1, 0)).setPosition(from).elements
}

test('what a controller points at is taken, and goes to its place', () => {
  const it = begun()
  const before = it.handled.things.map(mesh => mesh.position.clone())
  assert.equal(it.handled.choose(pointing(it.handled, 2)), true)
  assert.deepEqual([it.taken, it.handled.done], [1, [false, false, true]])
  it.handled.update(0, 2)
  assert.deepEqual(it.handled.things.map((mesh, i) => mesh.position.distanceTo(before[i]) > 0.2), [false, false, true])
  assert.equal(it.handled.choose(pointing(it.handled, 2)), false)
})

test('the button takes whatever is next, and no more than there are', () => {
  const it = begun()
  it.follow(2)
  assert.deepEqual(it.handled.done, [true, true, false])
  it.follow(3)
  it.follow(3)
  assert.deepEqual(it.handled.done, [true, true, true])
})

test('in a room of one\'s own they stand where one stands, turned with one, on a table of their own', () => {
  const own = { at: [2, 0.1, -1], face: 2 }
  const it = begun({ own })
  const from = new Vector3(own.at[0], 1.5, own.at[2])
  for (const i of [0, 1, 2]) {
    const world = it.handled.things[i].getWorldPosition(new Vector3())
    assert.ok(Math.hypot(world.x - from.x, world.z - from.z) < 1.7)
    assert.equal(it.handled.choose(pointing(it.handled, i, from)), true, String(i))
  }
  assert.deepEqual([it.taken, it.handled.group.children.length], [3, 4])
})

test('nothing is left behind when the room goes', () => {
  const it = begun()
  let disposed = 0
  for (const mesh of it.handled.things) mesh.geometry.addEventListener('dispose', () => (disposed += 1))
  it.room.remove(it.handled)
  assert.deepEqual([disposed, it.handled.group.children.length], [3, 0])
})
