// Every choice that makes a person: from a seed, with what is said beforehand (a cast member) kept. Pure.
import { seeded } from '../draw/numbers.js'

export const STYLES = [
  'crop',
  'part',
  'bob',
  'long',
  'bun',
  'curls',
  'afro',
  'braids',
  'bald',
  'fringe',
  'scarf',
  'turban',
  'wrap',
  'balding',
]
export const CLOTHS_ON_HEAD = ['scarf', 'turban', 'wrap']
export const CUTS = ['shirt', 'vneck', 'jumper', 'jacket', 'shawl']
export const TOPS = ['woad', 'olive', 'murex', 'weld', 'madder', 'walnut', 'linen', 'rose', 'sage', 'sky', 'ink']
export const THINGS = ['notebook', 'phone', 'cup', '']
const BEARDS = ['full', 'short', 'moustache']
const BEARDED = ['crop', 'part', 'turban', 'bald', 'balding', 'curls']

/**
 * A person from `seed`; what `said` names is taken from there. The shares below are of a town, not of one country:
 * nothing is drawn from skin, age or dress but the natural colour of hair.
 *
 * Sizes are factors about 1 (`tall`, `wide`, `jaw`, `long` of the face) or metres (`belly`); `skin` is an index of
 * SKIN.
 */
export function person(seed, said = {}) {
  const chance = seeded(seed)
  const pick = list => list[Math.floor(chance() * list.length)]
  const age = said.age ?? 18 + Math.floor(chance() ** 1.2 * 62)
  const skin = said.skin ?? Math.floor(chance() * 8)
  const style = said.style ?? pick(STYLES)
  const top = said.top ?? pick(TOPS)
  const made = {
    seed,
    age,
    skin,
    style,
    top,
    hair: age > 66 ? 'white' : age > 52 ? 'grey' : pick(naturalHair(skin)),
    trousers: pick(['ink', 'walnut', 'ink', 'walnut', 'woad']),
    second: pick(TOPS.filter(dye => dye !== top)),
    cut: pick([...CUTS, 'vneck', 'jacket']),
    hasRobe: chance() < 0.3,
    hasGlasses: chance() < 0.27,
    beard: BEARDED.includes(style) && chance() < 0.5 ? pick(BEARDS) : '',
    hasEarrings: chance() < 0.25,
    hasShortSleeves: chance() < 0.45,
    thing: pick(THINGS),
    tall: 0.95 + chance() * 0.1,
    wide: 0.9 + chance() * 0.26,
    belly: chance() ** 2 * 0.05 + (age > 50 ? 0.012 : 0),
    jaw: 0.9 + chance() * 0.18,
    long: 0.96 + chance() * 0.08,
    nose: 0.85 + chance() * 0.4,
    brow: 0.8 + chance() * 0.5,
    lips: 0.8 + chance() * 0.5,
    eye: 0.92 + chance() * 0.18,
    smile: chance() * 0.5,
    iris: chance(),
    hasWheelchair: false,
    isSitting: true,
    ...said,
  }
  made.wrapDye ||= made.second
  if (['scarf', 'wrap'].includes(made.style)) made.beard = ''
  return made
}

const naturalHair = skin => {
  if (skin > 3) return ['black', 'black', 'dark']
  return skin > 1 ? ['black', 'dark', 'brown'] : ['dark', 'brown', 'auburn', 'straw']
}
