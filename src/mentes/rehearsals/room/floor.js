// Seats on a floor that was found in somebody's own room. Pure; metres, radians.
import { clamp, DEGREE, lerp } from './draw/numbers.js'
import { covers, EYES } from './sight.js'

const polar = (radius, y, angle) => [radius * Math.sin(angle), y, -radius * Math.cos(angle)]

// On a floor that was found: [metres between people, metres to the first row], roomy first.
const SPACINGS = [
  [0.8, 1.6],
  [0.7, 1.4],
  [0.62, 1.25],
  [0.53, 1.12],
]
// On level ground heads stand before heads from the third row on: who sits there sits on a step.
const STEPS = [0, 0.2, 0.4, 0.6]
export const FROM_WALLS = 0.8
const FROM_EDGE = 0.2 // of a floor that ends in no wall: the rest of it was not seen

/**
 * Seats for `n` on a floor found in a room: `floor` [[x, z], ...] a polygon, `walls` [[[x, z], [x, z]], ...] lines on
 * it. Everybody is in front of the speaker (`speaker` {at: [x, z], face}), on the floor, at least 0.8 m from every
 * wall, and sees the speaker's face. Gives {seats, unplaced}: how many found no place. A floor of 2 x 2 m takes six.
 */
export function seatsOnFloor(n, { floor, walls = [], speaker = { at: [0, 0], face: 0 }, y = 0 }) {
  let best = []
  for (const [spacing, first] of SPACINGS) {
    // Whether a row begins in the middle or beside it decides how many fit: both are tried.
    for (const shift of [0, 0.5]) {
      const found = fill(n, { floor, walls, speaker, spacing, first, shift })
      if (found.length > best.length) best = found
    }
    if (best.length === n) break
  }
  const seats = best.map(({ row, pos, face }, id) => {
    const [x, z] = toRoom(pos, speaker)
    return { id, row, pos: [x, y + pos[1], z], face: face + speaker.face, step: pos[1], isSitting: true }
  })
  return { seats, unplaced: n - seats.length }
}

function fill(n, { floor, walls, speaker, spacing, first, shift }) {
  const seats = []
  const pitch = spacing / first
  for (let row = 0; row < 9; row++) {
    const radius = first + row * Math.max(0.58, spacing)
    const isHalf = (row % 2 === 1) !== (shift === 0.5)
    for (let i = 0; i < 12 && seats.length < n; i++) {
      // From the middle outwards, so that few people sit together.
      const steps = isHalf ? Math.floor(i / 2) + 0.5 : Math.ceil(i / 2)
      const angle = (i % 2 ? -1 : 1) * steps * pitch
      const place = polar(radius, 0, angle)
      if (Math.abs(angle) > 60 * DEGREE || !isOnFloor(toRoom(place, speaker), floor, walls)) continue
      const seat = STEPS.map(step => ({ row, pos: polar(radius, step, angle), face: -angle, isSitting: true })).find(
        one => isFree(one, seats, spacing),
      )
      if (seat) seats.push(seat)
    }
  }
  return seats
}

function isFree(seat, seats, spacing) {
  return seats.every(other => {
    const apart = Math.hypot(seat.pos[0] - other.pos[0], seat.pos[2] - other.pos[2])
    return apart >= spacing * 0.98 && EYES.every(eye => !covers(other, seat, eye) && !covers(seat, other, eye))
  })
}

/** From the speaker's own frame to the room's: [x, z]. */
function toRoom([x, , z], { at, face }) {
  const [sin, cos] = [Math.sin(face), Math.cos(face)]
  return [at[0] + x * cos + z * sin, at[1] - x * sin + z * cos]
}

function isOnFloor(point, floor, walls) {
  if (!isInside(point, floor)) return false
  const edges = floor.map((corner, i) => [corner, floor[(i + 1) % floor.length]])
  return edges.every(edge => away(point, edge) >= FROM_EDGE) && walls.every(wall => away(point, wall) >= FROM_WALLS)
}

function isInside([x, z], polygon) {
  let inside = false
  polygon.forEach(([ax, az], i) => {
    const [bx, bz] = polygon[(i + 1) % polygon.length]
    if (az > z !== bz > z && x < ax + ((z - az) * (bx - ax)) / (bz - az)) inside = !inside
  })
  return inside
}

function away([x, z], [[ax, az], [bx, bz]]) {
  const squared = (bx - ax) ** 2 + (bz - az) ** 2
  const along = squared ? clamp(((x - ax) * (bx - ax) + (z - az) * (bz - az)) / squared) : 0
  return Math.hypot(x - lerp(ax, bx, along), z - lerp(az, bz, along))
}
