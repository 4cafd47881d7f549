// Where the head was turned, in seconds by seat. Pure, allocates nothing while it counts. It is the direction of a head
// and says nothing about eyes.
import { DEGREE } from './draw/numbers.js'

// Half of what lies between two people of a row: nearer than that, the head is turned to the one and not to the next.
const NEAR_ENOUGH = 8 * DEGREE
export const SIDES = ['left', 'middle', 'right']

export class HeadDirection {
  /** `faces` [{x, y, z}] of the seats, as they are seen from `from` {x, z}. Sides are thirds of what they take there. */
  constructor(faces, from = { x: 0, z: 0 }) {
    this.faces = faces
    this.seats = new Float64Array(faces.length)
    this.elsewhere = 0
    const sum = faces.reduce((all, { x, z }) => [all[0] + x - from.x, all[1] + z - from.z], [0, 0])
    const middle = Math.atan2(sum[0], -sum[1])
    const angles = faces.map(({ x, z }) => wrapped(Math.atan2(x - from.x, -(z - from.z)) - middle))
    const [least, most] = [Math.min(...angles), Math.max(...angles)]
    // Seats stand on even angles: one on the very line between two thirds shall not fall by how numbers are rounded.
    const third = angle => Math.min(2, Math.floor((3 * (angle - least)) / (most - least) + 1e-9))
    this.sides = angles.map(angle => SIDES[most > least ? third(angle) : 1])
    this.nearest = Math.cos(NEAR_ENOUGH)
  }

  /** The seat that a head at `position`, turned along `forward` (of length 1), is turned to, or -1. */
  seatOf(position, forward) {
    let best = -1
    let most = this.nearest
    for (let i = 0; i < this.faces.length; i++) {
      const { x, y, z } = this.faces[i]
      const [dx, dy, dz] = [x - position.x, y - position.y, z - position.z]
      const cosine = (dx * forward.x + dy * forward.y + dz * forward.z) / Math.sqrt(dx * dx + dy * dy + dz * dz)
      if (cosine <= most) continue
      most = cosine
      best = i
    }
    return best
  }

  /** Counts `seconds`; gives the seat, or -1. */
  add(position, forward, seconds) {
    const seat = this.seatOf(position, forward)
    if (seat < 0) this.elsewhere += seconds
    else this.seats[seat] += seconds
    return seat
  }

  /** Seconds: {left, middle, right, elsewhere}. */
  get seconds() {
    const found = { left: 0, middle: 0, right: 0, elsewhere: this.elsewhere }
    this.seats.forEach((seconds, i) => (found[this.sides[i]] += seconds))
    return found
  }

  /** How many seats the head was turned to for at least `seconds`. */
  reached(seconds = 1) {
    return this.seats.filter(one => one >= seconds).length
  }
}

const wrapped = angle => Math.atan2(Math.sin(angle), Math.cos(angle))
