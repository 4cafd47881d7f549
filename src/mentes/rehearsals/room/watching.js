// A mentor's or peer's page: the same room from a place at its side, what stands now, and for mentors the cues, remarks, branches, slides.
import { Palette } from './cueing.js'
import { InRoom } from './in-room.js'

const BEHIND = { radius: 0.7, up: 0.2, aside: 0.37 } // metres, radians: beside the slides, and over the heads

/** Two places behind the last row of a hall: [{pos, face}]. */
function backOf(seats) {
  const last = seats.reduce((far, seat) => (seat.row > far.row ? seat : far))
  const angle = seats.reduce((sum, { pos }) => sum + Math.atan2(pos[0], -pos[2]), 0) / seats.length
  const radius = Math.hypot(last.pos[0], last.pos[2]) + BEHIND.radius
  return [BEHIND.aside, -BEHIND.aside].map(aside => {
    const at = angle + aside
    return { pos: [radius * Math.sin(at), last.pos[1] + BEHIND.up, -radius * Math.cos(at)], face: -at }
  })
}

export class Watching {
  constructor({ root, held, words }) {
    Object.assign(this, { root, held, words, now: null, isMentor: held.side === 'mentor', seat: -1 })
    this.speakersName = held.people[held.speaker].name
    this.room = new InRoom({
      root, held, words,
      hooks: {
        hear: message => this.hear(message),
        act: (intent, button) => this.act(intent, button),
        press: () => {},
        squeeze: () => {},
        pass: () => {},
        leaving: () => {},
        seated: () => {},
        furnished: () => this.stand(),
        came: () => this.chooseFree(),
        moved: (tab, pose) => this.moved(tab, pose),
      },
    })
    this.part = this.room.part
    this.onKey = event => this.key(event)
    this.onRemark = event => this.remark(event)
  }

  start() {
    this.room.start()
    this.drawSeats()
    this.draw()
    if (!this.isMentor) return
    this.palette = new Palette({
      part: this.part, words: this.words, clock: ms => this.room.clock(ms),
      send: (cue, text) => this.room.server.keep({ kind: 'cue', cue, text }),
    })
    this.part('remark').addEventListener('submit', this.onRemark)
    // The moment that is meant is the one in which the words begin.
    this.part('remark').querySelector('textarea').addEventListener('input', ({ target }) => {
      if (!target.value) this.remarkAt = null
      else this.remarkAt ??= this.room.at
    })
    document.addEventListener('keydown', this.onKey)
  }

  // --- where one stands ---

  /** Beside the audience, as the place has them; in a hall also behind its last row, with everybody in sight. */
  get spots() {
    const { room } = this.room.viewing ?? {}
    if (!room) return []
    return room.name === 'stage' ? [...backOf(room.seats), ...room.mentorSpots] : room.mentorSpots
  }

  drawSeats() {
    this.part('seats').hidden = !this.spots.length
    this.part('seats').append(...this.spots.map((_, n) => {
      const label = document.createElement('label')
      label.className = 'check'
      const field = Object.assign(document.createElement('input'), { type: 'radio', name: 'seat', value: n })
      field.addEventListener('change', () => this.take(n))
      const words = document.createElement('span')
      words.textContent = this.words.seat.replace('{n}', this.room.numbers.format(n + 1))
      label.append(field, words)
      return label
    }))
  }

  /** At first the best that nobody else has taken. */
  chooseFree() {
    const taken = [...this.room.who.people.values()].map(one => one.state?.seat)
    if (this.seat < 0 || (!this.isChosen && taken.includes(this.seat))) {
      const free = this.spots.findIndex((_, n) => !taken.includes(n))
      this.take(Math.max(0, free), false)
    }
  }

  take(n, isChosen = true) {
    this.seat = n
    this.isChosen ||= isChosen
    const field = this.part('seats').querySelector(`input[value="${n}"]`)
    if (field) field.checked = true
    this.stand()
    this.room.tellState({ seat: n })
  }

  stand() {
    const spot = this.spots[Math.max(0, this.seat)]
    if (!spot) return
    const { stand, looking } = this.room.viewing
    stand.position.set(...spot.pos)
    // A camera looks to -Z, a person to +Z; and a little into the room, so that speaker and audience are both in sight.
    stand.rotation.y = spot.face + Math.PI
    stand.updateMatrixWorld(true)
    looking.aim()
  }

  moved(tab, pose) {
    const one = this.room.who.people.get(tab)
    if (one?.side !== 'speaker') return
    // The audience of this page looks at the speaker too.
    const { speaker } = this.room.viewing
    speaker.headPosition.fromArray(pose.h)
    const [x, y, z, w] = [pose.h[3], pose.h[4], pose.h[5], pose.h[6]]
    speaker.headForward.set(-2 * (x * z + w * y), -2 * (y * z - w * x), 2 * (x * x + y * y) - 1)
    speaker.isSpeaking = this.now?.phase === 'going'
  }

  // --- what stands now ---

