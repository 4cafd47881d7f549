// Where people sit, so that whoever speaks sees every face. Pure geometry: no three.js, no page, nothing by chance.
//
// Metres, radians, y up. The speaker stands at the origin and looks to -Z; `face` is how far a person is turned from
// +Z. A seat: {id, row, pos: [x, y, z] (y is the floor under it), face, isSitting}; isOpen where no furniture stands,
// so that a wheelchair fits. Places add `table`, how far above that floor hands lie, and whom they cast for it.
import { DEGREE, lerp } from './draw/numbers.js'

export * from './floor.js'
export * from './sight.js'

/** The most people a place holds; the least is one. */
export const MOST_PEOPLE = { stage: 60, classroom: 30, table: 7, wall: 12, market: 3, desk: 3 }

const polar = (radius, y, angle) => [radius * Math.sin(angle), y, -radius * Math.cos(angle)]

/** Rows stand half a seat apart from their neighbours, whatever their counts: nobody sits behind the one in front. */
function onArcs(rows, middle, pitch) {
  const seats = []
  rows.forEach(({ radius, floor, count }, row) => {
    const isHalf = (count - 1) % 2 === 1
    const shift = isHalf === (row % 2 === 1) ? 0 : row % 4 < 2 ? 0.5 : -0.5
    for (let i = 0; i < count; i++) {
      const angle = middle + (i - (count - 1) / 2 + shift) * pitch
      seats.push({ id: seats.length, row, pos: polar(radius, floor, angle), face: -angle, angle, isSitting: true })
    }
  })
  return seats
}

/** `n` people on rows of at most `room` each: nearly full everywhere, never a row of one behind a full one. */
function share(n, room) {
  const all = room.reduce((sum, most) => sum + most, 0)
  const counts = room.map(most => Math.floor((most * n) / all))
  for (let left = n - counts.reduce((sum, count) => sum + count, 0), row = 0; left > 0; row = (row + 1) % room.length) {
    if (counts[row] >= room[row]) continue
    counts[row] += 1
    left -= 1
  }
  return counts
}

// Halls of the stage: [people at most, seats in each row, degrees between seats, radius of the first row]. The one of
// 24 is the one that was drawn; a greater hall is wider and steeper, and its wall stands farther off.
const HALLS = [
  [5, [5], 11, 3.0],
  [11, [5, 6], 11, 3.0],
  [18, [5, 6, 7], 11, 3.0],
  [25, [5, 6, 7, 7], 11, 3.0],
  [40, [6, 7, 8, 9, 10], 9.4, 3.4],
  [60, [8, 9, 10, 11, 11, 11], 8.8, 3.6],
]
const FLOORS = [-0.34, -0.1, 0.18, 0.5, 0.87, 1.27]
const DRAWN_FOR_24 = [5, 6, 7, 6]
export const ROW_DEPTH = 0.85

/** {rows: [{radius, floor, count}], middle, pitch (radians), wall (radius)} of the hall for `n` people, 1 to 60. */
export function hall(n) {
  const [, room, pitch, first] = HALLS.find(([most]) => n <= most)
  const counts = n === 24 ? DRAWN_FOR_24 : share(n, room)
  const rows = counts.map((count, row) => ({ radius: first + row * ROW_DEPTH, floor: FLOORS[row], count }))
  const last = rows[rows.length - 1].radius
  return { rows, middle: -4.5 * DEGREE, pitch: pitch * DEGREE, wall: Math.max(7.7, last + 2.15) }
}

export function stageSeats(n) {
  const { rows, middle, pitch } = hall(n)
  const seats = onArcs(rows, middle, pitch)
  // The right end of the front row has a clear floor: never "behind", and never alone there.
  if (rows[0].count > 2) seats[rows[0].count - 1].isOpen = true
  return seats
}

