// The classroom: single desks in a fan, each row a low step higher; windows on the left, and on the back wall what a
// class has made. The teacher stands on a platform before the board.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed, SIDE } from '../draw/mesh.js'
import { DEGREE, lerp, seeded } from '../draw/numbers.js'
import { SHEET, SIX_DYES } from '../draw/palette.js'
import { classroom as plan } from '../layout.js'
import { arc, chamber, contactShadows, dye, ONLY_FRONT, paneLight, point, slideSheet } from './parts.js'
import { bookRow, braid, framed, lantern, pinned, tree } from './props.js'
import { boat, clock, globe, harbourMap, jarDrawing, openBook, sunDrawing } from './schoolroom.js'
import { harbourWindow } from './windows.js'

const FLOOR = -0.2
const HALF = 4.5
const TOP = 3.7
const DESK = { forward: 0.5, top: 0.74, width: 0.62, depth: 0.42 }

export function classroom(theme, { n = 18 } = {}) {
  const builder = new Builder()
  const { rows, seats: all } = plan(n)
  const seats = all.map(seat => ({ ...seat, table: DESK.top }))
  const back = -(rows[rows.length - 1].radius + 1.35)
  const room = { builder, theme, rows, back, random: seeded(17), shadows: [] }
  chamber(builder, theme, room.random, { half: HALF, back, front: 2.4, top: TOP, floor: FLOOR })
  steps(room)
  platform(room)
  seats.forEach(seat => place(room, seat))
  windowWall(room)
  backWall(room)
  rightWall(room)
  board(room)
  const slide = slideSheet(1.9, 1.07, theme)
  slide.mesh.position.set(-0.55, 2.42, back + 0.06)
  const group = new Group()
  group.add(slide.mesh)
  return {
    builder,
    group,
    seats,
    slide,
    contacts: contactShadows(room.shadows),
    mentorSpots: [
      [3.35, -2.2],
      [-3.35, -1.6],
      [3.3, -3.4],
      [-3.3, -3.2],
    ].map(([x, z]) => ({ pos: [x, FLOOR, z], face: Math.atan2(-x, -z) })),
    key: [-0.6, 0.62, 0.5],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: 55, pitch: -4, yaw: 0, tallFov: 68, tallPitch: -2 },
  }
}

const LAMPS = [
  { at: [-1.9, 2.7, -3.4], color: '#F2CFA8', strength: 1.25 },
  { at: [1.9, 2.7, -3.4], color: '#F2CFA8', strength: 1.25 },
  { at: [0, 3.0, -0.6], color: '#F4D8B6', strength: 1.3 },
]

/** Rows stand on steps that are cut by the walls; each has an edge of wood. */
function steps({ builder, theme, rows, back }) {
  const reach = 88 * DEGREE
  rows.forEach(({ radius, floor }, k) => {
    if (!k) return
    const front = radius - 0.78
    const before = rows[k - 1].floor
    const wood = mix(theme.wood, theme.woodDark, 0.35)
    arc(
      builder,
      [
        [front, before],
        [front, floor],
        [front + 0.06, floor + 0.002],
      ],
      -reach,
      reach,
      20,
      wood,
      { layer: LAYER.wood, ao: [0.55, 0.95, 1], flip: true },
    )
    const end = k < rows.length - 1 ? rows[k + 1].radius - 0.78 : Math.hypot(back, HALF)
    arc(
      builder,
      [
        [front + 0.06, floor],
        [end, floor],
      ],
      -reach,
      reach,
      20,
      mix(theme.floor, theme.wood, 0.35),
      { layer: LAYER.wood, ao: [1, 0.68], flip: true },
    )
  })
}

function platform({ builder, theme }) {
  const wood = mix(theme.wood, theme.floor, 0.4)
  builder.box(0, FLOOR / 2 + 0.001, 0.65, 3.6, -FLOOR, 3.3, wood, {
    layer: LAYER.wood,
    skip: [SIDE.bottom],
    uvScale: 0.6,
  })
  builder.box(0, -0.012, -1.002, 3.6, 0.03, 0.02, dye('madder'), { skip: [SIDE.front] })
}

