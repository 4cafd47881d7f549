// The stage: a round hall with rows of benches, arched windows onto the harbour, cloth hung over all of it, a sheet for
// slides above the last row. The hall grows with the people in it; for 24 it is the one that was drawn.
import { Group } from 'three'
import { LAYER } from '../draw/cloth.js'
import { Builder, mix, paint, placed } from '../draw/mesh.js'
import { clamp, DEGREE, lerp, smooth } from '../draw/numbers.js'
import { SIX_DYES } from '../draw/palette.js'
import { hall, stageSeats } from '../layout.js'
import { arc, contactShadows, dye, keepOpen, polar, slideSheet } from './parts.js'
import { lantern, tree } from './props.js'
import { harbourWindow } from './windows.js'

const PIT = -0.34 // the floor of the front row, metres below the speaker's
const REACH = 62 * DEGREE // how far round the tiers go
const ALL_ROUND = [-Math.PI, Math.PI]
const EDGES = ['', 'weld', 'olive', 'murex', 'woad', 'madder'] // of the tiers, from the second row on
const CUSHIONS = ['walnut', 'madder', 'woad', 'olive', 'murex', 'weld']

export function stage(theme, { n = 24, seed = 0 } = {}) {
  const builder = new Builder()
  const { rows, middle, pitch, wall } = hall(n)
  const seats = keepOpen(stageSeats(n), seed)
  const reach = Math.max(REACH, (Math.max(...rows.map(row => row.count)) / 2 + 0.5) * pitch + 5 * DEGREE)
  const top = 4.7 + (rows[rows.length - 1].floor > 0.5 ? rows[rows.length - 1].floor - 0.5 : 0)
  const room = { builder, theme, rows, middle, pitch, wall, reach, top, lift: top - 4.7 }
  speakersFloor(room)
  tiers(room)
  benches(room, seats)
  walls(room)
  velum(room)
  const shadows = seats.map(seat => {
    const foot = polar(rows[seat.row].radius - 0.42, seat.pos[1] + 0.004, seat.angle)
    return { x: foot.x, y: foot.y, z: foot.z, rx: 0.3, rz: 0.26, strength: 0.42, turn: seat.face }
  })
  shadows.push(...trees(room))
  const group = new Group()
  const slide = slideWall(room)
  group.add(slide.mesh)
  const mentorSpots = standing(room)
  for (const {
    pos: [x, y, z],
  } of mentorSpots)
    shadows.push({ x, y: y + 0.006, z, rx: 0.42, rz: 0.36, strength: 0.55 })
  return {
    builder,
    group,
    seats,
    contacts: contactShadows(shadows),
    mentorSpots,
    slide,
    key: [0.35, 0.75, 0.62],
    lamps: theme.isNight ? LAMPS : [],
    camera: { fov: rows.length > 4 ? 60 : 55, pitch: -4.5, yaw: 0, tallFov: 66, tallYaw: 4.5 },
  }
}

const LAMPS = [
  { at: [-2.4, 2.7, -4], color: '#F2CFA8', strength: 1.35 },
  { at: [2.2, 2.7, -4], color: '#F2CFA8', strength: 1.35 },
  { at: [0, 3.2, -0.6], color: '#F4D8B6', strength: 1.5 },
]

/** To the right of the front row, to its left, and at the back of the pit: where mentors and peers may stand. */
function standing({ rows, middle, pitch }) {
  const beside = Math.max(...rows.map(row => row.count / 2)) * pitch
  const right = Math.max(35.5 * DEGREE, middle + beside + 1.5 * DEGREE)
  const left = Math.min(-44 * DEGREE, middle - beside - 5 * DEGREE)
  return [
    [right, 3.2],
    [left, 3.2],
    [right + 14 * DEGREE, 2.7],
    [left - 14 * DEGREE, 2.7],
    [right + 30 * DEGREE, 2.6],
  ].map(([angle, radius]) => ({ pos: polar(radius, PIT, angle).toArray(), face: -angle }))
}

function speakersFloor({ builder, theme, wall }) {
  const [wood, floor, dark] = [theme.wood, theme.floor, theme.woodDark]
  const pit = [
    [2.0, PIT - 0.012],
    [2.5, PIT - 0.012],
    [wall, PIT - 0.012],
  ]
  arc(builder, pit, ...ALL_ROUND, 32, (p, i) => mix(floor, dark, i ? 0.12 : 0.45), { layer: LAYER.wood, flip: true })
  const platform = [
    [0, 0],
    [1.2, 0],
    [1.95, 0],
    [2.0, -0.02],
    [2.0, PIT],
  ]
  arc(builder, platform, ...ALL_ROUND, 36, [mix(wood, floor, 0.5), mix(wood, floor, 0.4), dye('madder'), paint(dark)], {
    layer: [LAYER.wood, LAYER.wood, -1, LAYER.wood],
    ao: [1, 1, 1, 0.9, 0.5],
    flip: true,
  })
  // Three threads woven round the platform.
  for (const [from, to, name] of [
    [1.45, 1.5, 'madder'],
    [1.3, 1.42, 'woad'],
    [1.2, 1.26, 'weld'],
  ]) {
    arc(
      builder,
      [
        [from, 0.006],
        [to, 0.006],
      ],
      ...ALL_ROUND,
      30,
      dye(name),
      { layer: LAYER[name], flip: true },
    )
  }
}

