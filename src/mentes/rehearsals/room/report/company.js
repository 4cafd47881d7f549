// Whoever sat before the speaker in a recording: in the place, or on a floor that was found in a room of which nothing else is known.
import { CircleGeometry, Mesh, MeshBasicMaterial } from 'three'
import { Audience } from '../audience.js'
import { stools } from '../here.js'
import { Past } from './past.js'

const FLOOR = 4.5 // metres: a round floor, for people do not sit on air

export class Company {
  /** `scene` a RoomScene, `seating` {first, seats, isOwn} (where.js), `setting` {seed, mood}, `facts`, `eye` metres of the speaker. */
  constructor({ scene, seating, setting: { seed, mood }, facts, isStill, eye }) {
    Object.assign(this, { scene, seating })
    const slide = scene.place.slide?.mesh.position.toArray()
    const options = { seed, mood, isStill, material: scene.material, eye: [0, eye, 0] }
    this.audience = scene.add(new Audience(seating.seats, slide && !seating.isOwn ? { ...options, slide } : options))
    const turned = facts.turned.map(one => ({ ...one, seat: this.has(one.seat) ? one.chair : -1 }))
    this.past = new Past(this.audience.behaviour, { ...facts, turned })
    if (seating.isOwn) this.furnish()
  }

  has(seat) {
    const { first, seats } = this.seating
    return seat >= first && seat < first + seats.length
  }

  furnish() {
    const { scene } = this
    this.stools = scene.add({ ...stools(this.seating.seats, scene), update() {} })
    const floor = new Mesh(new CircleGeometry(FLOOR, 48), new MeshBasicMaterial({ color: scene.theme.floor }))
    floor.rotation.x = -Math.PI / 2
    floor.position.set(0, -0.002, -2)
    this.stools.group.add(floor)
  }

  show(isShown) {
    this.audience.group.visible = isShown
    if (!this.seating.isOwn) return
    this.stools.group.visible = isShown
    this.scene.showWalls(!isShown)
  }
}
