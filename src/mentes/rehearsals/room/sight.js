// Who hides whom, seen by whoever speaks from the origin. Pure.

/**
 * A sitting person, above the floor: top of the hair, chin, half widths. `sway` is how far a head goes sideways in what
 * people do by themselves, `lean` in the farthest gesture of all, the whisper. A raised hand reaches `handTop` and
 * stays within `handSide` of the middle.
 */
export const BODY = {
  crown: 1.39,
  chin: 1.09,
  hairHalf: 0.135,
  faceHalf: 0.085,
  sway: 0.04,
  lean: 0.12,
  handTop: 1.53,
  handSide: 0.155,
  handHalf: 0.045,
}
/** Heights of the eyes that every face is seen from: standing, and sitting or in a wheelchair. */
export const EYES = [1.65, 1.2]

/** Whether the head at `front`, anywhere within `sway`, touches the face at `back`, seen from an eye at `height`. */
export function covers(front, back, height, sway = BODY.sway) {
  const near = seen(front, height)
  const far = seen(back, height)
  if (near.distance >= far.distance) return false
  const apart = Math.abs(angleBetween(near.angle, far.angle))
  const sideways = (BODY.hairHalf + sway) / near.distance + BODY.faceHalf / far.distance
  return apart < sideways && near.crown > far.chin
}

/** Whether a hand that `front` raises, on either side, touches the face at `back`. */
export function handCovers(front, back, height) {
  const near = seen(front, height)
  const far = seen(back, height)
  if (near.distance >= far.distance) return false
  const top = Math.atan2(front.pos[1] + BODY.handTop - height, near.distance)
  if (top <= far.chin) return false
  const apart = angleBetween(near.angle, far.angle)
  const reach = BODY.handHalf / near.distance + BODY.faceHalf / far.distance
  return [-1, 1].some(side => Math.abs(apart + (side * BODY.handSide) / near.distance) < reach)
}

function seen({ pos, isSitting }, height) {
  const [x, floor, z] = pos
  const distance = Math.hypot(x, z)
  const standing = isSitting ? 0 : 0.4
  return {
    distance,
    angle: Math.atan2(x, -z),
    crown: Math.atan2(floor + standing + BODY.crown - height, distance),
    chin: Math.atan2(floor + standing + BODY.chin - height, distance),
  }
}

const angleBetween = (a, b) => Math.atan2(Math.sin(a - b), Math.cos(a - b))

/** Pairs [nearer id, farther id] where `touches` (covers, handCovers) says that a face is hidden. */
export function hidden(seats, height, touches = covers, ...rest) {
  return seats.flatMap(back =>
    seats.filter(front => touches(front, back, height, ...rest)).map(front => [front.id, back.id]),
  )
}
