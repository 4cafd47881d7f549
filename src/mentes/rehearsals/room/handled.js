// Things to handle, drawn in the room: they lie within reach, and each that is taken goes to its place. What is handled, and in which
// order, is the conversation's; here it is only shown and pointed at.
import { Group, Matrix4, Mesh, Vector3 } from 'three'
import { LAYER } from './draw/cloth.js'
import { Builder, paint, placed, SIDE } from './draw/mesh.js'
import { TURN } from './draw/numbers.js'
import { SHEET, SIX_DYES } from './draw/palette.js'
import { alongWay, arrange, BOARD, meant, move, OWN_TABLE } from './handling.js'
import { dye } from './places/parts.js'
import { jar } from './places/props.js'

const TAP = 8 // pixels: a finger that moved farther has turned the head
// What is pointed at lies above the foot of a thing.
const MIDDLE = { jar: 0.12, coin: 0, note: 0, card: 0, marker: 0 }

export class Handled {
  /** `take(i)` is called when thing i was tapped, or a controller or a hand chose it; it answers by `follow`. */
  constructor({ surface, take }) {
    Object.assign(this, { surface, take, group: new Group(), spots: [], done: [], shares: new Float64Array(0), things: [], key: '', wish: -1 })
    this.at = [0, 0, 0]
    this.from = new Vector3()
    this.along = new Vector3()
    this.back = new Matrix4()
    this.down = event => ([this.x, this.y] = [event.clientX, event.clientY])
    this.up = event => this.tapped(event)
    surface.addEventListener('pointerdown', this.down)
    surface.addEventListener('pointerup', this.up)
  }

  /** A room was furnished, or another one; `own` {at: [x, y, z], face} where one stands in a room of one's own, which has no furniture. */
  furnish({ room, camera, isStill, own = null }) {
    if (this.room) this.room.remove(this)
    Object.assign(this, { room, camera, isStill, hasPlace: !own })
    this.group.position.set(...(own?.at ?? [0, 0, 0]))
    this.group.rotation.y = own?.face ?? 0
    this.group.updateMatrixWorld()
    this.back.copy(this.group.matrixWorld).invert()
    room.add(this)
  }

  /** `handle` {thing, task, n} of the step or null, `things` of the scenario, `n` handled so far. */
  follow({ step, handle, things, n }) {
    const key = handle ? `${step} ${this.hasPlace}` : ''
    // What was laid out stays until other things come: it lies on the counter while one talks about it.
    if (handle && (key !== this.key || !this.things.length)) {
      this.clear()
      this.key = key
      this.lay(handle, things[handle.thing].kind)
    }
    if (!handle) return
    for (let count = this.done.filter(Boolean).length; count < Math.min(n, this.spots.length); count++) {
      const isOpen = this.wish >= 0 && !this.done[this.wish]
      this.done[isOpen ? this.wish : this.done.indexOf(false)] = true
      this.wish = -1
    }
  }

  lay({ task, n }, kind) {
    const { on, spots } = arrange({ place: this.room.name, kind, task, n, hasPlace: this.hasPlace })
    Object.assign(this, { kind, isMarking: on === 'board', spots, done: spots.map(() => false), shares: new Float64Array(spots.length) })
    const builder = new Builder()
    if (on === 'table') smallTable(builder, this.room.theme)
    if (on === 'board') board(builder, this.room.theme, spots)
    if (on !== 'place') this.put(builder)
    this.things = spots.map((spot, i) => {
      const one = new Builder()
      MAKES[kind](one, i)
      const mesh = this.put(one)
      mesh.rotation.y = spot.face
      return mesh
    })
    this.place()
  }

  put(builder) {
    const mesh = new Mesh(builder.build(), this.room.stillMaterial)
    this.group.add(mesh)
    return mesh
  }

  place() {
    for (let i = 0; i < this.things.length; i++) {
      const mesh = this.things[i]
      alongWay(this.spots[i], this.shares[i], this.at)
      mesh.position.set(this.at[0], this.at[1], this.at[2])
      if (this.isMarking) mesh.scale.setScalar(Math.max(0.001, this.shares[i]))
    }
  }

  /** The thing that a line from the eye or a hand means, or -1. */
  meant(from, along) {
    return meant(this.spots, i => this.done[i], from, along, MIDDLE[this.kind] ?? 0)
  }

  /** Chooses what `matrix`, a controller's or hand's ray, points at; gives whether there was something. */
  choose(matrix) {
    this.from.set(matrix[12], matrix[13], matrix[14])
    this.along.set(-matrix[8], -matrix[9], -matrix[10]).normalize()
    return this.chosen()
  }

  /** What the line from `from` along `along` means, in the room. */
  chosen() {
    const i = this.meant(this.from.applyMatrix4(this.back), this.along.transformDirection(this.back))
    if (i < 0) return false
    this.wish = i
    this.take(i)
    this.wish = -1
    return true
  }

