// Who comes: the company cast by hand, or people from a seed, so that neighbours differ in silhouette first and dye
// second.
import { hash } from './life.js'
import { CLOTHS_ON_HEAD, person } from './person.js'

/** The hand-made company of seed 0, in the order of the stage's seats. */
const COMPANY = [
  {
    skin: 2,
    style: 'bob',
    hair: 'dark',
    cut: 'jacket',
    top: 'madder',
    second: 'linen',
    thing: '',
    hasGlasses: true,
    hasRobe: false,
    age: 41,
  },
  {
    skin: 6,
    style: 'afro',
    hair: 'black',
    cut: 'shirt',
    top: 'weld',
    thing: 'cup',
    age: 29,
    hasRobe: false,
    beard: '',
  },
  {
    skin: 4,
    style: 'scarf',
    cut: 'jumper',
    top: 'woad',
    second: 'rose',
    wrapDye: 'rose',
    thing: 'notebook',
    hasRobe: true,
    age: 34,
  },
  {
    skin: 0,
    style: 'balding',
    hair: 'white',
    cut: 'vneck',
    top: 'olive',
    thing: '',
    age: 72,
    beard: 'full',
    hasGlasses: true,
    hasRobe: false,
  },
  { skin: 5, style: 'braids', hair: 'black', cut: 'vneck', top: 'murex', thing: '', hasRobe: false, age: 27 },
  {
    skin: 7,
    style: 'crop',
    hair: 'black',
    cut: 'shawl',
    top: 'linen',
    second: 'olive',
    thing: '',
    age: 45,
    beard: 'short',
  },
  {
    skin: 3,
    style: 'turban',
    wrapDye: 'weld',
    hair: 'grey',
    cut: 'jacket',
    top: 'ink',
    second: 'sky',
    beard: 'full',
    thing: '',
    age: 60,
  },
  { skin: 1, style: 'long', hair: 'auburn', cut: 'jumper', top: 'sage', thing: '', age: 31, beard: '' },
  { skin: 5, style: 'curls', hair: 'dark', cut: 'shirt', top: 'sky', thing: 'notebook', age: 25, beard: 'short' },
  {
    skin: 6,
    style: 'wrap',
    wrapDye: 'madder',
    cut: 'shawl',
    top: 'weld',
    second: 'murex',
    thing: '',
    age: 52,
    hasEarrings: true,
  },
  {
    skin: 2,
    style: 'part',
    hair: 'brown',
    cut: 'jacket',
    top: 'walnut',
    second: 'linen',
    thing: '',
    age: 38,
    beard: '',
  },
  { skin: 4, style: 'bun', hair: 'grey', cut: 'shawl', top: 'murex', second: 'linen', thing: 'cup', age: 64 },
  { skin: 0, style: 'fringe', hair: 'straw', cut: 'vneck', top: 'woad', thing: 'phone', age: 22, beard: '' },
  { skin: 7, style: 'bald', hair: 'black', cut: 'jumper', top: 'madder', thing: '', beard: 'full', age: 36 },
  { skin: 3, style: 'scarf', wrapDye: 'murex', cut: 'jumper', top: 'linen', thing: 'notebook', age: 28 },
  {
    skin: 5,
    style: 'crop',
    hair: 'grey',
    cut: 'jacket',
    top: 'olive',
    second: 'linen',
    thing: '',
    hasGlasses: true,
    age: 58,
    beard: 'moustache',
  },
  { skin: 1, style: 'curls', hair: 'auburn', cut: 'shirt', top: 'rose', thing: 'phone', age: 33, beard: '' },
  { skin: 6, style: 'braids', hair: 'black', cut: 'vneck', top: 'weld', thing: '', age: 24 },
  { skin: 2, style: 'balding', hair: 'grey', cut: 'shirt', top: 'woad', thing: '', age: 57, beard: 'moustache' },
  { skin: 7, style: 'wrap', wrapDye: 'weld', cut: 'jumper', top: 'olive', thing: '', age: 47 },
  { skin: 3, style: 'part', hair: 'black', cut: 'jumper', top: 'murex', thing: 'notebook', age: 30, beard: '' },
  {
    skin: 5,
    style: 'turban',
    wrapDye: 'woad',
    hair: 'black',
    cut: 'vneck',
    top: 'linen',
    beard: 'short',
    thing: '',
    age: 35,
  },
  {
    skin: 1,
    style: 'bob',
    hair: 'white',
    cut: 'shawl',
    top: 'ink',
    second: 'madder',
    thing: 'cup',
    hasGlasses: true,
    age: 70,
  },
  { skin: 4, style: 'bun', hair: 'dark', cut: 'shirt', top: 'weld', thing: 'notebook', age: 26 },
]
const TRIES = 8
const NEAR = 1.6 // metres: who sits nearer is a neighbour
// What tells two people apart at a distance, and how much it says.
const SILHOUETTE = [
  ['style', 4],
  ['top', 3],
  ['skin', 2],
  ['cut', 1],
  ['hasGlasses', 0.5],
]

const likeness = (a, b) =>
  SILHOUETTE.reduce((sum, [key, weight]) => sum + (a[key] === b[key] ? weight : 0), 0) +
  (CLOTHS_ON_HEAD.includes(a.style) && CLOTHS_ON_HEAD.includes(b.style) ? 1.5 : 0)

/**
 * A person for each of `seats` [{pos, isSitting?, cast?, isOpen?}]. A seat's own `cast` is kept. Where a place has kept
 * the floor clear (`isOpen`), and only there, somebody comes in a wheelchair.
 */
export function castFor(seats, seed) {
  const people = []
  seats.forEach((seat, i) => {
    const said = { isSitting: seat.isSitting ?? true, hasWheelchair: Boolean(seat.isOpen), ...seat.cast }
    if (seed === 0 && !seat.cast && COMPANY[i]) {
      people.push(person(100 + i, { ...COMPANY[i], ...said }))
      return
    }
    const beside = people.filter(
      (_, k) => Math.hypot(seats[k].pos[0] - seat.pos[0], seats[k].pos[2] - seat.pos[2]) < NEAR,
    )
    let best = null
    for (let n = 0; n < TRIES; n++) {
      const one = person(Math.floor(hash(seed, i * TRIES + n) * 2 ** 31), said)
      const like = beside.reduce((sum, other) => sum + likeness(one, other), 0)
      if (!best || like < best.like) best = { one, like }
      if (like === 0 || seat.cast) break
    }
    people.push(best.one)
  })
  return people
}
