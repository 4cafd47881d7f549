// An emulated headset for test_room.py, bundled there and never shipped: installed before the page's own scripts.
// look(yaw, pitch) in degrees, left and up positive; pull() the trigger; walk(path) over seats of the stage; room(wide, far).
import { metaQuest3, NativePlane, XRDevice, XRRigidTransform, XRSemanticLabels } from 'iwer'
import { stageSeats } from '../../src/mentes/rehearsals/room/layout.js'

const [EYE, FACE] = [1.65, 1.21] // metres above the floor
const device = new XRDevice(metaQuest3)
device.installRuntime({ forceInstall: true })
device.position.set(0, EYE, 0)
window.headset = device

function look(yaw, pitch = 0) {
  const [y, x] = [yaw, pitch].map(degrees => (degrees * Math.PI) / 360)
  const [sinY, cosY, sinX, cosX] = [Math.sin(y), Math.cos(y), Math.sin(x), Math.cos(x)]
  device.quaternion.set(cosY * sinX, sinY * cosX, -sinY * sinX, cosY * cosX)
}
window.look = look

/** Until the page has noticed it: a trigger that is let go at once may fall between two pictures. */
window.pull = () => {
  const { right } = device.controllers
  device.activeSession.addEventListener('select', () => (window.pulled = true), { once: true })
  right.updateButtonValue('trigger', 1)
  let pictures = 3
  const letGo = () => (pictures-- ? requestAnimationFrame(letGo) : right.updateButtonValue('trigger', 0))
  letGo()
}

function lookAt([x, y, z]) {
  const degrees = 180 / Math.PI
  look(Math.atan2(-x, -z) * degrees, Math.atan2(y + FACE - EYE, Math.hypot(x, z)) * degrees)
}

/** `path` [[seat or -1, seconds]] of the page's own clock, from the moment that the minute begins. */
window.walk = path => {
  const seats = stageSeats(24).map(({ pos }) => pos)
  const root = document.querySelector('[data-room]')
  let began = null
  const one = () => {
    requestAnimationFrame(one)
    if (began === null && root.dataset.phase === 'speaking') began = performance.now()
    let left = began === null ? 0 : (performance.now() - began) / 1000
    const [seat] = path.find(([, seconds]) => (left -= seconds) < 0) ?? path[path.length - 1]
    if (seat < 0) look(0, -80)
    else lookAt(seats[seat])
  }
  one()
}

/** A room of one's own: a floor `wide` metres from wall to wall, with a third wall `far` metres ahead. */
window.room = (wide, far) => {
  const [side, near] = [wide / 2, 1]
  const transform = new XRRigidTransform()
  const plane = (corners, label) => new NativePlane(transform, corners.map(([x, y, z]) => new DOMPointReadOnly(x, y, z)), label)
  const wall = ([ax, az], [bx, bz]) => plane([[ax, 0, az], [bx, 0, bz], [bx, 2.4, bz], [ax, 2.4, az]], XRSemanticLabels.Wall)
  const floor = plane([[-side, 0, near], [side, 0, near], [side, 0, -far], [-side, 0, -far]], XRSemanticLabels.Floor)
  const walls = [wall([-side, near], [-side, -far]), wall([side, near], [side, -far]), wall([-side, -far], [side, -far])]
  device.installSEM(
    class {
      environmentCanvas = document.createElement('canvas')
      trackedPlanes = new Set([floor, ...walls])
      trackedMeshes = new Set()
      render() {}
      /** Where the ray of `matrix` (from its origin along -Z) meets the floor. */
      computeHitTestResults(matrix) {
        const [dx, dy, dz] = [-matrix[8], -matrix[9], -matrix[10]]
        if (dy > -0.01) return []
        const t = -matrix[13] / dy
        return [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, matrix[12] + t * dx, 0, matrix[14] + t * dz, 1]]
      }
    },
  )
}
