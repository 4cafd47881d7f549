// One whole person, drawn into a builder.
import { Builder } from '../draw/mesh.js'
import { drawBeard, drawGlasses } from './adorned.js'
import { drawArms } from './arms.js'
import { drawHair } from './hair.js'
import { drawHead } from './head.js'
import { drawLegs } from './legs.js'
import { LEVELS } from './levels.js'
import { Body } from './measures.js'
import { Pen } from './pen.js'
import { drawThing, drawWheelchair } from './things.js'
import { drawTorso } from './torso.js'

const SAME_PLACE = 1e-10 // as in mesh.js: a side without length makes no triangle

export function bodyOf(person, level) {
  return new Body(person, i => !LEVELS[level].noTorsoRings.includes(i))
}

/** Adds the person of `body` to `builder`, in hip space, hung on the bones from `firstBone` on. */
export function drawPerson(builder, body, level, firstBone = 0) {
  const pen = new Pen(builder, body, LEVELS[level], firstBone)
  drawTorso(pen)
  drawHead(pen)
  drawHair(pen)
  drawBeard(pen)
  drawGlasses(pen)
  drawArms(pen)
  drawLegs(pen)
  drawThing(pen)
  if (body.person.hasWheelchair) drawWheelchair(pen)
}

/** Counts what a builder would draw, without drawing it. */
class Counter extends Builder {
  constructor() {
    super()
    this.ofGrids = 0
  }

  get triangles() {
    return this.ofGrids + super.triangles
  }

  vertex() {
    return 0
  }

  grid(points) {
    for (let i = 1; i < points.length; i++) {
      for (let j = 1; j < points[i].length; j++) {
        for (const row of [points[i - 1], points[i]])
          if (row[j].distanceToSquared(row[j - 1]) > SAME_PLACE) this.ofGrids++
      }
    }
  }
}

/** Triangles that a person takes at a level. */
export function costOf(person, level) {
  const counter = new Counter()
  drawPerson(counter, bodyOf(person, level), level)
  return counter.triangles
}