function tiers({ builder, theme, rows, reach, wall }) {
  rows.forEach(({ radius, floor }, k) => {
    const front = radius - 0.5
    const back = k < rows.length - 1 ? rows[k + 1].radius - 0.5 : wall
    if (k) {
      const edge = dye(EDGES[k])
      const riser = [
        [front, rows[k - 1].floor],
        [front, floor - 0.03],
        [front, floor],
        [front + 0.05, floor],
      ]
      arc(builder, riser, -reach, reach, 22, [mix(theme.woodDark, theme.wood, 0.35), edge, edge], {
        layer: [LAYER.wood, -1, -1],
        ao: [0.55, 0.95, 1, 1],
        flip: true,
      })
    }
    const tread = [
      [front + (k ? 0.05 : 0), floor],
      [radius - 0.1, floor],
      [back, floor],
    ]
    arc(builder, tread, -reach, reach, 22, mix(theme.floor, theme.wood, 0.3), {
      layer: LAYER.wood,
      ao: [0.95, 0.62, 0.5],
      flip: true,
    })
  })
}

/** One bench under the seats of each row; the place that is kept clear has none. */
function benches({ builder, theme, rows, pitch }, seats) {
  const [wood, dark] = [paint(theme.wood), paint(theme.woodDark)]
  rows.forEach(({ radius, floor }, k) => {
    const sitting = seats.filter(seat => seat.row === k && !seat.isOpen)
    if (!sitting.length) return
    const from = sitting[0].angle - pitch / 2
    const to = sitting[sitting.length - 1].angle + pitch / 2
    const [front, back] = [radius - 0.2, radius + 0.22]
    const segs = Math.max(4, Math.round(((to - from) / pitch) * 2.6))
    const seat = [
      [front, 0.02],
      [front, 0.33],
      [front - 0.02, 0.34],
      [front - 0.02, 0.395],
      [front, 0.405],
      [back, 0.405],
    ]
    arc(
      builder,
      seat.map(([r, y]) => [r, floor + y]),
      from,
      to,
      segs,
      [dark, wood, wood, wood, dye(CUSHIONS[k])],
      { layer: [LAYER.wood, -1, LAYER.wood, -1, LAYER.walnut], ao: [0.4, 0.55, 0.95, 1, 0.9, 0.55], flip: true },
    )
    const rest = [
      [back, floor + 0.4],
      [back + 0.05, floor + 0.74],
      [back + 0.09, floor + 0.75],
    ]
    arc(builder, rest, from, to, segs, wood, { layer: LAYER.wood, ao: [0.5, 1, 1], flip: true })
    for (const end of [from, to]) {
      const at = (r, y) => polar(r, floor + y, end)
      builder.grid(
        [
          [at(front, 0.02), at(front, 0.405)],
          [at(back, 0.02), at(back, 0.405)],
        ],
        { color: wood, layer: LAYER.wood, ao: 0.8 },
      )
      builder.grid(
        [
          [at(back, 0.02), at(back + 0.05, 0.74)],
          [at(back + 0.09, 0.02), at(back + 0.09, 0.75)],
        ],
        { color: wood, ao: 0.85 },
      )
    }
  })
}

/** Lighter round the windows, darker low, with the six dyes as threads below a moulding. */
function walls({ builder, theme, wall, top, lift }) {
  const color = y =>
    mix(theme.wallLow, theme.wall, smooth(0.2, 2.6, y)).lerp(paint(theme.frame), 0.35 * smooth(2.6, 4.2, y))
  const heights = [-0.4, 0.5, 1.55, 2.4, 3.6, top].map(y => [wall, y])
  arc(builder, heights, ...ALL_ROUND, 36, p => color(p.y), {
    layer: LAYER.wall,
    ao: p => lerp(0.62, 1, smooth(-0.2, 1.9, p.y)),
  })
  const moulding = [
    [wall - 0.04, 1.6],
    [wall - 0.1, 1.62],
    [wall - 0.1, 1.68],
    [wall - 0.04, 1.7],
  ]
  arc(
    builder,
    moulding.map(([r, y]) => [r, y + lift]),
    -Math.PI / 2,
    Math.PI / 2,
    22,
    paint(theme.frame),
    { ao: [0.7, 0.9, 1, 1] },
  )
  SIX_DYES.forEach((name, k) => {
    const y = 1.555 + lift - k * 0.036
    arc(
      builder,
      [
        [wall - 0.04, y],
        [wall - 0.04, y - 0.025],
      ],
      -80 * DEGREE,
      80 * DEGREE,
      16,
      dye(name),
      { layer: LAYER[name] },
    )
  })
  ;[-58, -40.5, -24, 15, 31.5, 49].forEach((degrees, i) => {
    const angle = degrees * DEGREE
    const at = polar(wall - 0.08, 1.95 + lift, angle)
    builder.at(placed(at.x, at.y, at.z, -angle), () =>
      harbourWindow(builder, theme, 1.28, 2.15, i + 3, { sun: { 1: -0.1, 5: 0.12 }[i] ?? false }),
    )
  })
}

