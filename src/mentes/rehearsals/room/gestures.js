// What people do: where hands, chest, head and face go. The amplitudes read at 8 m, where a metre is about 100 pixels
// on a laptop: chest and hands say it, not the mouth. Each changes at least a twentieth of the person's pixels there.
import { Quaternion, Vector3 } from 'three'
import { placed } from './draw/mesh.js'
import { HAND, turnOfHand } from './people/arm.js'
import { AT, poseOf, setHand } from './people/pose.js'
import { NOTEBOOK } from './people/things.js'

const LEFT_WRIST = AT.left + HAND.wrist
const RIGHT_WRIST = AT.right + HAND.wrist

const BESIDE = [0.45, -0.9, -0.3] // elbows beside the body, not akimbo
// Hands on the lap or the table stay where they touch while the chest moves; those of STAND and others go with the
// chest.
const THIGHS = {
  L: { wrist: [0.1, 0.03, 0.225], elbow: BESIDE, fingers: [-0.3, -0.08, 1], palm: [0, -1, -0.1], on: 'lap', curl: 0.3 },
  R: { wrist: [-0.1, 0.03, 0.225], elbow: BESIDE, fingers: [0.3, -0.08, 1], palm: [0, -1, -0.1], on: 'lap', curl: 0.3 },
}
const FOLDED = {
  L: {
    wrist: [0.07, 0.058, 0.22],
    elbow: BESIDE,
    fingers: [-1, -0.1, 0.35],
    palm: [0, -0.75, -0.66],
    on: 'lap',
    curl: 0.5,
  },
  R: {
    wrist: [-0.062, 0.084, 0.24],
    elbow: BESIDE,
    fingers: [1, -0.12, 0.25],
    palm: [0, -0.7, -0.7],
    on: 'lap',
    curl: 0.45,
  },
}
const HANGING = {
  L: { wrist: [0.06, 0.06, 0.17], fingers: [-1, -0.3, 0.3], palm: [0, 0, -1], curl: 0.4 },
  R: { wrist: [-0.05, 0.08, 0.185], fingers: [1, -0.3, 0.2], palm: [0, 0, -1], curl: 0.4 },
}
const UP_AND_DOWN = 5 // radians a second of a nod: 0.8 Hz

const ON_DESK = {
  L: { wrist: [0.075, 0.06, 0.3], fingers: [-1, -0.05, 0.35], palm: [0, -0.85, -0.5], on: 'table', curl: 0.5 },
  R: { wrist: [-0.062, 0.085, 0.315], fingers: [1, -0.08, 0.25], palm: [0, -0.75, -0.66], on: 'table', curl: 0.45 },
}

/**
 * `move(pose, t)` adds what does not stand still; `needs` is the thing one must have; `sits` where it takes a lap. On
 * foot, and at a table, hands that would lie on a lap hang or lie on the table.
 */
function gesture(described, { move = null, needs = '', sits = false } = {}) {
  const sitting = poseOf(described)
  const without = sits ? null : { standing: HANGING, table: ON_DESK }
  const made = { sitting, standing: sitting, table: sitting, move, needs, sits }
  for (const [variant, hands] of Object.entries(without || {})) {
    made[variant] = sitting.slice()
    for (const [offset, hand, sign] of [
      [AT.left, hands.L, 1],
      [AT.right, hands.R, -1],
    ]) {
      if (sitting[offset + HAND.onLap]) setHand(made[variant], offset, hand, sign)
    }
  }
  return made
}

/**
 * The right wrist that puts the pen's `tip` (from the wrist of a hanging hand) on a point of the `page`; it rises with
 * the lap.
 */
export function writingWrist(hand, tip, page) {
  const pose = poseOf({ L: FOLDED.L, R: { wrist: [0, 0, 0], ...hand } })
  const turn = turnOfHand(new Quaternion(), { from: pose, offset: AT.right, sign: -1 })
  return page.clone().sub(tip.clone().applyQuaternion(turn)).toArray()
}
const WRITING = { fingers: [0.45, -0.75, 0.55], palm: [0.5, -0.4, -0.3], curl: 0.55, on: 'lap' }
const PEN_TIP = new Vector3(0.03, -0.17, 0.056) // from the wrist of a hanging hand
const LINE = new Vector3(-0.03, 0.02, NOTEBOOK.page) // where one writes, on the page
const PAGE = LINE.applyMatrix4(placed(NOTEBOOK.x, NOTEBOOK.up, NOTEBOOK.z, 0, NOTEBOOK.tilt))

