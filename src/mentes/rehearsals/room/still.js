// What still.test.js measures: a room in its steady state, and how many bytes a picture of it leaves behind. By itself,
// `node still.js 60` prints the latter for sixty people.
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Quaternion, Vector3 } from 'three'
import { Audience } from './audience.js'
import { Mentor } from './mentor.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

// a frame of 60 people: some forty numbers that the engine boxes; an object each would be ten times that
export const MOST_BYTES = 1500
export const FRAMES = 2000
const AT_A_TIME = 125

/** Rows of a fan, as on the stage. */
const seatsOf = n =>
  Array.from({ length: n }, (_, i) => {
    const [row, angle] = [Math.floor(i / 8), ((i % 8) - 3.5 + (Math.floor(i / 8) % 2) / 2) * 0.17]
    const radius = 3 + row * 0.85
    return {
      id: i,
      pos: [radius * Math.sin(angle), row * 0.26 - 0.34, -radius * Math.cos(angle)],
      face: -angle,
      isSitting: true,
    }
  })

/** A function that runs `frames` of a room with `n` people who stir, and a mentor. */
export function room(n) {
  const audience = new Audience(seatsOf(n), { seed: 0, mood: 'neutral' })
  const mentor = new Mentor({ name: 'Rosa Quispe', dyes: ['madder', 'weld'] })
  const poses = { head: { position: new Vector3(2, 1.6, -2.6), quaternion: new Quaternion() }, left: null, right: null }
  poses.left = { position: new Vector3(1.8, 1.2, -2.4), quaternion: new Quaternion() }
  const speaker = {
    headPosition: new Vector3(0, 1.65, 0),
    headForward: new Vector3(0, -0.1, -1),
    isSpeaking: true,
    pauseSeconds: 0,
    pace: 220,
  }
  audience.crowd.skeleton.computeBoneTexture()
  audience.speak(3, true)
  let t = 0
  return frames => {
    for (let i = 0; i < frames; i++) {
      t += 1 / 72
      speaker.headForward.x = Math.sin(t * 0.3) * 0.5
      poses.left.position.y = 1.2 + Math.sin(t) * 0.1
      audience.update(t, 1 / 72, speaker)
      audience.crowd.skeleton.update()
      if (i % 7 === 0) mentor.pose(poses, true)
      mentor.update(t, 1 / 72)
    }
  }
}

/** Bytes of a frame, the middle of short stretches: a sweep in one of them would hide what was allocated in it, not in the others. */
function middleOf(run) {
  const counts = []
  collect()
  for (let i = 0; i < FRAMES; i += AT_A_TIME) {
    const before = process.memoryUsage().heapUsed
    run(AT_A_TIME)
    counts.push((process.memoryUsage().heapUsed - before) / AT_A_TIME)
  }
  return counts.sort((a, b) => a - b)[counts.length >> 1]
}

/** Bytes of a frame with `n` people. The compiler learns what is run often, beside it: until it has, numbers are boxed. */
function bytesWith(n) {
  room(24)(6000)
  const run = room(n)
  let bytes = Infinity
  for (let attempt = 0; attempt < 4 && bytes >= MOST_BYTES; attempt++) {
    run(3000)
    bytes = middleOf(run)
  }
  return bytes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(bytesWith(Number(process.argv[2])))
