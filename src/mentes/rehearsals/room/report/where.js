// Seats of a place without drawing it: what the head was turned to, as the few names of a legend. Pure.
import { HeadDirection, SIDES } from '../head.js'
import { callSeats, classroom, deskSeats, marketSeats, MOST_PEOPLE, stageSeats, tableSeats } from '../layout.js'

const SEATS = { stage: stageSeats, classroom: n => classroom(n).seats, table: tableSeats, wall: callSeats, market: marketSeats, desk: deskSeats }
export const FEW = 3 // so many are told one by one

/** The seats of a place for `n` people, as places/index.js fits them. */
export function seatsOf(place, n) {
  const name = Object.hasOwn(SEATS, place) ? place : 'stage'
  return SEATS[name](Math.max(1, Math.min(MOST_PEOPLE[name], Math.round(n) || 1)))
}

/** Gives seat -> key: `seat-0` and so on for a few people, else left, middle, right; `elsewhere` for none. */
export function sidesOf(seats) {
  const { sides } = new HeadDirection(seats.map(({ pos: [x, , z] }) => ({ x, z })))
  return seat => (seat < 0 || seat >= seats.length ? 'elsewhere' : seats.length <= FEW ? `seat-${seat}` : sides[seat])
}

/** The keys of a legend, in its order. */
export const keysOf = seats => [...(seats.length <= FEW ? seats.map((_, i) => `seat-${i}`) : SIDES), 'elsewhere']
