// Hands touch what they lie on or hold, to the centimetre, measured on the skin itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Matrix4, Vector3 } from 'three'
import { GESTURES } from '../gestures.js'
import { BONE, BONES } from './bones.js'
import { Crowd } from './crowd.js'
import { person } from './person.js'
import { NOTEBOOK, notebookAt } from './things.js'

const CENTIMETRE = 0.0101
const POSE_AT = [20, 21.7, 23.1]

/** One person in a gesture at `t`, and their skin: points of the mesh that hang on the given bones, in the room. */
function posed(name, said, { level = 0, table, t = 20 } = {}) {
  const seat = { pos: [0, 0, 0], face: 0, table }
  const crowd = new Crowd([{ person: person(said.seed ?? 1, said), level, seat }], null)
  const rig = crowd.rigs[0]
  rig.begin(GESTURES[name], 0)
  crowd.pose(0, [t, 10])
  const { position, skinIndex, skinWeight } = crowd.mesh.geometry.attributes
  const matrices = BONES.map((_, i) => new Matrix4().fromArray(crowd.skeleton.boneMatrices, i * 16))
  const skin = (...names) => {
    const wanted = names.map(one => BONE[one])
    const points = []
    for (let i = 0; i < position.count; i++) {
      const [a, b] = [skinIndex.getX(i), skinIndex.getY(i)]
      const share = skinWeight.getX(i)
      if (!wanted.includes(share >= 0.5 ? a : b)) continue
      const rest = new Vector3().fromBufferAttribute(position, i)
      const point = rest.clone().applyMatrix4(matrices[a]).multiplyScalar(share)
      points.push(point.addScaledVector(rest.clone().applyMatrix4(matrices[b]), 1 - share))
    }
    return points
  }
  return { rig, crowd, skin, hand: side => skin(`hand${side}`, `fingers${side}`) }
}

/** How far the nearest point is outside a box of half sizes `half` in the frame `matrix`; negative inside. */
function fromBox(points, matrix, half) {
  const inverse = matrix.clone().invert()
  return Math.min(
    ...points.map(point => {
      const at = point.clone().applyMatrix4(inverse)
      const over = ['x', 'y', 'z'].map((axis, i) => Math.abs(at[axis]) - half[i])
      const outside = Math.hypot(...over.map(x => Math.max(0, x)))
      return outside > 0 ? outside : Math.max(...over)
    }),
  )
}

/** The notebook's page in the room; its bone carries it from the lap onto a table. */
const bookOf = ({ bones, homes, body }) =>
  bones.lap.matrixWorld
    .clone()
    .multiply(new Matrix4().makeTranslation(...homes.lap.map(x => -x)))
    .multiply(notebookAt(body))

const sizes = [
  { tall: 0.95, wide: 0.9 },
  { tall: 1, wide: 1 },
  { tall: 1.05, wide: 1.16 },
]

