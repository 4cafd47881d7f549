import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Matrix4, Quaternion, Vector3 } from 'three'
import { seeded } from '../draw/numbers.js'
import { HAND, HAND_SIZE, solveArm } from './arm.js'

const [UPPER, FORE] = [0.265, 0.245]
const joint = () => ({ quaternion: new Quaternion(), scale: new Vector3(1, 1, 1) })

function solved({ wrist, fingers = [0, -1, 0], palm = [-1, 0, 0], elbow = [0.7, -0.9, -0.1], sign = 1 }) {
  const from = new Float64Array(HAND_SIZE)
  from.set(fingers, HAND.fingers)
  from.set(palm, HAND.palm)
  from.set(elbow, HAND.elbow)
  const bones = { upper: joint(), elbow: joint(), fore: joint(), hand: joint(), fingers: joint() }
  const shoulder = new Vector3(sign * 0.16, 0.4, 0)
  solveArm(bones, { shoulder, wrist: new Vector3(...wrist), upper: UPPER, fore: FORE, sign, from, offset: 0 })
  const place = (down, turn, at) => new Matrix4().compose(new Vector3(0, down, 0), turn, at)
  const one = new Vector3(1, 1, 1)
  const upper = new Matrix4().compose(shoulder, bones.upper.quaternion, one)
  const fore = upper.clone().multiply(place(-UPPER, bones.fore.quaternion, one))
  const hand = fore.clone().multiply(place(-FORE, bones.hand.quaternion, one))
  const at = matrix => new Vector3().setFromMatrixPosition(matrix)
  return { bones, shoulder, elbow: at(fore), wrist: at(hand), hand }
}

test('a wrist within reach is reached exactly, and the elbow goes where it is told', () => {
  const chance = seeded(5)
  for (let n = 0; n < 500; n++) {
    const wrist = [chance() * 0.5 - 0.15, chance() * 0.7 - 0.1, chance() * 0.35 + 0.05]
    const arm = solved({ wrist })
    const away = new Vector3(...wrist).distanceTo(arm.shoulder)
    if (away > UPPER + FORE - 0.013 || away < 0.04) continue
    assert.ok(arm.wrist.distanceTo(new Vector3(...wrist)) < 1e-6, `${wrist}`)
    assert.ok(Math.abs(arm.elbow.distanceTo(arm.shoulder) - UPPER) < 1e-6)
    const line = new Vector3(...wrist).sub(arm.shoulder).normalize()
    const out = arm.elbow
      .clone()
      .sub(arm.shoulder)
      .addScaledVector(line, -arm.elbow.clone().sub(arm.shoulder).dot(line))
    assert.ok(out.dot(new Vector3(0.7, -0.9, -0.1)) >= -1e-9)
  }
})

test('what is too far is pointed at with an arm not quite straight', () => {
  const arm = solved({ wrist: [0.16, 0.4, 2] })
  assert.ok(Math.abs(arm.wrist.z - (UPPER + FORE - 0.012)) < 1e-6 && Math.abs(arm.wrist.x - 0.16) < 1e-6)
})

test('fingers and palm look where they are told, on both sides', () => {
  for (const sign of [1, -1]) {
    const arm = solved({ wrist: [sign * 0.1, 0.3, 0.3], fingers: [0, 0.6, 0.8], palm: [0, -0.8, 0.6], sign })
    const direction = (x, y, z) => new Vector3(x, y, z).transformDirection(arm.hand)
    assert.ok(direction(0, -1, 0).distanceTo(new Vector3(0, 0.6, 0.8)) < 1e-6)
    assert.ok(direction(-sign, 0, 0).distanceTo(new Vector3(0, -0.8, 0.6)) < 1e-6)
  }
})

test('the inside of a bent elbow is always the same side of the sleeve', () => {
  const chance = seeded(8)
  for (let n = 0; n < 200; n++) {
    const arm = solved({ wrist: [chance() * 0.4 - 0.1, chance() * 0.6 - 0.1, chance() * 0.3 + 0.1] })
    const inside = new Vector3(0, 0, 1).applyQuaternion(arm.bones.upper.quaternion)
    const forearm = arm.wrist.clone().sub(arm.elbow)
    assert.ok(inside.dot(forearm) >= -1e-6, 'the forearm bends towards +Z of the upper arm')
  }
})
