// Those who are in the room from elsewhere, as draped figures with their portraits: where they are and as they move. Who is there in
// the plain form has no pose, and stands still at their place.
import { Mentor } from './mentor.js'
import { Pose, part, placed } from './poses.js'
import { spotsOf } from './spots.js'

const HANDS = '#C69A78'
const parts = { head: part(), left: part(), right: part() }
const where = { head: parts.head, left: null, right: null }

export class Figures {
  /** `viewing`, and `portraits` {person: {name, dyes, weave}}. */
  constructor({ viewing, portraits }) {
    Object.assign(this, { viewing, portraits, people: new Map() })
  }

  /** Gives the pose of who stands still, in the plain form. */
  come({ tab, person, side, form, state }) {
    const one = this.people.get(tab) ?? { person, pose: new Pose(), hasPose: false, isSpeaking: false, figure: null }
    this.people.set(tab, one)
    if (form !== 'plain' || side === 'speaker') {
      this.draw(one)
      return null
    }
    const spots = spotsOf(this.viewing.room)
    one.hasPose = true
    one.pose.stand(spots[(state?.seat ?? 0) % spots.length])
    this.draw(one)
    this.place(one)
    return one.pose
  }

  draw(one) {
    const portrait = this.portraits[one.person]
    // Nobody stands there before it is known where: the figure comes with the first pose.
    if (one.figure || !one.hasPose || !portrait) return
    one.figure = this.viewing.room.add(new Mentor({ ...portrait, hands: HANDS }, this.viewing.room.material))
  }

  /** A pose of somebody: `read(pose)` writes it and gives whether it was one. */
  move(tab, read) {
    const one = this.people.get(tab)
    if (!one || read(one.pose) === false) return null
    one.hasPose = true
    this.draw(one)
    this.place(one)
    return one.pose
  }

  place({ figure, pose, isSpeaking }) {
    if (!figure) return
    const { ownRoom } = this.viewing
    placed(pose.h, parts.head, ownRoom)
    where.left = pose.l && placed(pose.l, parts.left, ownRoom)
    where.right = pose.r && placed(pose.r, parts.right, ownRoom)
    figure.pose(where, isSpeaking)
  }

  speaks(tab, isSpeaking) {
    const one = this.people.get(tab)
    if (!one) return
    one.isSpeaking = isSpeaking
    if (one.figure) one.figure.isSpeaking = isSpeaking
  }

  /** The room was drawn anew, and they with it. */
  furnished() {
    for (const one of this.people.values()) {
      one.figure = null
      this.draw(one)
      this.place(one)
    }
  }

  leave(tab) {
    const one = this.people.get(tab)
    if (one?.figure) this.viewing.room.remove(one.figure)
    this.people.delete(tab)
  }
}
