// An emulated headset for test_room.py, bundled there and never shipped: installed before the page's own scripts.
// look(yaw, pitch) in degrees, left and up positive; pull() the trigger, or a hand's pinch; walk(path) over seats of the stage; room(wide, far);
// face([x, y, z]) turns the head to a face above that floor; point(across, row, at) a controller at a lectern; recorded(key).
import { metaQuest3, NativePlane, XRDevice, XRRigidTransform, XRSemanticLabels } from 'iwer'
import { stageSeats } from '../../src/mentes/rehearsals/room/layout.js'
import { poseRoom, SPEAKER, Timeline } from '../../src/mentes/rehearsals/room/timeline.js'

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
window.pull = (input = device.controllers.right, button = 'trigger') => {
  const press = value => (button === 'pinch' ? input.updatePinchValue(value) : input.updateButtonValue(button, value))
  device.activeSession.addEventListener('select', () => (window.pulled = true), { once: true })
  press(1)
  let pictures = 3
  const letGo = () => (pictures-- ? requestAnimationFrame(letGo) : press(0))
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

/** Turns the head, wherever it is, to the face of whoever sits at `pos`. */
window.face = ([x, y, z]) => {
  const { position } = device, degrees = 180 / Math.PI
  const [dx, dy, dz] = [x - position.x, y + FACE - position.y, z - position.z]
  look(Math.atan2(-dx, -dz) * degrees, Math.atan2(dy, Math.hypot(dx, dz)) * degrees)
}

/**
 * The right controller, or the hand, 0.3 m before a spot of the lectern and turned straight to it: `across` and `down` 0 to 1 of its
 * sheet, for somebody who stands at `at` [x, z] and whose lectern stands along `yaw` degrees.
 */
window.point = (across, down, at = [0, 0], yaw = 0, input = device.controllers.right) => {
  const [tilt, turn] = [-0.75, (yaw * Math.PI) / 180]
  const [aside, along] = [(across - 0.5) * 0.64, (0.5 - down) * 0.48]
  const spot = [aside, 1.03 + along * Math.cos(tilt) - 0.3 * Math.sin(tilt), -0.62 + along * Math.sin(tilt) + 0.3 * Math.cos(tilt)]
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
  input.connected = true
  input.position.set(at[0] + spot[0] * cos + spot[2] * sin, spot[1], at[1] - spot[0] * sin + spot[2] * cos)
  const [a, b, c, d] = [Math.cos(turn / 2), Math.sin(turn / 2), Math.cos(tilt / 2), Math.sin(tilt / 2)]
  input.quaternion.set(a * d, b * c, -b * d, a * c)
}

/** What the page has kept of its rehearsal: its seatings, where the head is turned at the end, and where it was then. */
window.recorded = () => new Promise(resolve => {
  const open = indexedDB.open('mentes-rehearsals', 1)
  open.onupgradeneeded = () => open.result.createObjectStore('runs', { keyPath: 'key' })
  open.onsuccess = () => {
    const all = open.result.transaction('runs').objectStore('runs').getAll()
    all.onsuccess = () => {
      open.result.close()
      if (!all.result.length) return resolve(null)
      const timeline = Timeline.decode(all.result[0].bytes)
      const pose = poseRoom()
      const isKnown = timeline.poses.get(SPEAKER)?.poseAt(timeline.length, pose)
      resolve({
        seated: timeline.of('seated').map(({ value }) => value), seat: [...timeline.seats.read().seat].at(-1) ?? null,
        head: isKnown ? [...pose.head] : null, poses: [...timeline.poses.keys()], marks: timeline.marks,
      })
    }
  }
})