/** Single desks in a fan, each row one low step higher; the teacher's platform is a step above the first. */
export function classroom(n) {
  const [, room, degrees, first] = CLASSES.find(([most]) => n <= most)
  const floors = [-0.2, -0.06, 0.16, 0.4]
  const rows = share(n, room).map((count, row) => ({ radius: first + row * 1.08, floor: floors[row], count }))
  const [middle, pitch] = [1.5 * DEGREE, degrees * DEGREE]
  return { rows, middle, pitch, seats: onArcs(rows, middle, pitch) }
}
const CLASSES = [
  [5, [5], 12, 2.8],
  [11, [5, 6], 12, 2.8],
  [18, [5, 6, 7], 11.8, 2.85],
  [30, [7, 8, 7, 8], 11, 3.1],
]

/** Round a table of radius 1, the speaker at its near side. Angles are seen from its middle, 0 the far end. */
export const TABLE = { radius: 1, middle: [0, 0, -1.5], seatRadius: 1.36 }
export function tableSeats(n) {
  const reach = (n > 5 ? 96 : n > 3 ? 74 : 48) * DEGREE
  return Array.from({ length: n }, (_, i) => {
    const angle = n === 1 ? 0 : lerp(-reach, reach, i / (n - 1))
    const [x, , z] = polar(TABLE.seatRadius, 0, angle)
    const pos = [x, 0, z + TABLE.middle[2]]
    // Chairs stand towards the table, people turn half from it to the speaker.
    const face = lerp(-angle, Math.atan2(-pos[0], -pos[2]), 0.5)
    return { id: i, row: 0, pos, face, chairFace: -angle, isSitting: true, isOpen: i === n - 1 && n > 2 }
  })
}

/**
 * A wall of calls: openings in the plane `z`, each with a room behind it that widens along the looks of an eye at
 * `eye`, so that each is seen from the front, as cameras see. Nobody sees legs here: people stand, and each higher row behind
 * the rooms of the row below it, so that no body hangs into another's picture.
 */
export const CALL_WALL = { z: -2.7, eye: 1.45, middle: 1.52, behind: 0.5, rowDepth: 0.72 }
const STANDING_EYE = 1.61

/** {columns, rows, width, height, gap, tiles: [{x, y, fromBottom}]}, the middles of the openings in reading order. */
export function callTiles(n) {
  const columns = n === 1 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : 4
  const rows = Math.ceil(n / columns)
  const [width, height] = [
    [1.7, 1.12],
    [1.26, 0.86],
    [0.96, 0.66],
    [0.84, 0.6],
  ][columns - 1]
  const gap = 0.06
  const tiles = Array.from({ length: n }, (_, i) => {
    const row = Math.floor(i / columns)
    const inRow = Math.min(columns, n - row * columns)
    const x = ((i % columns) - (inRow - 1) / 2) * (width + gap)
    return { x, y: CALL_WALL.middle + ((rows - 1) / 2 - row) * (height + gap), fromBottom: rows - 1 - row }
  })
  return { columns, rows, width, height, gap, tiles }
}

export function callSeats(n) {
  const { tiles, height } = callTiles(n)
  return tiles.map(({ x, y, fromBottom }, id) => {
    const z = CALL_WALL.z - CALL_WALL.behind - fromBottom * CALL_WALL.rowDepth
    const farther = z / CALL_WALL.z
    // Eyes are a little above the middle of the opening.
    const eyes = CALL_WALL.eye + (y + height * 0.07 - CALL_WALL.eye) * farther
    return {
      id,
      row: 0,
      pos: [x * farther, eyes - STANDING_EYE, z],
      face: Math.atan2(-x, -CALL_WALL.z) * 0.9,
      isSitting: false,
    }
  })
}

const AT_MARKET = [
  [0.06, -2.02, -0.03],
  [-1.5, -2.2, 0.55],
  [1.42, -2.12, -0.5],
]
export const marketSeats = n =>
  AT_MARKET.slice(0, n).map(([x, z, face], id) => ({ id, row: 0, pos: [x, 0, z], face, isSitting: false }))

const AT_DESK = { 1: [0], 2: [-0.5, 0.52], 3: [-0.82, 0, 0.82] }
export const deskSeats = n =>
  AT_DESK[n].map((x, id) => ({ id, row: 0, pos: [x, 0.03, -2.2], face: Math.atan2(-x, 2.2) * 0.45, isSitting: true }))
