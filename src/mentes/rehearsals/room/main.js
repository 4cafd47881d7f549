// The entry: draws the place that the page's [data-room] names, and again whenever its size changes. Alone knows all parts.
import { PerspectiveCamera, WebGLRenderer } from 'three'
import { DEGREE } from './draw/numbers.js'
import { RoomScene } from './scene.js'

const NEAR = 0.05 // metres: a hand before one's eyes
const FAR = 60

/** Shows the room in `element`; gives {stop}. Its data: place, light (dawn, evening), people, seed. */
export function start(element) {
  const { place, light, people, seed } = element.dataset
  const room = new RoomScene({ place, light, n: Number(people), seed: Number(seed) })
  const renderer = new WebGLRenderer({ antialias: true })
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
  element.append(renderer.domElement)
  const camera = new PerspectiveCamera(room.camera.fov, 1, NEAR, FAR)
  camera.rotation.order = 'YXZ'
  const sizes = new ResizeObserver(() => {
    frame(camera, room.camera, element.clientWidth, element.clientHeight)
    renderer.setSize(element.clientWidth, element.clientHeight)
    renderer.render(room.scene, camera)
  })
  sizes.observe(element)
  return {
    stop() {
      sizes.disconnect()
      room.stop()
      renderer.dispose()
      renderer.domElement.remove()
    },
  }
}

/** Points the camera as the place asks: upright screens look wider and elsewhere. */
export function frame(camera, view, width, height) {
  const isTall = height > width
  camera.fov = isTall ? view.tallFov : view.fov
  camera.aspect = width / Math.max(1, height)
  camera.position.set(0, view.eye ?? 1.65, 0)
  const pitch = (isTall ? view.tallPitch : undefined) ?? view.pitch
  camera.rotation.set(pitch * DEGREE, ((isTall ? view.tallYaw : undefined) ?? view.yaw) * DEGREE, 0)
  camera.updateProjectionMatrix()
}

const element = document.querySelector('[data-room]')
if (element) start(element)
