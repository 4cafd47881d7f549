// A studio for the room's people: draws who is asked for, as asked, so that pictures can be looked at and pixels
// counted.
import { Color, Euler, PerspectiveCamera, Quaternion, Scene, Vector3, WebGLRenderer } from 'three'
import { Audience } from '/room/audience.js'
import { Cue } from '/room/cue.js'
import { applyTheme, gouache, THEME, uniforms } from '/room/draw/light.js'
import { GESTURES } from '/room/gestures.js'
import { Mentor } from '/room/mentor.js'
import { Crowd } from '/room/people/crowd.js'
import { person } from '/room/people/person.js'

const KEY = [-0.45, 0.55, 0.75]
let renderer = null

/** A scene in the light of a theme, and the eye that `camera` {at, pitch, yaw, fov} describes. */
function stage({ camera, width = 1280, height = 720, theme = 'dawn', background = null }) {
  renderer ||= new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
  renderer.setSize(width, height)
  if (!renderer.domElement.isConnected) document.body.append(renderer.domElement)
  const scene = new Scene()
  scene.background = new Color(background || THEME[theme].wall)
  const light = uniforms()
  applyTheme(light, THEME[theme], KEY)
  const eye = new PerspectiveCamera(camera.fov ?? 55, width / height, 0.05, 60)
  eye.rotation.order = 'YXZ'
  eye.position.set(...camera.at)
  eye.rotation.set(camera.pitch ?? 0, camera.yaw ?? 0, 0)
  return { scene, eye, material: gouache(light) }
}

/**
 * People {seed, said, level, gesture, pos, face, table?, look?, phase?, isSpeaking?, isStill?} at `t` seconds; a mentor
 * {who, head, left?, right?, isSpeaking?} with poses {at, turn: [pitch, yaw, roll]}; a cue {text, who}. Gives draw
 * calls and triangles.
 */
function draw({ people, t = 20.35, mentor = null, cue = null, ...view }) {
  const { scene, eye, material } = stage(view)
  const crowd = new Crowd(
    people.map(one => ({
      person: person(one.seed ?? 1, one.said),
      level: one.level ?? 0,
      seat: { pos: one.pos ?? [0, 0, 0], face: one.face ?? 0, table: one.table ?? undefined },
    })),
    material,
  )
  const parts = [crowd]
  people.forEach((one, i) => {
    const rig = crowd.rigs[i]
    if (one.gesture) rig.begin(GESTURES[one.gesture], 0)
    rig.isSpeaking = Boolean(one.isSpeaking)
    if (one.look) rig.lookTo(...one.look)
    rig.phase = one.phase ?? rig.phase
    crowd.pose(i, [t, 10], Boolean(one.isStill))
  })
  if (mentor) {
    const figure = new Mentor(mentor.who, material)
    figure.pose(placed(mentor), mentor.isSpeaking)
    parts.push(figure)
  }
  for (const part of parts) scene.add(part.group)
  if (cue) {
    scene.add(eye)
    const pill = new Cue(eye)
    pill.show(cue.text, cue.who)
    parts.push(pill)
  }
  renderer.render(scene, eye)
  const { calls, triangles } = renderer.info.render
  for (const part of parts) part.stop()
  return { calls, triangles }
}

/** A whole audience for 20 seconds, then a picture; `milliseconds` is the median that a frame takes to work out. */
function audience(seats, options, view) {
  const { scene, eye, material } = stage(view)
  const all = new Audience(seats, { ...options, material })
  scene.add(all.group)
  const speaker = {
    headPosition: eye.position,
    headForward: new Vector3(0, -0.1, -1).normalize(),
    isSpeaking: true,
    pauseSeconds: 0,
    pace: 210,
  }
  const times = []
  for (let frame = 1; frame <= 1200; frame++) {
    const before = performance.now()
    all.update(frame / 60, 1 / 60, speaker)
    times.push(performance.now() - before)
  }
  renderer.render(scene, eye)
  const { calls, triangles } = renderer.info.render
  const seen = { calls, triangles, people: all.rigs.length, milliseconds: times.sort((a, b) => a - b)[600] }
  all.stop()
  return seen
}

/** Poses of plain numbers as vectors and quaternions. */
function placed(mentor) {
  const one = ({ at, turn }) => ({
    position: new Vector3(...at),
    quaternion: new Quaternion().setFromEuler(new Euler(...turn, 'YXZ')),
  })
  return {
    head: one(mentor.head),
    left: mentor.left ? one(mentor.left) : null,
    right: mentor.right ? one(mentor.right) : null,
  }
}

/** RGBA of the last picture, rows from the bottom. */
function pixels() {
  const gl = renderer.getContext()
  const data = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4)
  gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, data)
  return data
}

/** Calls `found(x, y)`, y from the top, for each pixel within `near` of a colour. */
function search(color, near, found) {
  const wanted = [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16))
  const { drawingBufferWidth: width, drawingBufferHeight: height } = renderer.getContext()
  const data = pixels()
  for (let i = 0; i < width * height; i++) {
    if (wanted.every((value, k) => Math.abs(data[i * 4 + k] - value) <= near))
      found(i % width, height - 1 - Math.floor(i / width))
  }
}

function count(color, near) {
  let sum = 0
  search(color, near, () => sum++)
  return sum
}

function box(color, near) {
  const edges = { left: Infinity, right: -1, top: Infinity, bottom: -1 }
  search(color, near, (x, y) => {
    edges.left = Math.min(edges.left, x)
    edges.right = Math.max(edges.right, x)
    edges.top = Math.min(edges.top, y)
    edges.bottom = Math.max(edges.bottom, y)
  })
  return edges
}

window.studio = { draw, audience, pixels, count, box }
