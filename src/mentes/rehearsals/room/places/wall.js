// A video call on a wall: every tile is a little room of its own behind a frame, so that a face has depth when one
// leans. A console with what one needs for calls stands under it.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed, SIDE, TILE } from '../draw/mesh.js'
import { lerp, seeded, smooth } from '../draw/numbers.js'
import { SIX_DYES } from '../draw/palette.js'
import { CALL_WALL, callSeats, callTiles } from '../layout.js'
import { niche } from './callers.js'
import { chamber, contactShadows, dye, ONLY_FRONT, paneLight, point, rug, wallColor } from './parts.js'
import { bookPile, bookRow, braid, cup, framed, paper, tableLamp, tree, turned } from './props.js'
import { harbourWindow } from './windows.js'

const HALF = 3.2
const TOP = 3.2
const BEZEL = 0.1

export function wall(theme, { n = 9 } = {}) {
  const builder = new Builder()
  const room = { builder, theme, random: seeded(43), shadows: [], tiles: callTiles(n) }
  chamber(builder, theme, room.random, { half: HALF, back: CALL_WALL.z, front: 2.0, top: TOP, hasBack: false })
  room.edge = (room.tiles.columns * (room.tiles.width + room.tiles.gap)) / 2 + BEZEL
  screen(room)
  room.tiles.tiles.forEach((tile, i) => niche(room, tile, i))
  console(room)
  leftSide(room)
  rightSide(room)
  nearSide(room)
  return {
    builder,
    group: new Group(),
    seats: callSeats(n),
    contacts: contactShadows(room.shadows),
    mentorSpots: [
      { pos: [2.2, 0, -1.5], face: -1.0 },
      { pos: [-2.3, 0, -1.4], face: 1.0 },
      { pos: [2.4, 0, -0.2], face: -1.5 },
    ],
    key: [-0.55, 0.5, 0.66],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: 55, pitch: -3, yaw: 0, eye: CALL_WALL.eye, tallFov: 91, tallPitch: 2 },
  }
}

const LAMPS = [
  { at: [-1.9, 1.5, -1.9], color: '#F2CFA8', strength: 0.9 },
  { at: [1.9, 1.5, -1.9], color: '#F2CFA8', strength: 0.9 },
  { at: [0, 1.9, -3.6], color: '#EAD8C8', strength: 1.1 },
]

/** The far wall with openings in it: wall around, a dark frame between, a thread of each caller's own dye below. */
function screen({ builder, theme, tiles: { columns, rows, width, height, gap, tiles } }) {
  const z = CALL_WALL.z
  const wide = columns * (width + gap) - gap + 2 * BEZEL
  const tall = rows * (height + gap) - gap + 2 * BEZEL
  const [left, right] = [-wide / 2, wide / 2]
  const [low, high] = [CALL_WALL.middle - tall / 2, CALL_WALL.middle + tall / 2]
  const plaster = (x0, x1, y0, y1, n) => {
    const points = [0, 0.25, 0.5, 0.75, 1].map(v =>
      Array.from({ length: n + 1 }, (_, j) => point(lerp(x0, x1, j / n), lerp(y0, y1, v), z)),
    )
    builder.grid(points, {
      color: (i, j, p) => wallColor(theme, p.y),
      layer: LAYER.wall,
      ao: (i, j, p) => lerp(0.62, 1, smooth(-0.1, 0.9, p.y)) * lerp(0.76, 1, smooth(HALF, HALF - 0.7, Math.abs(p.x))),
      uv: (i, j, p) => [p.x / TILE, p.y / TILE],
    })
  }
  plaster(-HALF, left, 0, TOP, 4)
  plaster(right, HALF, 0, TOP, 4)
  plaster(left, right, 0, low, 4)
  plaster(left, right, high, TOP, 4)
  builder.box(0, 0.05, z + 0.01, HALF * 2, 0.1, 0.02, paint(theme.frame), { skip: [SIDE.back, SIDE.bottom], ao: 0.85 })

  const frame = paint(theme.isNight ? '#1B1A28' : '#2A3F47')
  const bar = (x0, x1, y0, y1) => builder.box((x0 + x1) / 2, (y0 + y1) / 2, z + 0.0205, x1 - x0, y1 - y0, 0.041, frame)
  const open = Array.from({ length: rows }, (_, row) => tiles.filter(tile => tile.fromBottom === rows - 1 - row))
  bar(left, right, high - BEZEL, high)
  bar(left, right, low, low + BEZEL)
  open.forEach((inRow, row) => {
    const y = inRow[0].y
    const [y0, y1] = [y - height / 2, y + height / 2]
    if (row) bar(left, right, y1, y1 + gap)
    // From edge to edge of this row's openings; a short last row has wide ends.
    let from = left
    for (const { x } of inRow) {
      bar(from, x - width / 2, y0, y1)
      from = x + width / 2
    }
    bar(from, right, y0, y1)
  })
  tiles.forEach(({ x, y }, i) => {
    const name = SIX_DYES[i % 6]
    builder.box(x, y - height / 2 - gap * 0.32, z + 0.043, width * 0.5, 0.014, 0.002, dye(name), {
      layer: LAYER[name],
      skip: ONLY_FRONT,
    })
  })
  // A rail of the six dyes over the screen, and the camera on it.
  SIX_DYES.forEach((name, k) => {
    builder.box(0, high + 0.1 + k * 0.022, z + 0.012, wide, 0.018, 0.006, dye(name), {
      layer: LAYER[name],
      skip: ONLY_FRONT,
    })
  })
  builder.loft(
    [
      { at: [0, high - 0.05, z + 0.04], u: [0.03, 0, 0], v: [0, 0.03, 0] },
      { at: [0, high - 0.05, z + 0.07], u: [0.024, 0, 0], v: [0, 0.024, 0] },
    ],
    { segs: 10, color: paint('#0E1A1E') },
  )
  builder.disc(0.16, high - 0.05, z + 0.042, 0.009, 0.009, 7, paint('#7FC08A'), { unlit: 1 })
}