/** A desk and a chair for one seat; what lies on the desk differs. A clear place has the desk alone. */
function place({ builder, theme, random, shadows }, seat) {
  const [x, floor, z] = seat.pos
  const [wood, dark] = [paint(theme.wood), paint(theme.woodDark)]
  const stripe = dye(SIX_DYES[Math.floor(random() * 6)])
  // In the fan desks run into one another: every second one is a little higher, so that no two tops lie in one plane.
  builder.at(placed(x, floor + (seat.id % 2) * 0.003, z, seat.face), () => {
    const { forward, top, width, depth } = DESK
    builder.box(0, top - 0.015, forward, width, 0.03, depth, wood, {
      layer: LAYER.wood,
      skip: [SIDE.back, SIDE.bottom],
    })
    builder.box(
      0,
      top - 0.17,
      forward + depth / 2 - 0.06,
      width - 0.08,
      0.28,
      0.02,
      mix(theme.wood, theme.woodDark, 0.4),
      { layer: LAYER.wood, skip: [SIDE.back, SIDE.top, SIDE.bottom], ao: (a, b) => lerp(0.6, 1, (b - 0.4) / 0.3) },
    )
    builder.box(0, top - 0.29, forward + depth / 2 - 0.048, width - 0.08, 0.03, 0.004, stripe, { skip: ONLY_FRONT })
    for (const side of [-1, 1]) {
      builder.box(side * (width / 2 - 0.03), (top - 0.03) / 2, forward, 0.035, top - 0.03, depth - 0.08, dark, {
        skip: [SIDE.top, SIDE.bottom],
        ao: (a, b) => lerp(0.5, 1, b / 0.7),
      })
    }
    builder.box(0, 0.425, -0.02, 0.42, 0.04, 0.42, wood, { layer: LAYER.wood, skip: [SIDE.bottom] })
    builder.box(0, 0.72, -0.23, 0.42, 0.3, 0.025, wood, { layer: LAYER.wood, skip: [SIDE.bottom] })
    onDesk(builder, random)
  })
  const foot = point(0, 0, 0.42).applyMatrix4(placed(x, floor + 0.006, z, seat.face))
  shadows.push({ x: foot.x, y: foot.y, z: foot.z, rx: 0.44, rz: 0.5, strength: 0.5, turn: seat.face })
}

function onDesk(builder, random) {
  const { forward, top } = DESK
  const kind = random()
  builder.at(placed((random() - 0.5) * 0.12, top, forward + 0.06, (random() - 0.5) * 0.5), () => {
    if (kind < 0.6) openBook(builder, random)
    else if (kind < 0.85)
      builder.box(0, 0.018, 0, 0.16, 0.036, 0.22, dye(SIX_DYES[Math.floor(random() * 6)]), { skip: [SIDE.bottom] })
  })
  if (random() < 0.6) {
    builder.at(placed(0.2, top + 0.02, forward + 0.08, random() * 0.6), () =>
      builder.box(0, 0, 0, 0.05, 0.04, 0.17, dye(SIX_DYES[Math.floor(random() * 6)]), {
        layer: LAYER.madder,
        skip: [SIDE.bottom],
      }),
    )
  }
}

/** Three tall windows on the left, a plant on the sill between them, and their light on the floor. */
function windowWall({ builder, theme, back, shadows }) {
  const span = -back - 1.2
  for (const [i, share] of [0.12, 0.48, 0.84].entries()) {
    const z = -0.9 - span * share
    builder.at(placed(-HALF + 0.01, 0.85, z, Math.PI / 2), () =>
      harbourWindow(builder, theme, 1.15, 2.1, 11 + i, { sun: i === 2 ? 0.1 : false, segs: 12 }),
    )
  }
  tree(builder, -HALF + 0.75, FLOOR, back + 0.85, 1.2, 5, 'woad', 66)
  shadows.push({ x: -HALF + 0.75, y: FLOOR + 0.3, z: back + 0.85, rx: 0.4, rz: 0.36, strength: 0.5 })
}

