// A studio for the room's people: draws who is asked for, as asked, so that pictures can be looked at and pixels counted.
import { Color, Euler, Mesh, PerspectiveCamera, Quaternion, Scene, Vector3, WebGLRenderer } from 'three'
import { applyTheme, gouache, THEME, uniforms } from '/room/draw/light.js'
import { castFor } from '/room/people/cast.js'
import { Crowd } from '/room/people/crowd.js'
import { Mentor } from '/room/mentor.js'
import { Cue } from '/room/cue.js'
import { person } from '/room/people/person.js'
import { GESTURES } from '/room/gestures.js'

const KEY = [-0.45, 0.55, 0.75]
let renderer = null

/** People {seed, said, level, gesture, pos, face, table?, look?}; camera {at, pitch, yaw, fov}; `t` seconds into the gesture. */
export function draw({ people, camera, width = 1280, height = 720, theme = 'dawn', t = 20.35, background = null, backdrop = null, mentor = null, cue = null }) {
  renderer ||= new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
  renderer.setSize(width, height)
  if (!renderer.domElement.isConnected) document.body.append(renderer.domElement)
  const scene = new Scene()
  scene.background = new Color(background || THEME[theme].wall)
  const light = uniforms()
  applyTheme(light, THEME[theme], KEY)
  const material = gouache(light)
  if (backdrop) scene.add(new Mesh(backdrop.build(), material))
  const crowd = new Crowd(people.map(one => ({
    person: person(one.seed ?? 1, one.said), level: one.level ?? 0,
    seat: { pos: one.pos ?? [0, 0, 0], face: one.face ?? 0, table: one.table },
  })), material)
  scene.add(crowd.group)
  people.forEach((one, i) => {
    const rig = crowd.rigs[i]
    if (one.gesture) rig.begin(GESTURES[one.gesture], 0)
    rig.isSpeaking = Boolean(one.isSpeaking)
    if (one.look) rig.lookTo(...one.look)
    rig.phase = one.phase ?? rig.phase
    crowd.pose(i, [t, 10], Boolean(one.isStill))
  })
  const eye = new PerspectiveCamera(camera.fov ?? 55, width / height, 0.05, 60)
  eye.rotation.order = 'YXZ'
  eye.position.set(...camera.at)
  eye.rotation.set(camera.pitch ?? 0, camera.yaw ?? 0, 0)
  const parts = [crowd]
  if (mentor) {
    const figure = new Mentor(mentor.who, material)
    figure.pose(placed(mentor), mentor.isSpeaking)
    scene.add(figure.group)
    parts.push(figure)
  }
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

/** Poses of plain numbers as vectors and quaternions: {head: {at, turn: [pitch, yaw, roll]}, left?, right?}. */
function placed(mentor) {
  const one = ({ at, turn }) => ({
    position: new Vector3(...at), quaternion: new Quaternion().setFromEuler(new Euler(...turn, 'YXZ')),
  })
  return { head: one(mentor.head), left: mentor.left ? one(mentor.left) : null, right: mentor.right ? one(mentor.right) : null }
}

/** RGBA of the last picture, rows from the bottom. */
export function pixels() {
  const gl = renderer.getContext()
  const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight]
  const data = new Uint8Array(width * height * 4)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data)
  return data
}

window.studio = { draw, pixels, castFor }
