// The places by name. Each gives {builder, group, seats, contacts, mentorSpots, key, lamps, camera, slide?}: see
// README.md.
import { MOST_PEOPLE } from '../layout.js'
import { classroom } from './classroom.js'
import { desk } from './desk.js'
import { market } from './market.js'
import { stage } from './stage.js'
import { table } from './table.js'
import { wall } from './wall.js'

export const PLACES = { stage, market, desk, classroom, table, wall }

/** A place and a number of people as they will be: an unknown place is the stage, and nobody is without a seat. */
export function fitting(place, n) {
  const name = Object.hasOwn(PLACES, place) ? place : 'stage'
  return { name, n: Math.max(1, Math.min(MOST_PEOPLE[name], Math.round(n) || 1)) }
}
