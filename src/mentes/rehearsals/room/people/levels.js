// How finely a person is drawn: four levels, and who gets which so that all together stay within a number of triangles.

/**
 * What each level spends. Counts are sides of a tube or columns of a skin; `headRings` and `torsoRings` name those left
 * out. `proud` is how far patches of the face lie outside it: a coarser head has deeper facets.
 */
export const LEVELS = [
  {
    torso: 12,
    head: 12,
    neck: 8,
    arm: 6,
    leg: 7,
    collar: 12,
    eye: 10,
    iris: 8,
    hairRows: 6,
    hairColumns: 14,
    shoe: 5,
    noTorsoRings: [],
    noHeadRings: [],
    proud: 0.003,
    hairProud: 0.001,
  },
  {
    torso: 8,
    head: 10,
    neck: 5,
    arm: 5,
    leg: 5,
    collar: 8,
    eye: 8,
    iris: 6,
    hairRows: 4,
    hairColumns: 11,
    shoe: 4,
    noTorsoRings: [1, 3, 4, 6, 8],
    noHeadRings: [1, 4, 7],
    proud: 0.0058,
    hairProud: 0.003,
  },
  {
    torso: 7,
    head: 8,
    neck: 5,
    arm: 4,
    leg: 4,
    collar: 6,
    eye: 6,
    iris: 5,
    hairRows: 3,
    hairColumns: 9,
    shoe: 3,
    noTorsoRings: [1, 3, 4, 6, 8],
    noHeadRings: [1, 4, 6, 7],
    proud: 0.0085,
    hairProud: 0.007,
  },
  {
    torso: 6,
    head: 6,
    neck: 4,
    arm: 3,
    leg: 3,
    collar: 0,
    eye: 4,
    iris: 4,
    hairRows: 3,
    hairColumns: 7,
    shoe: 0,
    noTorsoRings: [1, 2, 4, 6, 8, 9],
    noHeadRings: [1, 3, 5, 7, 8],
    proud: 0.013,
    hairProud: 0.011,
  },
].map((detail, level) => ({ ...detail, level, isNear: level === 0, isFar: level >= 2, isFarthest: level === 3 }))

/** Beyond these distances (metres) levels 0, 1, 2 show nothing that the next coarser one does not. */
export const REACH = [3.2, 4.3, Infinity]
// What the step to a level is worth to the eye at one metre; it falls with the square of the distance.
const WORTH = [1, 0.25, 1.3]

/**
 * A level for each of `distances` (metres from the eye). All begin at the coarsest; then, step by step, whoever gains
 * most for the triangles it takes becomes finer, while `cost(i, level)` (triangles) leaves the sum within `budget`.
 * Ties go to the lower index.
 */
export function chooseLevels({ distances, cost, budget }) {
  const levels = distances.map(() => LEVELS.length - 1)
  let left = budget - distances.reduce((sum, _, i) => sum + cost(i, LEVELS.length - 1), 0)
  const gain = i => {
    const finer = levels[i] - 1
    if (finer < 0 || distances[i] > REACH[finer]) return 0
    const more = cost(i, finer) - cost(i, finer + 1)
    return more > left ? 0 : WORTH[finer] / (Math.max(1, distances[i]) ** 2 * more)
  }
  for (;;) {
    const gains = distances.map((_, i) => gain(i))
    const best = gains.indexOf(Math.max(...gains))
    if (best < 0 || gains[best] === 0) return levels
    left -= cost(best, levels[best] - 1) - cost(best, levels[best])
    levels[best]--
  }
}
