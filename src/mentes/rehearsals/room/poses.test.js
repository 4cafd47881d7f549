import assert from 'node:assert/strict'
import test from 'node:test'
import { Quaternion, Vector3 } from 'three'
import { seatsOnFloor } from './layout.js'
import { part, placed, Pose, seatsInPlace } from './poses.js'

const UP = new Vector3(0, 1, 0)
const FOUND = { from: new Vector3(0.5, 0.1, 0.3), face: 0.35 }
const FLOOR = [[-3, -4], [3, -4], [3, 1], [-3, 1]]
const near = (one, other) => one.forEach((n, i) => assert.ok(Math.abs(n - other[i]) < 2e-3, `${one} and ${other}`))

test('whoever stands aside and turned in their own room stands at the origin of the place and looks to -Z', () => {
  const pose = new Pose()
  const head = { position: new Vector3(0.5, 1.75, 0.3), quaternion: new Quaternion().setFromAxisAngle(UP, 0.35) }
  pose.read({ head, session: { hands: { left: {}, right: {} } }, ownRoom: FOUND })
  near([...pose.h], [0, 1.65, 0, 0, 0, 0, 1])
  const back = placed(pose.h, part(), FOUND)
  near(back.position.toArray(), head.position.toArray())
  near(back.quaternion.toArray(), head.quaternion.toArray())
})

test('seats of a floor that was found lie before the speaker in the place, as seats that are found from the origin do', () => {
  const at = { at: [FOUND.from.x, FOUND.from.z], face: FOUND.face }
  const { seats } = seatsOnFloor(4, { floor: FLOOR, y: 0.1, speaker: at })
  const same = seatsOnFloor(4, { floor: [[-9, -9], [9, -9], [9, 9], [-9, 9]] }).seats
  assert.equal(seats.length, 4)
  seatsInPlace(seats, FOUND).forEach((seat, i) => near(seat, [...same[i].pos, same[i].face, same[i].step]))
})