/** The desk that the speaker stands at: a laptop, a microphone, notes, something warm. */
function console({ builder, theme, shadows }) {
  const [z, top] = [-1.14, 0.74]
  const wood = paint(theme.wood)
  builder.box(0, top - 0.02, z, 2.5, 0.04, 0.7, wood, { layer: LAYER.wood, uvScale: 0.5 })
  for (const side of [-1, 1]) {
    builder.box(side * 1.16, (top - 0.04) / 2, z, 0.05, top - 0.04, 0.6, wood, {
      layer: LAYER.wood,
      skip: [SIDE.top, SIDE.bottom],
      ao: (a, b) => lerp(0.5, 1, b / 0.7),
    })
  }
  rug(builder, 0, -0.95, 2.9, 1.9, { field: paint(theme.isNight ? '#4A3A5E' : '#A9B6A2'), edge: dye('olive') })
  paper(builder, -0.34, top, z - 0.06, 0.14)
  bookPile(builder, -0.86, top, z - 0.16)
  cup(builder, 0.42, top, z - 0.14, { glaze: '#EBD3C0' })
  // A microphone on an arm's foot, its head in madder wool.
  const mic = [0.98, top, z - 0.12]
  builder.loft(
    turned(...mic, [
      [0, 0.07, 0.6],
      [0.018, 0.065],
      [0.022, 0.01],
      [0.17, 0.009],
    ]),
    { segs: 10, color: paint('#3A4348') },
  )
  builder.loft(
    turned(mic[0], mic[1] + 0.16, mic[2], [
      [0, 0.024],
      [0.03, 0.034],
      [0.075, 0.034],
      [0.105, 0.02],
    ]),
    { segs: 10, color: dye('madder'), layer: LAYER.walnut },
  )
  // A tablet with notes, leaning.
  builder.at(placed(0.06, top + 0.055, z - 0.2, 0.06, -0.95), () => {
    builder.box(0, 0, 0, 0.26, 0.18, 0.008, paint('#2A3238'))
    builder.box(0, 0, 0.0045, 0.24, 0.16, 0.001, paint('#EAF1EE'), {
      skip: ONLY_FRONT,
      unlit: theme.isNight ? 0.6 : 0.25,
    })
    for (let i = 0; i < 4; i++)
      builder.box(-0.02 - (i % 2) * 0.015, 0.045 - i * 0.03, 0.0055, 0.16, 0.007, 0.001, paint('#8FA0A2'), {
        skip: ONLY_FRONT,
      })
  })
  shadows.push(
    { x: 0, y: 0.012, z, rx: 1.4, rz: 0.6, strength: 0.45 },
    { x: 0.42, y: top + 0.002, z: z - 0.13, rx: 0.075, rz: 0.07, strength: 0.5 },
    { x: mic[0], y: top + 0.002, z: mic[2], rx: 0.11, rz: 0.1, strength: 0.45 },
    { x: -0.86, y: top + 0.002, z: z - 0.15, rx: 0.2, rz: 0.16, strength: 0.5 },
    { x: 0.06, y: top + 0.002, z: z - 0.18, rx: 0.18, rz: 0.13, strength: 0.4 },
  )
}

