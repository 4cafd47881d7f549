// What is recorded of a rehearsal while it goes on: poses, seats, readings and marks into the timeline, kept on the speaker's device.
import { Keep } from './keep.js'
import { seatsInPlace } from './poses.js'
import { BrokenTimeline, SPEAKER, Timeline } from './timeline.js'

export class Record {
  /** `held` of the page, `room` the InRoom whose people and whose time it is. */
  constructor({ held, room }) {
    Object.assign(this, { held, room, timeline: null, saved: 0, firstSeat: 0, keep: new Keep({ owner: held.me }) })
  }

  /** What this device kept of the rehearsal before, where its page was closed and has come again. Gives whether it was over. */
  async load() {
    const run = await this.keep.load(this.held.rehearsal).catch(() => null)
    try {
      this.before = run && Timeline.decode(run.bytes)
    } catch (error) {
      if (!(error instanceof BrokenTimeline)) throw error
    }
    return Boolean(this.before?.of('over').length)
  }

  /** {from, chosen} of conversation.js: the step where what was kept before stopped, '' where nothing was, and how it was reached. */
  get stood() {
    const ways = this.before?.marks.filter(({ kind }) => kind === 'node' || kind === 'choice') ?? []
    const from = ways.findLast(({ kind }) => kind === 'node')?.value.step ?? ''
    // The same step once more is where a page came back before.
    const { kind, value } = ways.findLast(one => one.kind === 'choice' || one.value.step !== from) ?? {}
    return { from, chosen: kind === 'choice' ? { by: value.by, step: value.node, n: value.n } : null }
  }

  begin() {
    const { held, room } = this
    const { setting, people, speaker } = held
    this.timeline = this.before ?? new Timeline({
      people: [{ who: SPEAKER, side: 'speaker', ...people[speaker] }],
      about: {
        rehearsal: held.rehearsal, scenario: held.of || held.scenario.title, place: setting.place, light: setting.light,
        n: setting.people, seed: setting.seed, mood: setting.mood, form: room.form, began: Date.now(),
      },
    })
    for (const one of room.who.people.values()) this.came(one)
    this.mark('start')
    if (room.viewing) this.seated(room.viewing)
  }

  came({ tab, person, name, side }) {
    this.timeline?.person({ who: person, side, ...this.held.people[person], name })
    const figure = this.room.figures?.people.get(tab)
    if (figure?.hasPose) this.pose(person, figure.pose)
  }

  mark(kind, value = {}) {
    this.timeline?.mark(this.room.at ?? 0, kind, value)
  }

  reading(reading) {
    if (this.room.at !== null) this.timeline?.reading(this.room.at, reading)
  }

  pose(who, { h, l, r }) {
    this.timeline?.pose(this.room.at ?? 0, who, h, l, r)
  }

  /** A floor that was found has seats of its own, in the recording too. */
  seated({ ownRoom, audience, room }) {
    const seats = ownRoom.from ? seatsInPlace(audience.seats, ownRoom) : null
    this.firstSeat = this.timeline?.sit(this.room.at ?? 0, seats, room.seats.length) ?? 0
  }

  /** The seat that the head is turned to, of those who sit there now, or -1. */
  seat(seat) {
    this.timeline.seat(this.room.at, seat < 0 ? -1 : this.firstSeat + seat)
  }

  async save() {
    this.saved = performance.now()
    if (!this.timeline) return
    const { about } = this.timeline
    await this.keep.save(this.held.rehearsal, this.timeline.encode(), { scenario: about.scenario, began: about.began }).catch(() => {})
  }
}