export const GESTURES = {
  listen: gesture({ ...THIGHS, spine: [0.1, 0, 0], head: [-0.04, 0, 0.1], brow: 0.3, smile: 0.6 }),
  fold: gesture({ ...FOLDED, spine: [0.02, 0, 0], head: [0, 0, -0.05], brow: 0.1, smile: 0.5 }),
  lean: gesture({ ...FOLDED, spine: [0.24, 0, 0], head: [-0.1, 0, 0.06], brow: 0.5, smile: 0.6 }),
  shift: gesture({ ...THIGHS, spine: [-0.06, -0.12, 0.11], head: [0, 0.04, -0.06], brow: 0, smile: 0.1, lean: -0.03 }),
  nod: gesture(
    { ...FOLDED, spine: [0.14, 0, 0], head: [0.02, 0, 0.04], brow: 0.5, smile: 0.8 },
    {
      move: (pose, t) => {
        const wave = Math.sin(t * UP_AND_DOWN)
        pose[AT.spine] += 0.05 * wave
        pose[AT.head] += 0.22 * wave
      },
    },
  ),
  write: gesture(
    {
      L: { wrist: [0.158, 0.052, 0.2], fingers: [-0.55, -0.1, 0.8], palm: [-0.35, 0.9, 0], on: 'lap', curl: 0.5 },
      R: { ...WRITING, wrist: writingWrist(WRITING, PEN_TIP, PAGE) },
      spine: [0.22, 0, 0],
      head: [0.42, -0.08, 0],
      look: [0, -0.5],
      lids: 0.5,
      brow: 0.5,
      smile: 0.4,
      follow: 0,
      lap: 1,
      held: 1,
    },
    {
      move: (pose, t) => {
        pose[RIGHT_WRIST] += 0.012 * Math.sin(t * 9)
      },
      needs: 'notebook',
      sits: true,
    },
  ),
  whisper: gesture({
    L: { wrist: [0.13, 0.58, 0.13], fingers: [-0.1, 1, 0.1], palm: [-0.9, 0, 0.5], curl: 0.15 },
    R: THIGHS.R,
    spine: [0.06, 0.22, -0.2],
    head: [0.03, 0.62, -0.12],
    smile: 0.7,
    brow: 0.3,
    open: 0.3,
    lean: 0.04,
    follow: 0,
  }),
  whisperTo: gesture({
    L: THIGHS.L,
    R: FOLDED.R,
    spine: [0.04, -0.12, 0.2],
    head: [0.12, -0.3, 0.24],
    smile: 0.9,
    brow: 0.4,
    lean: -0.03,
    follow: 0,
  }),
  away: gesture({
    ...FOLDED,
    spine: [-0.1, 0.22, 0.06],
    head: [-0.12, 0.85, 0.12],
    brow: -0.2,
    smile: -0.5,
    look: [0.6, 0.3],
    slump: 0.03,
    follow: 0,
  }),
  raise: gesture({
    L: THIGHS.L,
    R: { wrist: [-0.24, 0.825, 0.09], fingers: [0.05, 1, 0.02], palm: [0.1, 0, 1], elbow: [1, 0.1, 0.1], curl: 0 },
    spine: [0.02, -0.06, -0.06],
    head: [-0.12, 0, 0],
    brow: 0.9,
    smile: 0.4,
    open: 0.2,
  }),
  applaud: gesture(
    {
      L: { wrist: [0.03, 0.34, 0.3], fingers: [-0.15, 0.75, 0.65], palm: [-1, 0, -0.1], curl: 0.1 },
      R: { wrist: [-0.03, 0.32, 0.31], fingers: [0.15, 0.75, 0.65], palm: [1, 0, -0.1], curl: 0.1 },
      spine: [0.02, 0, 0],
      head: [-0.1, 0, 0.08],
      smile: 1,
      brow: 0.6,
      open: 0.6,
    },
    {
      move: (pose, t) => {
        const apart = 0.085 * Math.abs(Math.sin(t * 6))
        pose[LEFT_WRIST] += apart
        pose[RIGHT_WRIST] -= apart
      },
    },
  ),
  phone: gesture(
    {
      L: { wrist: [0.055, 0.19, 0.235], fingers: [-0.75, 0.35, 0.6], palm: [-0.5, 0.55, -0.6], curl: 0.5 },
      R: { wrist: [-0.045, 0.2, 0.24], fingers: [0.15, 0.55, 0.8], palm: [0.35, 0.6, -0.75], curl: 0.45 },
      spine: [0.16, 0, 0],
      head: [0.48, 0.06, 0],
      look: [0, -0.6],
      lids: 0.6,
      smile: -0.1,
      follow: 0,
      held: 1,
    },
    { needs: 'phone' },
  ),
  cup: gesture(
    {
      L: FOLDED.L,
      R: { wrist: [-0.14, 0.22, 0.26], fingers: [0.75, 0, 0.65], palm: [0.65, 0, -0.75], curl: 0.75 },
      spine: [0.03, 0, 0],
      head: [-0.02, 0, 0.05],
      smile: 0.5,
      brow: 0.2,
      held: 1,
      follow: 0.4,
    },
    {
      // A sip every eleven seconds: up in one, held for one, down in one.
      move: (pose, t) => {
        const at = t % 11
        const sip = Math.max(0, Math.min(1, at, 3.4 - at))
        const soft = sip * sip * (3 - 2 * sip)
        pose[RIGHT_WRIST] += 0.035 * soft
        pose[RIGHT_WRIST + 1] += 0.36 * soft
        pose[RIGHT_WRIST + 2] -= 0.15 * soft
        pose[AT.head] -= 0.1 * soft
      },
      needs: 'cup',
    },
  ),
  chin: gesture({
    L: { wrist: [-0.1, 0.13, 0.19], fingers: [-1, 0, 0.2], palm: [0, -0.6, -0.8], elbow: [0.35, -1, 0.4], curl: 0.35 },
    R: {
      wrist: [-0.035, 0.455, 0.16],
      fingers: [0.35, 0.85, 0.1],
      palm: [0.2, 0.1, -1],
      elbow: [0.35, -1, 0.4],
      curl: 0.7,
    },
    spine: [0.16, -0.04, 0],
    head: [0.06, 0.08, -0.12],
    brow: -0.2,
    smile: 0.2,
    follow: 0.4, // or a hand would lie in the face
  }),
  doubt: gesture({
    L: {
      wrist: [-0.1, 0.235, 0.175],
      fingers: [-1, 0.1, 0.2],
      palm: [-0.1, -0.2, -1],
      elbow: [1, -0.35, -0.1],
      curl: 0.3,
    },
    R: {
      wrist: [0.11, 0.205, 0.19],
      fingers: [1, 0.05, 0.1],
      palm: [0.1, -0.2, -1],
      elbow: [1, -0.35, -0.1],
      curl: 0.3,
    },
    spine: [-0.13, 0, 0],
    head: [0.05, 0, 0.14],
    brow: -0.9,
    tilt: 1,
    smile: -0.75,
  }),
  talk: gesture(
    {
      L: { wrist: [0.16, 0.28, 0.33], fingers: [-0.7, -0.05, 0.7], palm: [0, -0.9, -0.3] },
      R: { wrist: [-0.22, 0.38, 0.31], fingers: [0.15, 0.25, 1], palm: [0.5, 0.85, -0.1] },
      spine: [0.06, 0, 0.02],
      head: [-0.04, 0, 0.06],
      brow: 0.5,
      smile: 0.5,
    },
    {
      move: (pose, t) => {
        // Beats of two lengths that never fall together for long.
        pose[RIGHT_WRIST + 1] += 0.03 * Math.sin(t * 4) + 0.018 * Math.sin(t * 6.7)
        pose[RIGHT_WRIST] += 0.02 * Math.sin(t * 2.3)
        pose[LEFT_WRIST + 1] += 0.016 * Math.sin(t * 3.1)
      },
    },
  ),
  counter: gesture({
    L: { wrist: [0.24, 0.03, 0.27], fingers: [-0.2, -0.04, 1], palm: [0, -1, -0.05], on: 'table', curl: 0.12 },
    R: { wrist: [-0.2, 0.27, 0.32], fingers: [0.15, 0.3, 1], palm: [0.45, 0.85, -0.2] },
    spine: [0.12, 0, 0],
    head: [-0.06, 0, 0.08],
    brow: 0.5,
    smile: 0.6,
  }),
  hands: gesture({
    L: { wrist: [0.24, 0.03, 0.27], fingers: [-0.2, -0.04, 1], palm: [0, -1, -0.05], on: 'table', curl: 0.12 },
    R: { wrist: [-0.24, 0.03, 0.27], fingers: [0.2, -0.04, 1], palm: [0, -1, -0.05], on: 'table', curl: 0.12 },
    spine: [0.14, 0, 0],
    head: [-0.06, 0, 0.05],
    brow: 0.3,
    smile: 0.5,
  }),
  desk: gesture({ ...ON_DESK, spine: [0.12, 0, 0], head: [-0.03, 0, 0.07], brow: 0.25, smile: 0.5 }),
  stand: gesture({ ...HANGING, head: [0, 0, 0.04], smile: 0.5 }),
}
export const GESTURE_NAMES = Object.keys(GESTURES)

/** Into `out`: what somebody does `t` seconds into their own time; `variant` 'sitting', 'standing' or 'table'. */
export function poseAt(out, gestureOf, variant, t) {
  out.set(gestureOf[variant])
  if (gestureOf.move) gestureOf.move(out, t)
}
