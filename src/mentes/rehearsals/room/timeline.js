// What happened in a rehearsal, second by second: recorded by the room on the speaker's device, read by the report. Pure: no
// clock, no page. No sound is in it, and no words of the speaker: poses, readings, where the head was turned, and marks.
//
// Times are milliseconds since the rehearsal's zero, metres, y up, quaternions x y z w; the speaker stands at the origin.
import { BrokenTimeline, Reader, sumOf, Writer } from './timeline/bytes.js'
import { newest, PoseTrack, ReadingTrack, SeatTrack, WIDTH } from './timeline/tracks.js'

export { BrokenTimeline }
export const KINDS = ['start', 'over', 'came', 'left', 'cue', 'seen', 'remark', 'own', 'slide', 'node', 'choice', 'handle', 'said',
  'seated', 'speaking', 'speaker_silent', 'dispute', 'filler']
export const SPEAKER = 'speaker' // the `who` of the speaker's own poses
const MARK = [0x4d, 0x54, 0x4c, 1] // "MTL", version 1
const MOST_MARKS = 20_000
const LONGEST = 12 * 3600_000 // milliseconds

export class Timeline {
  /**
   * `people` whose poses may come: [{who, name, side, dyes, weave}] or only their `who`; `names` {who: name} for the latter.
   * `about`: what the report must know to draw the same room: {rehearsal, scenario, place, light, n, seed, mood, form, began}.
   */
  constructor({ people = [], names = {}, about = {} } = {}) {
    Object.assign(this, { about, marks: [], poses: new Map(), people: [], readings: new ReadingTrack(), seats: new SeatTrack() })
    for (const person of people) this.person(typeof person === 'string' ? { who: person, name: names[person] ?? '' } : person)
  }

  /** Somebody who came; once more replaces what is known of them, not where they were. */
  person(person) {
    this.people = [...this.people.filter(one => one.who !== person.who), { name: '', side: '', ...person }]
  }

  /** To be called for every picture; ten a second are kept. Parts [x, y, z, qx, qy, qz, qw], hands null where there are none. */
  pose(at, who, head, left = null, right = null) {
    let track = this.poses.get(who)
    if (!track) {
      if (!this.people.some(one => one.who === who)) this.person({ who })
      this.poses.set(who, (track = new PoseTrack()))
    }
    track.add(whole(at), head, left, right)
  }

  /** `reading` {voiced, level, syllables} of the speaker's voice; ten a second are kept. */
  reading(at, reading) {
    this.readings.add(whole(at), reading)
  }

  /** The seat that the speaker's head is turned to, -1 for none; call it as often as you like. */
  seat(at, seat) {
    this.seats.add(whole(at), seat)
  }

  /**
   * From `at` on the audience sits on a floor that was found in the speaker's own room, on `seats` [[x, y, z, face, step], ...] in the
   * place's own space, or with null in the place, which has `n`. Gives by how much their numbers are moved, so that each seat has its own.
   */
  sit(at, seats, n) {
    const before = this.marks.findLast(({ kind, value }) => kind === 'seated' && value.seats)?.value
    const last = this.newest('seated', Infinity)?.value
    if (!seats && !last?.seats) return 0
    const first = seats ? (before ? before.first + before.seats.length : n) : 0
    this.mark(at, 'seated', { first, seats })
    return first
  }

  /** Something that happened: `value` is what JSON can hold. Throws for a kind that is none of KINDS. */
  mark(at, kind, value = {}) {
    if (!KINDS.includes(kind)) throw new RangeError(`mark: ${kind} is none of ${KINDS.join(', ')}`)
    const mark = { at: whole(at), kind, value }
    const after = this.marks.findLastIndex(one => one.at <= mark.at)
    this.marks.splice(after + 1, 0, mark)
  }

  /** Milliseconds from zero to the last that is known. */
  get length() {
    const ends = [...this.poses.values(), this.readings, this.seats].map(track => track.at)
    return Math.max(0, ...ends, this.marks.at(-1)?.at ?? 0)
  }

  /** All marks of a kind, earliest first. */
  of(kind) {
    return this.marks.filter(mark => mark.kind === kind)
  }

  /** The newest mark of a kind at `at`, or null. */
  newest(kind, at) {
    return this.marks.findLast(mark => mark.kind === kind && mark.at <= at) ?? null
  }

