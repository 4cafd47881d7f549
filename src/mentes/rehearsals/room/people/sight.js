// Who hides whom, seen from the stage. Pure geometry: heads are balls.

export const EYES = [1.65, 1.2] // metres: a speaker standing, and sitting

/** How an eye at [x, y, z] sees a ball {x, y, z, radius}: direction, distance, and half the angle it fills. */
export function seen(eye, { x, y, z, radius }) {
  const [dx, dy, dz] = [x - eye[0], y - eye[1], z - eye[2]]
  const away = Math.sqrt(dx * dx + dy * dy + dz * dz)
  const sine = Math.min(1, radius / away)
  return { x: dx / away, y: dy / away, z: dz / away, away, sine, cosine: Math.sqrt(1 - sine * sine) }
}

const cosineBetween = (a, b) => a.x * b.x + a.y * b.y + a.z * b.z

/** Whether, of two balls as they are seen, `near` touches `behind` and is the nearer one. */
export const hides = (near, behind) =>
  near.away < behind.away &&
  // The cosine of the sum of the two half angles.
  cosineBetween(near, behind) > near.cosine * behind.cosine - near.sine * behind.sine

const BESIDE = Math.cos(0.45) // people farther apart than that, in radians, never meet, whatever they do

/**
 * For each person, which gestures cover nobody's face: rows of booleans. `spots[i][g]` {balls: [ball], face: ball} is
 * what person i fills in gesture g: head, raised hands; and the face that shall be seen. A gesture is given up when a
 * ball of it covers a face of somebody in a gesture that they keep; those of `always` (indices) are kept whatever they
 * do.
 */
export function clearGestures(spots, always, eyes = EYES.map(y => [0, y, 0])) {
  const kept = spots.map(of => of.map(() => true))
  const views = eyes.map(eye =>
    spots.map(of =>
      of.map(({ balls, face }) => ({ balls: balls.map(ball => seen(eye, ball)), face: seen(eye, face) })),
    ),
  )
  const covers = (i, g, k, h) => views.some(view => view[i][g].balls.some(ball => hides(ball, view[k][h].face)))
  const meets = (i, k) => i !== k && cosineBetween(views[0][i][0].face, views[0][k][0].face) > BESIDE
  for (let i = 0; i < spots.length; i++) {
    const others = spots.map((_, k) => k).filter(k => meets(i, k))
    for (let g = 0; g < spots[i].length; g++) {
      if (always.includes(g)) continue
      kept[i][g] = !others.some(k => spots[k].some((_, h) => kept[k][h] && covers(i, g, k, h)))
    }
  }
  return kept
}