/** The sheet for slides, a map of the harbour, a board with what the class drew, hooks with bags, a clock, bunting. */
function backWall({ builder, theme, back, rows }) {
  const lift = rows[rows.length - 1].floor - 0.16
  const z = back + 0.02
  builder.box(-0.55, 2.42, z + 0.015, 2.04, 1.21, 0.03, paint(theme.woodDark), { layer: LAYER.wood, skip: [SIDE.back] })
  framed(builder, 2.15, 2.3 + lift * 0.5, z + 0.01, 1.65, 1.12, theme, () => harbourMap(builder, 1.57, 1.04))
  // The pinboard of cork, woad felt round it.
  builder.at(placed(-2.95, 2.3, z), () => {
    builder.box(0, 0, 0, 1.75, 1.15, 0.03, dye('woad'), { layer: LAYER.woad, skip: [SIDE.back] })
    builder.box(0, 0, 0.012, 1.65, 1.05, 0.012, paint(theme.isNight ? '#8A6248' : '#C79A6B'), { skip: [SIDE.back] })
    builder.at(placed(0, 0, 0.02), () =>
      pinned(builder, [
        { x: -0.55, y: 0.24, w: 0.4, h: 0.46, tilt: 0.04, draw: () => jarDrawing(builder, 'madder') },
        { x: -0.08, y: 0.26, w: 0.38, h: 0.42, tilt: -0.05, color: '#F7E9C8', draw: () => sunDrawing(builder) },
        { x: 0.42, y: 0.23, w: 0.5, h: 0.4, tilt: 0.03, color: '#DBE9EB', draw: () => boat(builder, 0.5) },
        { x: -0.5, y: -0.28, w: 0.48, h: 0.36, tilt: -0.03, color: '#F6DCD2', draw: () => boat(builder, 0.4) },
        { x: 0.0, y: -0.26, w: 0.34, h: 0.42, tilt: 0.06, draw: () => jarDrawing(builder, 'olive') },
        { x: 0.48, y: -0.27, w: 0.42, h: 0.4, tilt: -0.04 },
      ]),
    )
  })
  bunting(builder, back)
  builder.at(placed(0.92, 2.85, z), () => clock(builder, theme))
}

/** Little flags of the six cloths on a cord from wall to wall. */
function bunting(builder, back) {
  const n = 26
  const z = back + 1.1
  const cord = share => point(lerp(-HALF, HALF, share), 3.55 - 0.42 * Math.sin(share * Math.PI), z)
  for (let i = 0; i < n; i++) {
    const [a, b] = [cord((i + 0.12) / n), cord((i + 0.88) / n)]
    const tip = point((a.x + b.x) / 2, Math.min(a.y, b.y) - 0.24, z + 0.02)
    const name = SIX_DYES[i % 6]
    builder.grid(
      [
        [tip, tip],
        [a, b],
      ],
      { color: dye(name), layer: LAYER[name], uv: (r, j) => [j * 1.4, r * 1.4] },
    )
  }
  builder.tube(
    Array.from({ length: 13 }, (_, i) => ({ at: cord(i / 12).toArray(), rx: 0.006 })),
    { ref: [0, 1, 0], segs: 4, color: paint('#7A5A42'), capA: false, capB: false },
  )
}

