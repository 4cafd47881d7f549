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

/**
 * The seatings of a recording: [{first, seats, isOwn}], that of the place (`seats`), then those of floors that were found in the
 * speaker's own room. `first` is the number of each one's first seat.
 */
export function seatings(timeline, seats) {
  const own = timeline.of('seated').filter(({ value }) => value.seats).map(({ value }) => ({
    first: value.first, isOwn: true,
    seats: value.seats.map(([x, y, z, face, step], id) => ({ id, row: 0, pos: [x, y, z], face, step, isSitting: true })),
  }))
  return [{ first: 0, isOwn: false, seats }, ...own]
}

/** Gives seat -> key: of each seating on its own, in the words of the first. */
export function sidesOfAll(all) {
  const isFew = all[0].seats.length <= FEW
  const sides = all.map(({ seats }) => (isFew ? seat => `seat-${seat}` : sidesOf(seats, 0)))
  return seat => {
    const n = all.findLastIndex(({ first }) => seat >= first)
    const { first, seats } = all[Math.max(0, n)]
    return n < 0 || seat >= first + seats.length ? 'elsewhere' : sides[n](seat - first)
  }
}

/** Gives seat -> key: `seat-0` and so on for a few people, else left, middle, right; `elsewhere` for none. */
export function sidesOf(seats, few = FEW) {
  const { sides } = new HeadDirection(seats.map(({ pos: [x, , z] }) => ({ x, z })))
  return seat => (seat < 0 || seat >= seats.length ? 'elsewhere' : seats.length <= few ? `seat-${seat}` : sides[seat])
}

/** The keys of a legend, in its order. */
export const keysOf = seats => [...(seats.length <= FEW ? seats.map((_, i) => `seat-${i}`) : SIDES), 'elsewhere']
