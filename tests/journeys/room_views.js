// A page that shows one view of the rehearsal room and measures it; bundled and opened by room_views.py.
// ?place= &light= &n= &seed= &mood= &handle=jar,lay_out,3,2 (kind, task, how many, how many done), and fov, pitch, yaw (degrees), x, y, z
// of the eye.
import { PerspectiveCamera, Vector3, WebGLRenderer } from 'three'
import { people } from './room_people.js'
import { DYE, INK, SHEET } from '../../src/mentes/rehearsals/room/draw/palette.js'
import { Handled } from '../../src/mentes/rehearsals/room/handled.js'
import { RoomScene } from '../../src/mentes/rehearsals/room/scene.js'

const query = new URLSearchParams(location.search)
const number = (name, fallback) => Number(query.get(name) ?? fallback)
const degrees = Math.PI / 180

/** A sheet of Ama's, so that pictures show the slide wall as it is used. */
function sampleSlide() {
  const canvas = document.createElement('canvas')
  const [w, h] = [(canvas.width = 1280), (canvas.height = 718)]
  const pen = canvas.getContext('2d')
  pen.fillStyle = SHEET
  pen.fillRect(0, 0, w, h)
  pen.fillStyle = INK
  pen.font = `440 ${h * 0.135}px "Literata Variable"`
  pen.fillText('What a jar is worth', w * 0.07, h * 0.27)
  pen.fillStyle = '#465860'
  pen.font = `400 ${h * 0.062}px "Commissioner Variable"`
  pen.fillText('Shea butter, Tamale to the harbour shops', w * 0.07, h * 0.375)
  ;[
    ['woad', 0.3],
    ['olive', 0.22],
    ['weld', 0.16],
    ['madder', 0.12],
  ].forEach(([name, share], i) => {
    pen.fillStyle = DYE[name]
    pen.fillRect(w * 0.07, h * (0.5 + i * 0.105), w * share * 1.75, h * 0.062)
  })
  for (const [x, height, lid, glass] of [
    [0.72, 0.34, 'madder', '#F6DCD2'],
    [0.815, 0.26, 'olive', '#E6EBD0'],
    [0.91, 0.3, 'woad', '#DBE9EB'],
  ]) {
    const [width, foot] = [h * 0.17, h * 0.885]
    pen.lineWidth = h * 0.008
    pen.strokeStyle = INK
    pen.fillStyle = glass
    pen.beginPath()
    pen.roundRect(x * w - width / 2, foot - h * height, width, h * height, [h * 0.04, h * 0.04, 6, 6])
    pen.fill()
    pen.stroke()
    pen.fillStyle = DYE[lid]
    pen.fillRect(x * w - width * 0.42, foot - h * (height + 0.03), width * 0.84, h * 0.035)
  }
  return canvas
}

function things(room, camera, surface) {
  const [kind, task, n, done] = query.get('handle').split(',')
  const handled = new Handled({ surface, take: () => {} })
  handled.furnish({ room, camera, isStill: true })
  handled.follow({ step: 'one', handle: { thing: 'them', task, n: Number(n) }, things: { them: { kind } }, n: Number(done) })
}

async function show() {
  await Promise.all(
    ['430 40px "Literata Variable"', '400 40px "Commissioner Variable"'].map(font => document.fonts.load(font)),
  )
  const room = new RoomScene({
    place: query.get('place'),
    light: query.get('light'),
    n: number('n', 24),
    seed: number('seed', 0),
  })
  room.showSlide(sampleSlide())
  people(room, { seed: number('seed', 0), mood: query.get('mood') || 'supportive' })
  const renderer = new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
  renderer.setPixelRatio(1)
  renderer.setSize(innerWidth, innerHeight)
  document.body.append(renderer.domElement)
  const { camera: view } = room
  const isTall = innerHeight > innerWidth
  const fov = number('fov', isTall ? view.tallFov : view.fov)
  const camera = new PerspectiveCamera(fov, innerWidth / innerHeight, 0.05, 60)
  camera.rotation.order = 'YXZ'
  camera.position.set(number('x', 0), number('y', view.eye ?? 1.65), number('z', 0))
  const pitch = number('pitch', (isTall ? view.tallPitch : undefined) ?? view.pitch)
  camera.rotation.set(pitch * degrees, number('yaw', (isTall ? view.tallYaw : undefined) ?? view.yaw) * degrees, 0)
  if (query.has('handle')) things(room, camera, renderer.domElement)
  const speaker = {
    headPosition: camera.position,
    headForward: camera.getWorldDirection(new Vector3()),
    isSpeaking: true,
    pauseSeconds: 0,
    pace: 0,
  }
  // Half a minute goes by, so that people do what they do and not all the same.
  for (let i = 0; i < 150; i++) room.update(0.2, speaker)
  renderer.render(room.scene, camera)
  const { calls, triangles } = renderer.info.render
  const { geometries, textures } = renderer.info.memory
  window.measured = {
    place: room.name,
    calls,
    triangles,
    geometries,
    textures,
    people: room.seats.length,
    ofRoom: room.place.builder.triangles,
  }
}

show().catch(error => (window.measured = { error: error.stack || String(error) }))