for (const said of sizes) {
  for (const [name, table, sits, sides] of [
    ['desk', 0.76, true, 'L'],
    ['hands', 0.76, true, 'LR'],
    ['hands', 0.93, false, 'LR'],
    ['counter', 0.93, false, 'L'],
  ]) {
    test(`${name}, ${sits ? 'sitting' : 'standing'} at ${table} m, stature ${said.tall}: the hand lies on it`, () => {
      for (const t of POSE_AT) {
        const { hand } = posed(name, { ...said, isSitting: sits }, { table, t })
        for (const side of sides) {
          const lowest = Math.min(...hand(side).map(point => point.y))
          assert.ok(
            Math.abs(lowest - table) < CENTIMETRE,
            `${side}: ${((lowest - table) * 1000).toFixed(1)} mm over the top`,
          )
        }
      }
    })
  }

  test(`listen and fold, stature ${said.tall}: hands lie on the lap, in trousers and in a robe`, () => {
    for (const hasRobe of [false, true]) {
      for (const [name, sides] of [
        ['listen', 'LR'],
        ['fold', 'L'],
      ]) {
        const { rig, hand } = posed(name, { ...said, hasRobe })
        for (const side of sides) {
          const under = hand(side).map(
            point => point.y / said.tall - rig.body.hip - lapUnder(rig.body, point.x / said.tall, point.z / said.tall),
          )
          const gap = Math.min(...under)
          assert.ok(Math.abs(gap) < 0.016, `${name} ${side} ${hasRobe}: ${(gap * 1000).toFixed(1)} mm over the cloth`)
        }
      }
    }
  })

  test(`write, stature ${said.tall}: the pen's tip is on the page, the other hand holds the book`, () => {
    for (const [hasRobe, table] of [[false], [true], [false, 0.76]]) {
      for (const t of POSE_AT) {
        const { rig, skin, hand } = posed('write', { ...said, thing: 'notebook', hasRobe }, { t, table })
        const book = bookOf(rig)
        const tip = skin('held').sort(
          (a, b) => a.clone().applyMatrix4(book.clone().invert()).z - b.clone().applyMatrix4(book.clone().invert()).z,
        )[0]
        const at = tip.clone().applyMatrix4(book.clone().invert())
        assert.ok(
          Math.abs(at.z - NOTEBOOK.page) < CENTIMETRE / said.tall,
          `${(at.z * 1000).toFixed(1)} mm from the middle of the book`,
        )
        assert.ok(
          Math.abs(at.x) < NOTEBOOK.width / 2 && Math.abs(at.y) < NOTEBOOK.height / 2,
          'on the page, not beside it',
        )
        const gap = fromBox(hand('L'), book, [NOTEBOOK.width / 2, NOTEBOOK.height / 2, 0.012])
        assert.ok(gap < CENTIMETRE && gap > -0.02, `${(gap * 1000).toFixed(1)} mm from the book`)
      }
    }
  })

  test(`phone, stature ${said.tall}: both hands are at it`, () => {
    const { rig, hand } = posed('phone', { ...said, thing: 'phone' })
    // The phone in the frame of the right hand, see things.js.
    const phone = rig.bones.held.matrixWorld.clone().multiply(new Matrix4().makeTranslation(0.028, -0.1, 0.008))
    for (const side of 'LR') {
      const gap = fromBox(hand(side), phone, [0.0045, 0.0675, 0.034])
      assert.ok(gap < CENTIMETRE && gap > -0.02, `${side}: ${(gap * 1000).toFixed(1)} mm from the phone`)
    }
  })

  test(`cup, stature ${said.tall}: it is in the hand, and a sip reaches the mouth`, () => {
    const { skin, hand } = posed('cup', { ...said, thing: 'cup' })
    const cup = skin('held')
    const gap = Math.min(...hand('R').flatMap(point => cup.map(other => point.distanceTo(other))))
    assert.ok(gap < 0.02, `${(gap * 1000).toFixed(1)} mm between hand and cup`)
    let nearest = 1
    for (let t = 20; t < 31; t += 0.1) {
      const one = posed('cup', { ...said, thing: 'cup' }, { t })
      const lips = one.skin('lip')
      nearest = Math.min(nearest, ...lips.flatMap(point => one.skin('held').map(other => point.distanceTo(other))))
    }
    assert.ok(nearest < 0.035, `${(nearest * 1000).toFixed(0)} mm between cup and lips`)
  })
}

/** Height of the upper side of lap or robe at x, z, in hip space: the tubes of legs.js. */
function lapUnder({ person: { hasRobe, wide } }, x, z) {
  const along = (keys, at) => {
    let i = 1
    while (i < keys.length - 1 && keys[i][0] < at) i++
    const [a, b] = [keys[i - 1], keys[i]]
    const share = Math.min(1, Math.max(0, (at - a[0]) / (b[0] - a[0])))
    return a.map((value, k) => value + (b[k] - value) * share)
  }
  const round = (rx, rz, dx, y) => y + rz * Math.sqrt(Math.max(0, 1 - (dx / rx) ** 2))
  if (hasRobe) {
    const [, y, rx, rz] = along(
      [
        [-0.06, 0.01, 0.175 * wide, 0.1],
        [0.14, 0.012, 0.19 * wide, 0.1],
        [0.34, 0.006, 0.195, 0.088],
        [0.43, -0.03, 0.195, 0.085],
      ],
      z,
    )
    return round(rx, rz, x, y)
  }
  const [, legX, y, rx, rz] = along(
    [
      [-0.08, 0.085, 0, 0.088, 0.09],
      [0.12, 0.09, 0.004, 0.088, 0.084],
      [0.32, 0.098, 0.006, 0.072, 0.07],
      [0.4, 0.1, -0.015, 0.066, 0.066],
    ],
    z,
  )
  return round(rx, rz, Math.min(rx, Math.abs(Math.abs(x) - legX)), y)
}