function leftSide({ builder, theme, shadows, edge }) {
  builder.at(placed(-HALF + 0.01, 0.75, -1.05, Math.PI / 2), () =>
    harbourWindow(builder, theme, 1.5, 2.0, 7, { segs: 16 }),
  )
  builder.at(placed(-edge - 0.55, 1.0, CALL_WALL.z + 0.01), () =>
    harbourWindow(builder, theme, 0.7, 1.62, 12, { sun: 0.16, segs: 14 }),
  )
  tree(builder, -edge - 0.45, 0, -2.1, 1.0, 6, 'weld', 72)
  shadows.push({ x: -edge - 0.45, y: 0.006, z: -2.1, rx: 0.4, rz: 0.36, strength: 0.5 })
  paneLight(builder, theme, (u, v) => point(-HALF + lerp(0.6, 1.7, v), 0.0035, lerp(0.1, -1.0, u) - v * 0.2), {
    layer: LAYER.wood,
    color: mix(theme.floor, '#FFF1D6', 0.5),
  })
}

function rightSide({ builder, theme, random, shadows, edge }) {
  const wood = paint(theme.wood)
  const x = edge + 0.6
  builder.box(x, 0.62, CALL_WALL.z + 0.26, 0.95, 0.04, 0.4, wood, { layer: LAYER.wood })
  builder.box(x, 0.3, CALL_WALL.z + 0.26, 0.95, 0.03, 0.4, wood, { layer: LAYER.wood })
  for (const side of [-1, 1])
    builder.box(x + side * 0.45, 0.31, CALL_WALL.z + 0.26, 0.04, 0.62, 0.36, paint(theme.woodDark), {
      layer: LAYER.wood,
    })
  bookRow(builder, x - 0.4, x + 0.36, 0.315, CALL_WALL.z + 0.27, random, { jars: false, tallest: 0.27 })
  bookRow(builder, x - 0.4, x - 0.05, 0.64, CALL_WALL.z + 0.27, random, { jars: false, tallest: 0.31 })
  tableLamp(builder, x + 0.18, 0.64, CALL_WALL.z + 0.28, theme, 0.55)
  framed(builder, x, 1.78, CALL_WALL.z + 0.03, 0.62, 0.8, theme, () => {
    SIX_DYES.forEach((name, k) =>
      builder.box(0, 0.29 - k * 0.116, 0.001, 0.5, 0.07, 0.002, dye(name), { layer: LAYER[name], skip: ONLY_FRONT }),
    )
  })
  shadows.push({ x, y: 0.006, z: CALL_WALL.z + 0.3, rx: 0.6, rz: 0.35, strength: 0.45 })
}

/** Behind the speaker, as the callers would see it. */
function nearSide({ builder, theme, random }) {
  builder.at(placed(0.9, 0, 1.72, Math.PI), () => {
    for (const y of [0.4, 0.85, 1.3, 1.75]) {
      builder.box(0, y, 0, 2.2, 0.035, 0.3, paint(theme.wood), { layer: LAYER.wood })
      bookRow(builder, -1.05, 1.0, y + 0.018, 0, random, { jars: true, tallest: 0.36 })
    }
    for (const side of [-1, 1])
      builder.box(side * 1.1, 1.05, 0, 0.04, 2.1, 0.3, paint(theme.wood), { layer: LAYER.wood })
  })
  framed(
    builder,
    -1.5,
    1.7,
    1.96,
    1.2,
    0.56,
    theme,
    () =>
      braid(builder, (share, y, z) => point(lerp(-0.48, 0.48, share), y, z + 0.016), {
        steps: 48,
        length: Math.PI * 4.5,
        swing: 0.13,
        width: 0.042,
      }),
    Math.PI,
  )
}