  /** As PoseTrack.poseAt; false for whoever was not there yet, or is gone. */
  poseAt(at, who, out) {
    const track = this.poses.get(who)
    if (!track) return false
    const last = this.marks.findLast(({ at: then, kind, value }) => then <= at && (kind === 'came' || kind === 'left') && value.who === who)
    return last?.kind !== 'left' && track.poseAt(at, out)
  }

  /** Whether the speaker's voice was there at `at`. */
  isVoicedAt(at) {
    const { at: times, voiced } = this.readings.read()
    const n = newest(times, at)
    return n >= 0 && at - times[n] < 1000 && voiced[n] === 1
  }

  encode() {
    const tracks = [...this.poses].map(([who, track]) => ({ kind: 'pose', who, track }))
    tracks.push({ kind: 'reading', track: this.readings }, { kind: 'seat', track: this.seats })
    const head = {
      about: this.about,
      people: this.people,
      marks: this.marks.map(({ at, kind, value }) => [at, kind, value]),
      tracks: tracks.map(({ kind, who, track }) => ({ kind, who, n: track.n, bytes: track.writer.n })),
    }
    const text = new TextEncoder().encode(JSON.stringify(head))
    const size = new Writer(new Uint8Array(16))
    size.unsigned(text.length)
    const pieces = [Uint8Array.from(MARK), size.written, text, ...tracks.map(({ track }) => track.writer.written)]
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 4))
    let n = 0
    for (const piece of pieces) {
      bytes.set(piece, n)
      n += piece.length
    }
    new DataView(bytes.buffer).setUint32(n, sumOf(bytes.subarray(0, n)))
    return bytes
  }

  /** A timeline that can be read and gone on with. Throws BrokenTimeline for anything that encode() did not write. */
  static decode(bytes) {
    if (bytes.length < MARK.length + 6 || MARK.some((byte, i) => bytes[i] !== byte)) throw new BrokenTimeline('it begins differently')
    const end = bytes.length - 4
    const sum = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end)
    if (sumOf(bytes.subarray(0, end)) !== sum) throw new BrokenTimeline('some of its bytes are others than were written')
    const reader = new Reader(bytes.subarray(MARK.length, end))
    const head = headOf(reader.take(reader.unsigned()))
    const timeline = new Timeline({ people: head.people, about: head.about })
    timeline.marks = head.marks.map(([at, kind, value]) => ({ at, kind, value }))
    for (const { kind, who, n, bytes: many } of head.tracks) {
      const track = kind === 'pose' ? new PoseTrack() : kind === 'reading' ? timeline.readings : timeline.seats
      if (kind === 'pose') timeline.poses.set(who, track)
      track.writer = new Writer(reader.take(many).slice(), many)
      track.n = n
      track.read()
    }
    if (!reader.isAtEnd) throw new BrokenTimeline('there is more in it than it says')
    return timeline
  }
}

/** Room for poseAt to write into. */
export const poseRoom = () => ({
  head: new Float64Array(WIDTH),
  left: new Float64Array(WIDTH),
  right: new Float64Array(WIDTH),
  hasLeft: false,
  hasRight: false,
})

const whole = at => Math.min(LONGEST, Math.max(0, Math.round(at) || 0))

function headOf(bytes) {
  let head
  try {
    head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BrokenTimeline('its beginning cannot be read')
  }
  const isText = value => typeof value === 'string'
  const isWhole = value => Number.isInteger(value) && value >= 0
  const isThing = value => value !== null && typeof value === 'object' && !Array.isArray(value)
  const isRight =
    isThing(head) && isThing(head.about) && [head.people, head.marks, head.tracks].every(Array.isArray) &&
    head.marks.length <= MOST_MARKS &&
    head.people.every(one => isThing(one) && isText(one.who) && isText(one.name)) &&
    head.marks.every(one => Array.isArray(one) && isWhole(one[0]) && one[0] <= LONGEST && KINDS.includes(one[1]) && isThing(one[2])) &&
    head.tracks.every(
      one => isThing(one) && isWhole(one.n) && isWhole(one.bytes) && one.n <= one.bytes &&
        (one.kind === 'pose' ? isText(one.who) : one.kind === 'reading' || one.kind === 'seat'),
    )
  if (!isRight) throw new BrokenTimeline('its beginning says something that cannot be')
  return head
}