  hear(message) {
    const { kind } = message
    if (kind === 'welcome') {
      this.now = message.now ?? this.now
      this.chooseFree()
      this.draw()
    } else if (kind === 'now') {
      this.now = message.state
      this.draw()
    } else if (kind === 'turn') this.room.slides.turn(message.slide)
    else if (kind === 'over') this.room.over(this.words.over)
    else if (kind === 'cue_kept') this.kept(message)
    else if (kind === 'cue_seen') this.palette?.tell(message.id, 'seen', message.at)
    else if (kind === 'remark_kept') this.part('remark-state').textContent = this.words['remark-kept']
    else if (kind === 'refused') this.refused(message)
    else if (kind === 'chosen') this.room.say(this.words[message.taken ? 'taken' : 'not-taken'].replace('{name}', this.speakersName))
  }

  draw() {
    const now = this.now?.phase && this.now.phase !== 'ready' ? this.now : null
    const step = now && this.held.scenario.steps[now.step]
    this.part('now').textContent = now ? this.chose(now) : this.words.waiting.replace('{name}', this.speakersName)
    if (now?.slide) this.room.slides.turn(now.slide)
    if (this.drawn === now?.step && this.drawnPhase === now?.phase) return
    Object.assign(this, { drawn: now?.step, drawnPhase: now?.phase })
    this.root.dataset.phase = now?.phase ?? 'ready'
    const caption = this.root.querySelector('[data-caption]')
    caption.hidden = !step?.says
    if (step?.says) {
      this.root.querySelector('[data-who]').textContent = step.who === 'partner' ? this.held.scenario.partner : this.words.audience
      this.root.querySelector('[data-says]').textContent = step.says
    }
    this.part('prompt').hidden = !step?.prompt
    this.part('prompt').textContent = step?.prompt ?? ''
    const branches = now?.phase === 'going' ? step?.branches ?? [] : []
    if (this.part('choices-help')) this.part('choices-help').hidden = !branches.length
    this.part('choices').replaceChildren(...branches.map((branch, n) => this.branch(branch, n, now.step)))
  }

  chose({ chose }) {
    if (!chose) return ''
    const intent = this.held.scenario.steps[chose.node]?.branches[chose.n]?.intent ?? ''
    const words = this.words[`${intent ? 'chose' : 'went'}-${chose.by}`] ?? ''
    return words.replace('{name}', this.speakersName).replace('{text}', intent)
  }

  branch({ intent, words }, n, node) {
    const made = document.createElement(this.isMentor ? 'button' : 'div')
    made.className = 'plain-choice'
    if (this.isMentor) Object.assign(made, { type: 'button' })
    Object.assign(made.dataset, { do: 'choose', n, node })
    for (const [name, text] of [['intent', intent], ['words', words]]) {
      const part = document.createElement('span')
      part.className = `plain-choice-${name}`
      part.textContent = text
      part.dir = 'auto'
      made.append(part, ' ')
    }
    return made
  }

  /** A cue is shown from `shows_at` on, whether or not the answer that it was seen has come yet. */
  kept({ id, at, shows_at: showsAt }) {
    this.palette?.tell(id, 'kept', at)
    const wait = showsAt === null || this.room.at === null ? 0 : Math.max(0, showsAt - this.room.at)
    setTimeout(() => this.palette.lines.get(id)?.dataset.cueState === 'kept' && this.palette.tell(id, 'shown'), wait)
  }

  refused({ id, why }) {
    const words = this.words[`refused-${why}`]
    if (!this.palette?.lines.has(id)) return this.room.warn(words)
    this.palette.tell(id, 'refused')
    this.palette.lines.get(id).querySelector('[data-state]').textContent = words
  }

  // --- what one does ---

  act(intent, button) {
    if (!this.isMentor) return
    if (intent === 'cue') this.palette.cue(button.dataset.cue)
    else if (intent === 'choose') this.room.server.keep({ kind: 'choose', node: button.dataset.node, choice: button.dataset.n })
    else if (intent === 'slide-on') this.turn(1)
    else if (intent === 'slide-back') this.turn(-1)
  }

  turn(by) {
    const slide = this.room.slides.beside(by)
    if (slide && this.room.slides.turn(slide)) this.room.server.keep({ kind: 'turn', slide })
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('input, textarea, select')) return
    const button = this.root.querySelector(`[data-do="cue"][aria-keyshortcuts="${CSS.escape(event.key)}"]`)
    if (button) this.palette.cue(button.dataset.cue)
  }

  remark(event) {
    event.preventDefault()
    const field = this.part('remark').querySelector('textarea')
    const text = field.value.trim()
    if (!text) return
    const at = this.remarkAt ?? this.room.at
    if (at === null) {
      this.part('remark-state').textContent = this.words['remark-early']
      return
    }
    this.room.server.keep({ kind: 'remark', at: Math.round(at), text })
    this.part('remark-state').textContent = this.words['remark-sent']
    field.value = ''
    this.remarkAt = null
  }

  stop() {
    document.removeEventListener('keydown', this.onKey)
    this.palette?.stop()
    this.room.stop()
  }
}