/** A door, hooks with bags, a shelf with a globe and books. */
function rightWall({ builder, theme, random, back, shadows }) {
  const wood = paint(theme.wood)
  const z = back + 1.25
  builder.at(placed(HALF - 0.2, FLOOR, z - 0.1, -Math.PI / 2), () => {
    builder.box(0, 1.05, -0.14, 1.64, 2.06, 0.03, paint(theme.woodDark), { ao: 0.7 })
    for (const side of [-1, 1]) builder.box(side * 0.83, 1.05, 0, 0.04, 2.1, 0.34, wood, { layer: LAYER.wood })
    for (const [k, y] of [0.3, 0.8, 1.25, 1.7, 2.08].entries()) {
      builder.box(0, y, 0, 1.62, 0.035, 0.34, wood, { layer: LAYER.wood })
      if (k > 0 && k < 4) bookRow(builder, -0.76, 0.5, y + 0.018, 0.02, random, { jars: true, tallest: 0.33 })
    }
    globe(builder, 0.35, 2.1, 0.02, theme)
  })
  // The door, nearer to the speaker.
  builder.at(placed(HALF - 0.02, FLOOR, -1.9, -Math.PI / 2), () => {
    builder.box(0, 1.08, 0, 1.12, 2.16, 0.05, paint(theme.frame), { skip: [SIDE.back] })
    builder.box(0, 1.04, 0.03, 0.94, 2.04, 0.04, mix(theme.wood, '#1F6478', theme.isNight ? 0.35 : 0.55), {
      skip: [SIDE.back],
    })
    for (const y of [0.58, 1.5]) {
      builder.box(0, y, 0.051, 0.66, 0.72, 0.006, mix(theme.wood, '#1F6478', theme.isNight ? 0.5 : 0.75), {
        skip: [SIDE.back],
      })
    }
    builder.disc(0.38, 1.02, 0.08, 0.035, 0.035, 8, paint('#DDAC48'))
  })
  hooks(builder, theme, back)
  for (const x of [-1.9, 1.9]) lantern(builder, x, 2.75, -3.4, 0.34, theme, TOP)
  shadows.push({ x: HALF - 0.35, y: FLOOR + 0.4, z, rx: 0.4, rz: 0.9, strength: 0.4 })
}

/** Bags and a scarf on hooks between the door and the shelf. */
function hooks(builder, theme, back) {
  const along = (-1.9 + back + 1.25) / 2 + 0.15
  builder.at(placed(HALF - 0.03, 1.35, along, -Math.PI / 2), () => {
    builder.box(0, 0, 0, 1.3, 0.09, 0.03, paint(theme.wood), { layer: LAYER.wood, skip: [SIDE.back] })
    ;['murex', 'weld', 'olive', 'madder'].forEach((name, i) => {
      const x = -0.48 + i * 0.32
      builder.disc(x, 0, 0.05, 0.018, 0.018, 6, paint('#B8893B'))
      if (i === 2) {
        const fall = [
          [0.02, 0.05],
          [-0.3, 0.09],
          [-0.62, 0.1],
        ].map(([y, half]) => [point(x - half, y, 0.04), point(x + half, y, 0.07)])
        builder.grid(fall, { color: dye(name), layer: LAYER[name], uv: (r, j) => [j, r * 2] })
        return
      }
      builder.loft(
        [
          [-0.5, 0.12, 0.06],
          [-0.44, 0.15, 0.08],
          [-0.2, 0.14, 0.07],
          [-0.12, 0.1, 0.05],
          [0, 0.02, 0.02],
        ].map(([y, rx, rz]) => ({ at: [x, y, 0.08], rx, rz, pow: 2.6 })),
        { segs: 8, color: dye(name), layer: LAYER[name] },
      )
    })
  })
}

/** Behind the speaker: the blackboard that the class sees. */
function board({ builder, theme }) {
  builder.at(placed(0, 1.55, 2.36, Math.PI), () => {
    builder.box(0, 0, 0, 3.3, 1.5, 0.04, paint(theme.wood), { layer: LAYER.wood, skip: [SIDE.back] })
    builder.box(0, 0, 0.02, 3.14, 1.34, 0.016, paint('#24383A'), { skip: [SIDE.back] })
    braid(builder, (share, y, z) => point(lerp(-1.2, 1.2, share), 0.2 + y, 0.036 + z), {
      steps: 48,
      length: Math.PI * 4,
      swing: 0.2,
      width: 0.04,
    })
    for (const [x, y, long] of [
      [-0.7, -0.3, 0.9],
      [-0.85, -0.42, 0.6],
      [0.8, -0.36, 0.7],
    ]) {
      builder.box(x, y, 0.0295, long, 0.018, 0.001, paint(SHEET), { skip: ONLY_FRONT })
    }
    builder.box(0, -0.72, 0.06, 3.1, 0.03, 0.1, paint(theme.wood))
  })
  paneLight(
    builder,
    theme,
    (u, v) => {
      const z = lerp(-0.2, -1.3, u)
      return point(-HALF + lerp(0.5, 1.5, v), FLOOR + 0.004, z - v * 0.25)
    },
    { layer: LAYER.wood, color: mix(theme.floor, '#FFF1D6', 0.5) },
  )
}
