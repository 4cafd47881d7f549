// The floor and the walls of somebody's own room, from what a headset has found. Pure; metres, radians.

const SAME_LEVEL = 0.15 // metres between the spot looked at and the plane it lies on
const [LEAST, MOST] = [2.4, 5] // metres: sides of a floor that is only pointed at; the outer 0.2 m stay free
const BEYOND = 0.2

/**
 * `planes` [{orientation: 'horizontal' | 'vertical', corners: [[x, y, z], ...]}], `at` [x, z] the speaker, `spot`
 * [x, y, z] on the floor where they look. Gives what seatsOnFloor takes: {floor, walls, y, speaker: {at, face}}.
 *
 * Where no plane was found, the floor is a square from the speaker to the spot: nobody sits beyond what was pointed at.
 */
export function floorFrom({ planes, at, spot }) {
  const face = Math.atan2(-(spot[0] - at[0]), -(spot[2] - at[1]))
  const speaker = { at, face }
  const flat = corners => corners.map(([x, , z]) => [x, z])
  const level = corners => corners.reduce((sum, [, y]) => sum + y, 0) / corners.length
  const lying = planes.filter(({ orientation }) => orientation === 'horizontal')
  const own = lying.find(({ corners }) => Math.abs(level(corners) - spot[1]) < SAME_LEVEL && area(flat(corners)) >= 4)
  const walls = planes.filter(({ orientation }) => orientation === 'vertical').map(({ corners }) => longest(flat(corners)))
  if (own) return { floor: flat(own.corners), walls, y: level(own.corners), speaker }
  const far = Math.hypot(spot[0] - at[0], spot[2] - at[1]) + BEYOND
  const side = Math.max(LEAST, Math.min(MOST, far))
  const [sin, cos] = [Math.sin(face), Math.cos(face)]
  const corner = (x, z) => [at[0] + x * cos + z * sin, at[1] - x * sin + z * cos]
  const floor = [corner(-side / 2, BEYOND), corner(side / 2, BEYOND), corner(side / 2, -side), corner(-side / 2, -side)]
  return { floor, walls, y: spot[1], speaker }
}

function area(polygon) {
  const twice = polygon.reduce((sum, [x, z], i) => {
    const [nextX, nextZ] = polygon[(i + 1) % polygon.length]
    return sum + x * nextZ - nextX * z
  }, 0)
  return Math.abs(twice) / 2
}

/** A wall seen from above is as good as a line: the two corners that are farthest apart. */
function longest(points) {
  let best = [points[0], points[0]]
  let most = -1
  for (const a of points) {
    for (const b of points) {
      const apart = Math.hypot(a[0] - b[0], a[1] - b[1])
      if (apart > most) [most, best] = [apart, [a, b]]
    }
  }
  return best
}
