// The only socket of the room: what must not be lost is kept here until the server has answered, poses and states are the newest
// only, and the time is the server's. docs/reference/rehearsal-line.md tells the conversation.
import { Line } from '../../look/js/line.js'

// Milliseconds
const BETWEEN_PINGS = 150 // of the first, on a new line and at the beginning
const PONGS_KEPT = 5
const ANSWERS = new Set(['cue_kept', 'remark_kept', 'filler_kept', 'seen_kept', 'chosen', 'turned', 'refused'])
// What may be asked more than once: it is taken the first time, and answered each time.
const ASKED = new Set(['cue', 'choose', 'turn'])
const MOST_KNOWN = 500

/** What to add to `performance.now()` for the server's time, of pongs {sent, back, at}: the one that was quickest knows best. */
export function offsetOf(pongs) {
  if (!pongs.length) return null
  const best = pongs.reduce((a, b) => (b.back - b.sent < a.back - a.sent ? b : a))
  return best.at - (best.sent + best.back) / 2
}

export class Server {
  /**
   * `open()` says "join" on every new line. `take(message)` gets what the server says, a cue, choice or slide that is said again
   * only the first time. `lost()` and `final(why)`: the line is gone, for a while or for good (signed-out, removed, elsewhere, full,
   * left). `store`, such as sessionStorage, keeps what was not answered where the page itself goes.
   */
  constructor({ address, page, open, take, lost, final, store = null }) {
    Object.assign(this, { take, store, name: `mentes-unanswered ${address}` })
    this.unanswered = new Map(this.kept())
    this.known = new Map() // id of what we were asked -> our answer, null while there is none
    this.newest = new Map() // state and now, said again on every new line
    this.wishes = [] // begin and over, until we hear that it is so
    this.pings = new Map()
    this.pongs = []
    this.offset = null
    this.n = 0
    this.isIn = false
    this.line = new Line({
      address,
      page,
      open: () => {
        this.isIn = false
        open()
      },
      take: message => this.hear(message),
      lost: () => {
        this.isIn = false
        lost()
      },
      final: why => {
        clearInterval(this.asking)
        final(why)
      },
      ping: () => this.ping(),
      pong: message => this.pong(message),
    })
  }

  start() {
    this.line.start()
  }

  stop() {
    clearInterval(this.asking)
    this.line.stop()
  }

  /** Whole milliseconds since the rehearsal began, by the server's clock; null before it, and before the first pong. */
  get at() {
    return this.offset === null ? null : Math.max(0, Math.round(performance.now() + this.offset))
  }

  /** How much the server has not answered yet. */
  get nUnanswered() {
    return this.unanswered.size
  }

  /** Said once, on this line or never; of "state" and "now" the newest is said again on every new line, of "pose" the old ones are left out. */
  send(message) {
    const { kind, id } = message
    if (kind === 'state' || kind === 'now') this.newest.set(kind, message)
    if (kind === 'chosen' || kind === 'turned') this.known.set(id, message)
    if (kind === 'join' || (this.isIn && (kind !== 'pose' || this.line.isFree))) this.line.send(message)
  }

  /** Said until the server answers. Returns the id under which it does. */
  keep(message) {
    const id = message.id ?? crypto.randomUUID()
    if (message.kind === 'begin' || message.kind === 'over') this.wishes.push(message.kind)
    else {
      this.unanswered.set(id, { ...message, id })
      this.write()
    }
    if (this.isIn) this.line.send({ ...message, id })
    return id
  }

  // Time

  ping() {
    this.n += 1
    this.pings.set(this.n, performance.now())
    if (this.pings.size > 20) this.pings.delete(this.pings.keys().next().value)
    return { kind: 'ping', n: this.n }
  }

  pong({ n, at }) {
    const sent = this.pings.get(n)
    this.pings.delete(n)
    if (sent === undefined || at === null) return
    this.pongs = [...this.pongs.slice(1 - PONGS_KEPT), { sent, back: performance.now(), at }]
    this.offset = offsetOf(this.pongs)
  }

  /** Five pings one after another: on a new line, and when the rehearsal begins. */
  askTime() {
    clearInterval(this.asking)
    this.pongs = []
    let left = PONGS_KEPT
    const ask = () => {
      if (left-- > 0 && this.line.isOpen) this.line.send(this.ping())
      else clearInterval(this.asking)
    }
    this.asking = setInterval(ask, BETWEEN_PINGS)
    ask()
  }

  // What is heard

  hear(message) {
    if (message.kind === 'welcome') return this.welcomed(message)
    if (ANSWERS.has(message.kind) && this.unanswered.delete(message.id)) this.write()
    if (message.kind === 'began') {
      this.wishes = this.wishes.filter(one => one !== 'begin')
      this.askTime()
    }
    if (message.kind === 'over') this.wishes = []
    if (ASKED.has(message.kind) && !this.isNew(message.id)) return
    this.take(message)
  }

  /** What waited for a line is said now, oldest first. */
  welcomed(message) {
    this.isIn = true
    if (message.side === 'speaker') for (const cue of message.cues) this.isNew(cue.id)
    this.take(message)
    for (const one of this.newest.values()) this.line.send(one)
    for (const kind of this.wishes) this.line.send({ kind })
    for (const one of this.unanswered.values()) this.line.send(one)
    this.askTime()
  }

  /** Whether we are asked this for the first time; else our answer is given again, where there is one. */
  isNew(id) {
    if (this.known.has(id)) {
      if (this.known.get(id)) this.send(this.known.get(id))
      return false
    }
    this.known.set(id, null)
    if (this.known.size > MOST_KNOWN) this.known.delete(this.known.keys().next().value)
    return true
  }

  // What outlives the page

  kept() {
    try {
      return JSON.parse(this.store?.getItem(this.name) ?? '[]')
    } catch {
      return []
    }
  }

  write() {
    try {
      if (this.unanswered.size) this.store?.setItem(this.name, JSON.stringify([...this.unanswered]))
      else this.store?.removeItem(this.name)
    } catch { /* no room in the store, or none at all: it is still in memory */ }
  }
}
