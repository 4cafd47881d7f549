// One place of the room, measured as it runs: ?place= &n= &light=. Leaves {calls, triangles, scriptMs, bytes, stereo} in window.measured.
import './headset.js'
import { PerspectiveCamera, Vector3, WebGLRenderer } from 'three'
import { people } from '../../tests/journeys/room_people.js'
import { RoomScene } from '../../src/mentes/rehearsals/room/scene.js'

const STEP = 1 / 72 // seconds
const [WARM, PICTURES] = [10, 50]
// As many pictures as go by before people have done much of what they do once: what is made then is not made again.
const [SETTLED, STEADY] = [600, 600]

const query = new URLSearchParams(location.search)
const middle = values => values.sort((a, b) => a - b)[values.length >> 1]

function open() {
  const room = new RoomScene({ place: query.get('place'), light: query.get('light'), n: Number(query.get('n')), seed: 0 })
  people(room, { seed: 0, mood: 'supportive' })
  const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true })
  renderer.setPixelRatio(1)
  renderer.setSize(160, 90)
  renderer.xr.enabled = true
  document.body.append(renderer.domElement)
  const camera = new PerspectiveCamera(room.camera.fov, 16 / 9, 0.05, 60)
  camera.position.set(0, room.camera.eye ?? 1.65, 0)
  room.scene.add(camera)
  const speaker = { headPosition: camera.position, headForward: new Vector3(0, 0, -1), isSpeaking: true, pauseSeconds: 0, pace: 0 }
  return { room, renderer, camera, speaker }
}

/** Runs `n` pictures and gives the middle of the milliseconds that the script took for one. */
function run({ room, renderer, camera, speaker }, n) {
  const took = []
  return new Promise(done => {
    renderer.setAnimationLoop(() => {
      const before = performance.now()
      room.update(STEP, speaker)
      renderer.render(room.scene, camera)
      took.push(performance.now() - before)
      if (took.length < n) return
      renderer.setAnimationLoop(null)
      done(middle(took.slice(WARM)))
    })
  })
}

/** Bytes that one picture leaves behind, with the browser's exact count of the heap and no collection in between. */
function allocated(n, picture) {
  for (let i = 0; i < n; i++) picture()
  gc()
  const before = performance.memory.usedJSHeapSize
  for (let i = 0; i < n; i++) picture()
  return (performance.memory.usedJSHeapSize - before) / n
}

async function measure() {
  const it = open()
  const scriptMs = await run(it, WARM + PICTURES)
  const { calls, triangles } = it.renderer.info.render
  allocated(SETTLED, () => it.room.update(STEP, it.speaker))
  const ofPeople = allocated(STEADY, () => it.room.update(STEP, it.speaker))
  // What the card does is no script's memory, and the processor would take minutes for it: it is told to draw nothing.
  const card = it.renderer.getContext()
  card.drawElements = () => {}
  const bytes = allocated(STEADY, () => {
    it.room.update(STEP, it.speaker)
    it.renderer.render(it.room.scene, it.camera)
  })
  delete card.drawElements
  const session = await navigator.xr.requestSession('immersive-vr', { requiredFeatures: ['local-floor'] })
  it.renderer.xr.setReferenceSpaceType('local-floor')
  await it.renderer.xr.setSession(session)
  const both = await run(it, WARM + PICTURES)
  const stereo = { calls: it.renderer.info.render.calls, triangles: it.renderer.info.render.triangles, scriptMs: both }
  return { people: it.room.seats.length, calls, triangles, scriptMs, ofPeople, bytes, stereo }
}

measure().then(found => (window.measured = found), error => (window.measured = { error: error.stack }))
