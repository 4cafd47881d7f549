// A pose as a row of numbers, so that two poses can be blended and nothing is allocated while people move.
import { HAND, HAND_SIZE } from './arm.js'

/**
 * Where in a pose each thing is. Angles are radians: pitch (forward, down), yaw (to their left), roll; the rest metres
 * or shares.
 */
export const AT = { spine: 0, lean: 3, slump: 4, head: 5, left: 8, right: 8 + HAND_SIZE }
const FACE = 8 + 2 * HAND_SIZE
Object.assign(AT, {
  brow: FACE,
  tilt: FACE + 1,
  smile: FACE + 2,
  open: FACE + 3,
  lids: FACE + 4,
  look: FACE + 5,
  follow: FACE + 7,
  lap: FACE + 8,
  held: FACE + 9,
})
export const POSE_SIZE = FACE + 10

const ELBOW = [0.75, -0.9, -0.15] // outwards, down, a little back

/**
 * Numbers from a description: `spine`, `head` [pitch, yaw, roll]; `L`, `R` {wrist, fingers, palm, elbow?, curl?, on?};
 * `look` [left, up] of the eyes; `follow` 0..1 how far the head turns to what is looked at; `brow`, `tilt`, `smile`
 * -1..1; `open`, `lids` 0..1; `lean`, `slump` metres; `lap`, `held` 0 or 1 for things shown.
 */
export function poseOf(described) {
  const pose = new Float32Array(POSE_SIZE)
  const { spine = [0, 0, 0], head = [0, 0, 0], look = [0, 0], follow = 1 } = described
  pose.set(spine, AT.spine)
  pose.set(head, AT.head)
  pose.set(look, AT.look)
  pose[AT.follow] = follow
  for (const key of ['lean', 'slump', 'brow', 'tilt', 'smile', 'open', 'lids', 'lap', 'held'])
    pose[AT[key]] = described[key] || 0
  setHand(pose, AT.left, described.L, 1)
  setHand(pose, AT.right, described.R, -1)
  return pose
}

export function setHand(pose, offset, { wrist, fingers, palm, elbow = ELBOW, curl = 0.25, on = '' }, sign) {
  pose.set(wrist, offset + HAND.wrist)
  pose.set(fingers, offset + HAND.fingers)
  pose.set(palm, offset + HAND.palm)
  pose.set([elbow[0] * sign, elbow[1], elbow[2]], offset + HAND.elbow)
  pose[offset + HAND.curl] = curl
  pose[offset + HAND.onLap] = on === 'lap' ? 1 : 0
  pose[offset + HAND.onTable] = on === 'table' ? 1 : 0
}

/** Into `out`: `share` of the way from `a` to `b`. */
export function blend(out, a, b, share) {
  for (let i = 0; i < POSE_SIZE; i++) out[i] = a[i] + (b[i] - a[i]) * share
}

/** An S from 0 to 1: people start and stop softly. */
export const ease = x => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x))
