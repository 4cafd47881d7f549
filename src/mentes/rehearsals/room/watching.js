// A mentor's or peer's page: the same room from a place at its side, what stands now, and for mentors the cues, remarks, branches, slides.
import { GO_ON } from './conversation.js'
import { Palette } from './cueing.js'
import { InRoom } from './in-room.js'
import { Lectern } from './lectern.js'
import { spotsOf } from './spots.js'
import { VoiceNote } from './voice-note.js'

const SHEET_EVERY = 0.5 // seconds
const ON_SHEET = ['[data-do="cue"]', '[data-part="choices"] button', '[data-do="slide-on"]', '[data-do="speak"]:not([hidden])', '[data-note="speak"]:not([hidden])']
// A remark that was spoken is heard, and sent or not, before anything else.
const SPOKEN = ['[data-note="sound"]', '[data-note="after"] .btn']
const labelOf = one => one.ariaLabel || (one.querySelector('[dir]') ?? one.lastChild).textContent.trim()

export class Watching {
  constructor({ root, held, words }) {
    Object.assign(this, { root, held, words, now: null, isMentor: held.side === 'mentor', seat: -1, sinceSheet: 0 })
    this.speakersName = held.people[held.speaker].name
    this.room = new InRoom({
      root, held, words,
      hooks: {
        hear: message => this.hear(message),
        act: (intent, button) => this.act(intent, button),
        press: event => this.press(event),
        squeeze: () => this.move(),
        pass: seconds => this.pass(seconds),
        formChanged: () => this.formChanged(),
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
    this.note = new VoiceNote({
      form: this.part('note'), words: this.words, at: () => this.room.at, clock: ms => this.room.clock(ms),
      // Nobody in the room hears what is for the speaker afterwards.
      speaks: isSpeaking => this.room.voice.hush(isSpeaking),
    })
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
    return room ? spotsOf(room) : []
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
      let free = 0
      while (taken.includes(free)) free += 1
      this.take(free, false)
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
    const { spots } = this
    const spot = spots[Math.max(0, this.seat) % spots.length]
    if (!spot) return
    const { stand, looking } = this.room.viewing
    stand.position.set(...spot.pos)
    // In one's own room the speaker stands on the same floor.
    if (this.room.form === 'ar') stand.position.y = 0
    // A camera looks to -Z, a person to +Z; and a little into the room, so that speaker and audience are both in sight.
    stand.rotation.y = spot.face + Math.PI
    stand.updateMatrixWorld(true)
    looking.aim()
  }

  /** To the next place. */
  move() {
    if (this.spots.length) this.take((this.seat + 1) % this.spots.length)
  }

  // --- in a headset ---

  formChanged() {
    const { viewing } = this.room
    this.stand()
    this.sheet?.stop()
    this.sheet = viewing.isIn ? new Lectern(viewing.stand, viewing.looking.eye, viewing.ownRoom) : null
    this.drawSheet()
  }

  /** No page is seen there: its buttons stand on a sheet, and what is pointed at is pressed. The last line leads to the next place. */
  drawSheet() {
    if (!this.sheet) return
    const { words, room, part, root } = this
    const isSpoken = Boolean(this.note?.blob)
    this.buttons = (isSpoken ? SPOKEN : ON_SHEET).flatMap(which => [...root.querySelectorAll(which)])
    const rows = this.buttons.map(one => `${one.ariaPressed === 'true' ? '● ' : ''}${labelOf(one)}`)
    rows.push(words.seat.replace('{n}', room.numbers.format(((this.seat + 1) % this.spots.length) + 1)))
    const clock = [room.clock(room.at ?? 0), this.note?.said, part('sent')?.firstElementChild?.textContent].filter(Boolean).join(' · ')
    const caption = root.querySelector('[data-caption]')
    const prompt = caption.hidden ? part('prompt').textContent || part('now').textContent : root.querySelector('[data-says]').textContent
    this.sheet.draw({ clock, prompt, rows, columns: 2 })
  }

  press(event) {
    const ray = this.room.pointed(event)
    const row = ray && this.sheet ? this.sheet.rowAt(ray) : -1
    if (row < 0) return
    const chosen = this.buttons[row]
    if (!chosen) this.move()
    else if (chosen === this.note?.part('sound')) this.note.hear()
    else chosen.click()
    this.drawSheet()
  }

  pass(seconds) {
    if (!this.sheet) return
    this.sheet.follow(this.room.viewing.session.hands)
    this.sinceSheet += seconds
    if (this.sinceSheet < SHEET_EVERY) return
    this.sinceSheet = 0
    this.drawSheet()
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
    const isGoing = now?.phase === 'going'
    const branches = isGoing ? step?.branches ?? [] : []
    if (this.part('choices-help')) this.part('choices-help').hidden = !branches.length
    const ways = branches.map((branch, n) => this.branch(branch, n, now.step))
    // Where there is nothing to choose, a mentor may lead on; the end is the speaker's.
    if (isGoing && this.isMentor && step && !branches.length && !step.ends) ways.push(this.branch({ intent: this.words['go-on'], words: '' }, GO_ON, now.step))
    this.part('choices').replaceChildren(...ways)
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
    else if (intent === 'filler') this.tap(button)
    else if (intent === 'choose') this.room.server.keep({ kind: 'choose', node: button.dataset.node, choice: button.dataset.n })
    else if (intent === 'slide-on') this.turn(1)
    else if (intent === 'slide-back') this.turn(-1)
  }

  /** A filler was heard: kept at its moment, and counted on the button. */
  tap(button) {
    const { at } = this.room
    if (at === null) return this.room.warn(this.words['refused-not-begun'])
    this.room.server.keep({ kind: 'filler', at: Math.round(at) })
    const count = button.querySelector('[data-count]')
    count.textContent = this.room.numbers.format((this.taps = (this.taps ?? 0) + 1))
  }

  turn(by) {
    const slide = this.room.slides.beside(by)
    if (slide && this.room.slides.turn(slide)) this.room.server.keep({ kind: 'turn', slide })
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('input, textarea, select')) return
    this.root.querySelector(`[data-part="watch"] [aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click()
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
    this.note?.stop()
    this.room.stop()
  }
}
