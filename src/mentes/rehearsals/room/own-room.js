// In augmented reality somebody's own room is the place: a spot of the floor is pointed at, and the audience sits there. Whoever
// watches only sees the people of the place round their own seat, on stools, and no walls.
import { ring, stools } from './here.js'
import { seatsOnFloor } from './layout.js'

export class OwnRoom {
  constructor(viewing) {
    Object.assign(this, { viewing, ring: null, isHere: false, isPlacing: false, from: undefined, face: 0 })
  }

  enter() {
    const { hooks, isWatching, line, room, words } = this.viewing
    this.isHere = true
    room.showPlace(false)
    if (isWatching) {
      this.seat(room.seats.filter(one => one.isSitting).map(one => ({ ...one, step: Math.max(0, one.pos[1]) })))
      return
    }
    hooks.leaving()
    room.remove(this.viewing.audience)
    this.ring = ring()
    room.scene.add(this.ring)
    this.isPlacing = true
    line.show(words.floor)
  }

  showSpot() {
    const { session } = this.viewing
    this.ring.visible = session.hasHit
    this.ring.position.copy(session.spot)
    this.ring.position.y += 0.01
  }

  /** The audience takes its seats on the floor that was found; who finds no place stays away. */
  place() {
    const { viewing } = this
    const { line, room, root, session, setting, words } = viewing
    if (!session.hasHit) return
    const found = session.floor()
    const { seats } = seatsOnFloor(setting.people, found)
    if (!seats.length) {
      line.show(words['too-small'])
      return
    }
    this.isPlacing = false
    this.ring.visible = false
    this.seat(seats)
    const { at, face } = found.speaker
    this.from = { x: at[0], y: found.y, z: at[1] }
    this.face = face
    viewing.seat(seats, { eye: [at[0], viewing.looking.eye, at[1]] })
    root.dataset.seated = seats.length
    line.show(words.trigger)
  }

  seat(seats) {
    const { room } = this.viewing
    room.add({ ...stools(seats, room), update() {} })
  }

  /** The stools go with the room, which is to be furnished anew. */
  leave() {
    this.ring?.removeFromParent()
    this.ring?.geometry.dispose()
    this.ring?.material.dispose()
    Object.assign(this, { ring: null, isHere: false, isPlacing: false, from: undefined, face: 0 })
  }
}