  tapped(event) {
    if (!this.camera || Math.hypot(event.clientX - this.x, event.clientY - this.y) > TAP) return
    const { left, top, width, height } = this.surface.getBoundingClientRect()
    const [x, y] = [(2 * (event.clientX - left)) / width - 1, 1 - (2 * (event.clientY - top)) / height]
    this.from.setFromMatrixPosition(this.camera.matrixWorld)
    this.along.set(x, y, 0.5).unproject(this.camera).sub(this.from).normalize()
    this.chosen()
  }

  update(t, seconds) {
    if (move(this.shares, this.done, this.isStill ? 60 : seconds)) this.place()
  }

  clear() {
    for (const mesh of this.group.children) mesh.geometry.dispose()
    this.group.clear()
    Object.assign(this, { spots: [], done: [], shares: new Float64Array(0), things: [], key: '', wish: -1 })
  }

  /** Called by the room when it goes; the listeners stay for the next one. */
  stop() {
    this.clear()
    this.group.removeFromParent()
  }

  leave() {
    this.stop()
    this.surface.removeEventListener('pointerdown', this.down)
    this.surface.removeEventListener('pointerup', this.up)
  }
}

const MAKES = {
  jar: (builder, i) => jar(builder, 0, 0, 0, 0.22 + 0.02 * (i % 3), 0.145, i % 5, 12),
  coin: (builder, i) => round(builder, 0.027, 0.006, i % 3 ? '#C99A3F' : '#B98A6A'),
  note: builder => flat(builder, 0.15, 0.072, '#9FB59A'),
  card: builder => flat(builder, 0.095, 0.065, SHEET),
  marker: (builder, i) => builder.disc(0, 0, 0.004, 0.05, 0.05, 20, dye(SIX_DYES[i % 6])),
}

function round(builder, radius, height, color) {
  const ring = (y, size, ao) => ({ at: [0, y, 0], rx: radius * size, rz: radius * size, ao })
  builder.loft([ring(0, 0.96, 0.6), ring(0.001, 1, 0.75), ring(height, 1, 1), ring(height + 0.0015, 0.9, 1)], { segs: 16, color: paint(color) })
}

function flat(builder, width, depth, color) {
  builder.box(0, 0.003, 0, width, 0.004, depth, paint(color), { skip: [SIDE.bottom] })
  builder.box(0, 0.0055, 0, width * 0.5, 0.001, depth * 0.18, dye('olive'), { skip: [SIDE.bottom] })
}

/** Where the place has no top: a narrow table with a runner. */
function smallTable(builder, theme) {
  const { y, z, width, depth } = OWN_TABLE
  const wood = paint(theme.wood)
  builder.box(0, y - 0.02, z, width, 0.04, depth, wood, { layer: LAYER.wood, uvScale: 0.6 })
  builder.box(0, y + 0.0005, z, width * 0.7, 0.003, depth + 0.01, paint('#E6D0A0'), { layer: LAYER.madder, skip: [SIDE.bottom] })
  for (const x of [-1, 1]) {
    for (const side of [-1, 1]) {
      builder.box(x * (width / 2 - 0.06), (y - 0.04) / 2, z + side * (depth / 2 - 0.06), 0.05, y - 0.04, 0.05, wood, { layer: LAYER.wood, ao: (a, b) => 0.5 + 0.5 * b })
    }
  }
}

/** An easel with a sheet; a ring waits for each mark, and a thread leads from one to the next. */
function board(builder, theme, spots) {
  const { at, face, width, height } = BOARD
  builder.at(placed(at[0], at[1], at[2], face), () => {
    builder.box(0, 0, -0.03, width + 0.06, height + 0.06, 0.03, paint(theme.wood), { layer: LAYER.wood })
    builder.box(0, 0, -0.012, width, height, 0.006, paint(theme.isNight ? '#D8CCC8' : SHEET), { skip: [SIDE.back], unlit: theme.isNight ? 0.3 : 0.6 })
    for (const x of [-0.36, 0.36]) builder.box(x, -at[1] / 2 - height / 4, -0.06, 0.045, at[1] - height / 2 + 0.3, 0.04, paint(theme.woodDark), { layer: LAYER.wood })
    builder.box(0, height * 0.36, -0.0085, width * 0.6, 0.02, 0.001, paint('#465860'), { skip: [SIDE.back] })
  })
  const turned = ([x, y, z], back = 0) => [x - back * Math.sin(face), y, z - back * Math.cos(face)]
  spots.forEach(({ to }, i) => {
    const points = Array.from({ length: 21 }, (_, k) => {
      const angle = (k / 20) * TURN
      const [dx, dy] = [0.056 * Math.sin(angle), 0.056 * Math.cos(angle)]
      return { at: [to[0] + dx * Math.cos(face), to[1] + dy, to[2] - dx * Math.sin(face)], rx: 0.004 }
    })
    builder.tube(points, { segs: 4, color: dye('walnut'), ref: [Math.sin(face), 0, Math.cos(face)] })
    if (i) builder.tube([{ at: turned(spots[i - 1].to, 0.012), rx: 0.004 }, { at: turned(to, 0.012), rx: 0.004 }], { segs: 4, color: dye('madder') })
  })
}
