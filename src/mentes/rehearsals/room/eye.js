// What draws, and the eye it draws for.
import { Group, PerspectiveCamera, WebGLRenderer } from 'three'

const [NEAR, FAR] = [0.05, 60] // metres

/** {renderer, camera, stand}: the camera is a head upon `stand`, which is where one stands. Null where this browser cannot draw. */
export function openEye(surface) {
  let renderer
  try {
    renderer = new WebGLRenderer({ antialias: true, alpha: true })
  } catch {
    return null
  }
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
  renderer.xr.enabled = true
  surface.prepend(renderer.domElement)
  const camera = new PerspectiveCamera(55, 1, NEAR, FAR)
  camera.rotation.order = 'YXZ'
  const stand = new Group()
  stand.add(camera)
  return { renderer, camera, stand }
}
