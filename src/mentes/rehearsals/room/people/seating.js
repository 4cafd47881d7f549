// What each person can do at their seat: what they have with them, what the seat allows, whom it would hide, whom they
// can whisper to.
import { Vector3 } from 'three'
import { GESTURES } from '../gestures.js'
import { CLOTHS_ON_HEAD } from './person.js'
import { AT_TABLE, ON_FOOT } from './moods.js'
import { clearGestures } from './sight.js'

const WHISPER = [0.35, 0.95] // metres between two who can whisper
// The ball of a head, and of a face that shall be seen; big hair and cloths are rounder.
const HEAD_RADIUS = 0.135
const BIG_HEAD_RADIUS = 0.16
const BIG = ['afro', 'curls', ...CLOTHS_ON_HEAD]
const FACE_RADIUS = 0.085
const HAND_RADIUS = 0.075
const EYE_LINE = 0.12 // metres from the neck's joint to the middle of the head
const SAMPLES = [0, 0.3, 0.6, 0.95, 1.3] // seconds at which a moving gesture is looked at
const ALWAYS = ['fold', 'listen', 'stand', 'desk', 'counter', 'hands']

/** `rigs` of a crowd; gives [{gestures, left, right}] for Behaviour. */
export function abilities(rigs) {
  const names = Object.keys(GESTURES)
  const spots = rigs.map(rig => names.map(name => spotOf(rig, GESTURES[name])))
  const clear = clearGestures(
    spots,
    ALWAYS.map(name => names.indexOf(name)),
  )
  return rigs.map((rig, i) => {
    const { left, right } = neighbours(rigs, i)
    const able = names.filter((name, g) => clear[i][g] && fits(rig, name))
    const rest = restingOf(rig).filter(name => able.includes(name))
    return { gestures: [...new Set([...rest, ...able])], left, right }
  })
}

const restingOf = ({ person, seat }) => {
  if (seat.table !== undefined) return Object.values(AT_TABLE[person.isSitting ? 'sitting' : 'standing'])
  return person.isSitting ? ['listen', 'fold'] : Object.values(ON_FOOT)
}

function fits({ person, seat }, name) {
  const { needs, sits } = GESTURES[name]
  const hasTable = seat.table !== undefined
  if (needs && person.thing !== needs) return false
  if (sits && !person.isSitting) return false
  if (['desk', 'counter', 'hands'].includes(name)) {
    return hasTable && (name === 'hands' || (name === 'desk') === person.isSitting)
  }
  if (name === 'stand') return !person.isSitting
  // What a table or standing puts in another's place is not done besides.
  if (hasTable) return !(name in AT_TABLE.sitting)
  return person.isSitting || !(name in ON_FOOT)
}

function neighbours(rigs, i) {
  const at = { left: -1, right: -1 }
  const { pos, face } = rigs[i].seat
  const nearest = { left: WHISPER[1], right: WHISPER[1] }
  rigs.forEach(({ seat }, k) => {
    const [dx, dy, dz] = [0, 1, 2].map(axis => seat.pos[axis] - pos[axis])
    const away = Math.hypot(dx, dz)
    if (k === i || Math.abs(dy) > 0.06 || away < WHISPER[0]) return
    // To their left is +X of somebody who faces +Z.
    const leftwards = dx * Math.cos(face) - dz * Math.sin(face)
    if (Math.abs(leftwards) < away * 0.7) return
    const side = leftwards > 0 ? 'left' : 'right'
    if (away < nearest[side]) {
      nearest[side] = away
      at[side] = k
    }
  })
  return at
}

const point = new Vector3()
const clock = new Float64Array([0, 10])

/** What somebody fills while they make a gesture, at the moments it goes farthest. */
function spotOf(rig, gesture) {
  const balls = []
  const radius = BIG.includes(rig.person.style) ? BIG_HEAD_RADIUS : HEAD_RADIUS
  const before = [rig.gesture, rig.changedAt]
  rig.gesture = gesture
  rig.changedAt = -10
  let face = null
  for (const t of gesture.move ? SAMPLES : [0]) {
    clock[0] = t - rig.phase
    rig.update(clock)
    const { head, handR, handL } = rig.bones
    rig.settleAlone()
    const middle = point.set(0, EYE_LINE, 0).applyMatrix4(head.matrixWorld)
    balls.push({ x: middle.x, y: middle.y + 0.03, z: middle.z, radius: radius * rig.person.tall })
    face ||= { x: middle.x, y: middle.y, z: middle.z, radius: FACE_RADIUS }
    for (const hand of [handL, handR]) {
      const high = point.set(0, -0.09, 0).applyMatrix4(hand.matrixWorld)
      // A hand below the chin is before its own chest.
      if (high.y > face.y - 0.05) balls.push({ x: high.x, y: high.y, z: high.z, radius: HAND_RADIUS })
    }
  }
  ;[rig.gesture, rig.changedAt] = before
  return { balls, face }
}