/** Cloth hung over the room in place of a ceiling, and lanterns under it. */
function velum({ builder, theme, wall, lift }) {
  const scale = wall / 7.7
  const profile = [
    [7.68, 4.5],
    [6.6, 4.22],
    [5.4, 4.05],
    [4.0, 4.12],
    [2.2, 4.5],
    [0.7, 5],
  ]
  const strips = 18
  for (let i = 0; i < strips; i++) {
    const from = (-90 + i * 10) * DEGREE
    const points = profile.map(([radius, y]) =>
      Array.from({ length: 4 }, (_, j) => {
        const across = j / 3
        const sag = 0.22 * Math.sin(across * Math.PI) * Math.sin(clamp((radius - 0.7) / 7) * Math.PI)
        return polar(radius * scale, y + lift - sag, from + across * 10 * DEGREE)
      }),
    )
    builder.grid(points, {
      color: paint(i % 2 ? theme.velumA : theme.velumB),
      layer: LAYER.weld,
      unlit: theme.isNight ? 0.25 : 0.6,
      ao: row => [0.82, 0.95, 1, 1, 1, 0.9][row],
      uv: (row, j) => [j * 0.8, row * 4],
    })
  }
  for (const [degrees, radius, y] of [
    [-32.3, 5.6, 3.25],
    [-18.6, 6.6, 3.45],
    [9.6, 6.6, 3.45],
    [23.4, 5.6, 3.25],
  ]) {
    const at = polar(radius * scale, y + lift, degrees * DEGREE)
    lantern(builder, at.x, at.y, at.z, 0.3, theme, 4.3 + lift)
  }
}

/** Olive trees close the picture on both sides; gives their shadows. */
function trees({ builder, rows, middle, pitch }) {
  const beside = (Math.max(...rows.map(row => row.count)) / 2) * pitch + 9 * DEGREE
  const places = [
    [Math.min(-47 * DEGREE, middle - beside - 4 * DEGREE), rows[0].radius + 1, rows[1]?.floor ?? PIT, 1.25, 4, 'woad'],
    [
      Math.max(46 * DEGREE, middle + beside),
      rows[0].radius + 1.6,
      rows[2]?.floor ?? rows[1]?.floor ?? PIT,
      1.45,
      9,
      'madder',
    ],
  ]
  return places.map(([angle, radius, y, scale, seed, pot]) => {
    const { x, z } = polar(radius, y, angle)
    tree(builder, x, y, z, scale, seed, pot)
    return { x, y: y + 0.005, z, rx: 0.45, rz: 0.4, strength: 0.5 }
  })
}

/** A linen sheet on a rod, over the last row: never at the side, where speakers would turn away from people. */
function slideWall({ builder, theme, wall, middle, lift }) {
  const dark = paint(theme.woodDark)
  const at = polar(wall - 0.45, 2.98 + lift, middle)
  builder.at(placed(at.x, at.y, at.z, -middle), () => {
    const rod = (x, y, rx) => [
      { at: [-x, y, 0], rx },
      { at: [x, y, 0], rx },
    ]
    builder.tube(rod(1.72, 0.9, 0.028), { ref: [0, 1, 0], segs: 8, color: dark })
    builder.tube(rod(1.66, -0.92, 0.035), { ref: [0, 1, 0], segs: 8, color: dark })
    builder.box(0, 0, -0.012, 3.2, 1.82, 0.01, paint('#E9DCC8'))
    for (const side of [-1, 1]) {
      builder.box(side * 1.2, 1.3, 0, 0.012, 0.8, 0.012, dark)
      builder.disc(side * 1.74, 0.9, 0.03, 0.05, 0.05, 10, dye('weld'))
    }
  })
  const slide = slideSheet(3.1, 1.74, theme)
  slide.mesh.position.copy(at)
  slide.mesh.rotation.y = -middle
  slide.mesh.translateZ(0.006)
  return slide
}
