// What people sit on in somebody's own room, where no place is drawn: a stool each, on a step from the third row on, and
// the ring that shows which spot of the floor is meant.
import { Group, Mesh, MeshBasicMaterial, RingGeometry } from 'three'
import { LAYER } from './draw/cloth.js'
import { Builder, mix, paint, placed, SIDE } from './draw/mesh.js'
import { contactShadows, dye } from './places/parts.js'

const DYES = ['woad', 'madder', 'olive', 'weld', 'murex', 'walnut']
const SEAT = 0.405 // metres: where a bench of the stage has it

/** {group, stop()}: stools under `seats` of seatsOnFloor. Metres, radians. */
export function stools(seats, { stillMaterial, theme }) {
  const builder = new Builder()
  seats.forEach(({ pos: [x, y, z], face, step = 0 }, i) => {
    const name = DYES[i % DYES.length]
    builder.at(placed(x, y, z, face), () => {
      builder.box(0, SEAT - 0.04, -0.02, 0.42, 0.08, 0.4, dye(name), { layer: LAYER[name], skip: [SIDE.bottom] })
      builder.box(0, (SEAT - 0.08) / 2, -0.02, 0.3, SEAT - 0.08, 0.3, paint(theme.wood), { layer: LAYER.wood, ao: 0.6, skip: [SIDE.top] })
      if (step) builder.box(0, -step / 2, 0.12, 0.52, step, 0.8, mix(theme.floor, theme.wood, 0.5), { layer: LAYER.wood, ao: 0.75 })
    })
  })
  const mesh = new Mesh(builder.build(), stillMaterial)
  const floor = ({ pos: [x, y, z], face, step = 0 }) => ({ x, y: y - step + 0.004, z, rx: 0.4, rz: 0.4, strength: 0.45, turn: face })
  const shadows = contactShadows(seats.map(floor))
  const group = new Group()
  group.add(mesh, shadows)
  return {
    group,
    stop() {
      mesh.geometry.dispose()
      shadows.geometry.dispose()
      shadows.material.dispose()
      group.removeFromParent()
    },
  }
}

/** The ring on the floor where one looks. */
export function ring() {
  const mesh = new Mesh(new RingGeometry(0.14, 0.18, 40), new MeshBasicMaterial({ color: '#AD4229' }))
  mesh.rotation.x = -Math.PI / 2
  mesh.visible = false
  return mesh
}
