// The head of whoever looks at a page: how it is turned, and how high it is.
import { clamp, DEGREE } from './draw/numbers.js'

const [STANDING, SITTING] = [1.65, 1.2] // metres: eyes
const WATCHING = 72 // degrees
const FARTHEST = { yaw: 115 * DEGREE, pitch: 50 * DEGREE } // necks and hips turn so far

export class Looking {
  constructor(viewing) {
    Object.assign(this, { viewing, eye: STANDING, yaw: 0, pitch: 0 })
  }

  get isTall() {
    const { clientWidth, clientHeight } = this.viewing.surface
    return clientHeight > clientWidth
  }

  /** Degrees. From the side one sees speaker and audience together. */
  get fov() {
    const { camera } = this.viewing.room
    if (this.viewing.isWatching) return WATCHING
    return this.isTall ? camera.tallFov : camera.fov
  }

  turn(yaw, pitch) {
    this.yaw = clamp(this.yaw + yaw, -FARTHEST.yaw, FARTHEST.yaw)
    this.pitch = clamp(this.pitch + pitch, -FARTHEST.pitch, FARTHEST.pitch)
    this.aim()
  }

  straight() {
    this.turn(-this.yaw, -this.pitch)
  }

  /** Where the place wants its speaker to look first; who watches from elsewhere looks straight ahead. */
  aim() {
    const { camera, room, isWatching } = this.viewing
    const view = room.camera
    const yaw = isWatching ? 0 : ((this.isTall && view.tallYaw) || view.yaw) * DEGREE
    camera.position.set(0, this.eye, 0)
    camera.rotation.set((isWatching ? 0 : view.pitch * DEGREE) + this.pitch, yaw + this.yaw, 0)
  }

  /** Down, or up again; gives whether one sits now. */
  sit() {
    this.eye = this.eye === STANDING ? SITTING : STANDING
    this.aim()
    return this.eye === SITTING
  }
}
