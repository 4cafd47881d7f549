// Where mentors and peers may be: as the place has them, and in a hall also behind its last row, with everybody in sight. Pure.

const BEHIND = { radius: 0.7, up: 0.2, aside: 0.37 } // metres, radians: beside the slides, and over the heads

/** Two places behind the last row of a hall: [{pos, face}]. */
function backOf(seats) {
  const last = seats.reduce((far, seat) => (seat.row > far.row ? seat : far))
  const angle = seats.reduce((sum, { pos }) => sum + Math.atan2(pos[0], -pos[2]), 0) / seats.length
  const radius = Math.hypot(last.pos[0], last.pos[2]) + BEHIND.radius
  return [BEHIND.aside, -BEHIND.aside].map(aside => {
    const at = angle + aside
    return { pos: [radius * Math.sin(at), last.pos[1] + BEHIND.up, -radius * Math.cos(at)], face: -at }
  })
}

/** [{pos, face}] of a RoomScene, the best first. */
export const spotsOf = ({ name, seats, mentorSpots }) => (name === 'stage' ? [...backOf(seats), ...mentorSpots] : mentorSpots)
