// Whom the pictures of room_views.js show: the audience, and a mentor where there is one to show.
import { Audience } from '../../src/mentes/rehearsals/room/audience.js'

export function people(room, { seed, mood }) {
  const slide = room.place.slide?.mesh.position.toArray()
  const eye = [0, room.camera.eye ?? 1.65, 0]
  return room.add(new Audience(room.seats, { seed, mood, material: room.material, eye, ...(slide && { slide }) }))
}
