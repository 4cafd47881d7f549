// Joins the things of a scenario to its conversation: what is taken in the room is handled there, and what was handled is shown.
import { Handled } from './handled.js'

export class AtHand {
  /** `viewing` of the page, `plain` whose state and scenario it is. */
  constructor({ viewing, plain }) {
    this.plain = plain
    this.handled = new Handled({ surface: viewing.surface, take: () => plain.take({ kind: 'handle' }) })
  }

  /** Whoever sat there has gone: nothing lies about on a floor that is still looked for. */
  leaving() {
    this.handled.stop()
  }

  /** People sit in the place, or on a floor that was found in somebody's own room. */
  seated({ room, camera, still, ownRoom }) {
    const { from, face } = ownRoom
    const own = from ? { at: [from.x, from.y, from.z], face } : null
    this.handled.furnish({ room, camera, isStill: still.matches, own })
    this.follow(this.plain.state)
  }

  follow({ step, handled, phase }) {
    const { steps, things } = this.plain.scenario
    const isOpen = phase === 'going' || phase === 'paused'
    this.handled.follow({ step, handle: isOpen ? steps[step].handle : null, things, n: handled })
  }

  /** A controller's trigger or a pinch, with the space that points; gives whether a thing was meant. */
  press(matrix) {
    return this.handled.choose(matrix)
  }

  stop() {
    this.handled.leave()
  }
}
