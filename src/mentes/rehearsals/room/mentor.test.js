import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Euler, Quaternion, Vector3 } from 'three'
import { Mentor } from './mentor.js'

const turned = (pitch, yaw, roll) => new Quaternion().setFromEuler(new Euler(pitch, yaw, roll, 'YXZ'))
const looking = { position: new Vector3(0.4, 1.6, -3), quaternion: turned(0, Math.PI, 0) } // towards the speaker
const rosa = () => new Mentor({ name: 'Rosa Quispe', dyes: ['madder', 'weld'] })
const where = joint => new Vector3().setFromMatrixPosition(joint.matrixWorld)

test('the disc is where the head is and looks where it looks', () => {
  const mentor = rosa()
  mentor.pose({ head: looking })
  assert.ok(where(mentor.joints.disc).distanceTo(looking.position) < 1e-6)
  const face = new Vector3(0, 0, 1).transformDirection(mentor.joints.disc.matrixWorld)
  assert.ok(
    face.distanceTo(new Vector3(0, 0, 1)) < 1e-6,
    'a camera looks to -Z; turned half round it looks to the speaker',
  )
})

test('tracked palms are met to the millimetre, glide within a third of a second, and rest when they are lost', () => {
  const mentor = rosa()
  const left = { position: new Vector3(0.55, 1.25, -2.72), quaternion: turned(-1, Math.PI, 0.3) }
  const right = { position: new Vector3(0.2, 1.42, -2.75), quaternion: turned(-1.4, Math.PI, 0) }
  mentor.pose({ head: looking, left, right })
  const palm = side => new Vector3(0, -0.07, 0).applyMatrix4(mentor.joints[`hand${side}`].matrixWorld)
  assert.ok(palm('L').distanceTo(left.position) < 1e-3 && palm('R').distanceTo(right.position) < 1e-3)
  const moved = { ...right, position: new Vector3(0.1, 1.3, -2.7) }
  mentor.pose({ head: looking, left, right: moved }, true)
  assert.ok(palm('R').distanceTo(moved.position) > 0.1, 'a pose is not jumped to')
  for (let i = 0; i < 20; i++) mentor.update(0, 1 / 60)
  assert.ok(palm('R').distanceTo(moved.position) < 0.01, `${palm('R').distanceTo(moved.position)}`)
  mentor.pose({ head: looking })
  mentor.update(0, 1 / 60)
  const chest = where(mentor.joints.chest)
  assert.ok(where(mentor.joints.handL).distanceTo(chest) < 0.5 && palm('L').y < chest.y - 0.2)
})

test('sitting, the figure is shorter and its hem stays on the floor', () => {
  const mentor = rosa()
  mentor.pose({ head: { ...looking, position: new Vector3(0, 1.15, -3) } })
  assert.equal(where(mentor.joints.root).y, 0)
  assert.ok(Math.abs(where(mentor.joints.chest).y - (1.15 - 0.315)) < 1e-6)
})

test('the head turns at once, the body after it, and never farther apart than a neck goes', () => {
  const mentor = rosa()
  mentor.pose({ head: looking })
  mentor.pose({ head: { ...looking, quaternion: turned(0, Math.PI + 2, 0) } })
  for (let i = 0; i < 12; i++) mentor.update(0, 1 / 60)
  const yaw = joint => {
    const face = new Vector3(0, 0, 1).transformDirection(joint.matrixWorld)
    return Math.atan2(face.x, face.z)
  }
  const twist = Math.abs(yaw(mentor.joints.disc) - yaw(mentor.joints.root))
  assert.ok(twist > 0.5 && twist <= 0.91, String(twist))
  for (let i = 0; i < 300; i++) mentor.update(0, 1 / 60)
  assert.ok(Math.abs(yaw(mentor.joints.disc) - yaw(mentor.joints.root)) < 0.02)
})

test('the thread is there only in speech, and the name looks to the stage', () => {
  const mentor = rosa()
  mentor.pose({ head: looking }, false)
  assert.ok(mentor.joints.ring.scale.x < 0.001)
  mentor.pose({ head: looking }, true)
  mentor.update(0, 1 / 60)
  assert.equal(mentor.joints.ring.scale.x, 1)
  const name = new Vector3(0, 0, 1).transformDirection(mentor.joints.label.matrixWorld)
  assert.ok(name.angleTo(new Vector3(-0.4, 0, 3)) < 1e-6)
})
