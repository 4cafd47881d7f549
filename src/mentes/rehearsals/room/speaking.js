// The speaker's page: the conversation in the room, cues before the eyes, slides, notes, and everything that happens kept in the timeline.
import { AtHand } from './at-hand.js'
import { Board } from './board.js'
import { captionAt, captions } from './captions.js'
import { choices, GO_ON } from './conversation.js'
import { Cue } from './cue.js'
import { CueTurns, textOf } from './cueing.js'
import { HeadDirection } from './head.js'
import { Hearing } from './hearing.js'
import { InRoom } from './in-room.js'
import { Lectern } from './lectern.js'
import { Notes } from './notes.js'
import { OwnVoice } from './own-voice.js'
import { Plain } from './plain.js'
import { Record } from './record.js'
import { SPEAKER } from './timeline.js'

const SAVE_EVERY = 5000 // milliseconds
const APPLAUSE = 4000 // milliseconds, before the report
const TELL_EVERY = 1000 // milliseconds: what guests see of the conversation, where nothing else changed
const PARTNERS = ['market', 'desk', 'table', 'wall'] // places where the first seat is the partner's

export class Speaking {
  constructor({ root, held, words }) {
    Object.assign(this, { root, held, words, told: 0, talker: -1 })
    this.room = new InRoom({
      root, held, words,
      hooks: {
        hear: message => this.hear(message),
        act: (intent, button) => this.act(intent, button),
        press: event => this.press(event),
        squeeze: () => this.turn(this.room.slides.beside(-1)),
        pass: (seconds, isKnown) => this.pass(seconds, isKnown),
        leaving: () => this.leaving(),
        seated: viewing => this.seated(viewing),
        furnished: viewing => this.hang(viewing),
        resized: () => this.pill?.fit(),
        came: one => this.record.came(one),
        moved: (tab, pose) => this.record.pose(this.room.who.people.get(tab)?.person, pose),
        spoke: (one, isSpeaking) => this.spoke(one, isSpeaking),
        isHeard: () => this.hearing.isOn,
        ended: () => this.record.save(),
        changed: (kind, one) => (kind === 'came' || kind === 'left') && this.changed(kind, one),
        formChanged: () => this.formChanged(),
      },
    })
    this.part = this.room.part
    this.record = new Record({ held, room: this.room })
    this.own = new OwnVoice({ part: this.part, keep: this.record.keep, room: this.room })
    this.plain = new Plain({
      root: this.part('room'), scenario: held.scenario, words, language: this.room.language,
      began: () => this.began(),
      happened: entry => this.happened(entry),
      drawn: state => this.drawn(state),
    })
    this.hearing = new Hearing({
      worklet: root.dataset.worklet,
      read: reading => this.record.reading(reading),
      turned: isVoiced => {
        this.part('hears').hidden = !isVoiced
        this.room.tellState({ speaking: isVoiced })
      },
    })
    this.notes = new Notes({ field: this.part('notes'), rehearsal: held.rehearsal })
    this.cues = new CueTurns({ show: cue => this.showCue(cue), hide: () => this.hideCue(), seen: cue => this.cueSeen(cue) })
    this.onKey = event => this.key(event)
  }

  start() {
    this.room.start()
    const { viewing } = this.room
    if (viewing) {
      this.pill = new Cue(viewing.camera)
      viewing.pill = this.pill.mesh
    }
    this.root.querySelector('[data-do="hear"]').hidden = !navigator.mediaDevices || !globalThis.AudioWorkletNode
    // It was over, and the line broke before the server was told; or the page was closed in the middle.
    this.record.load().then(wasOver => (wasOver ? this.room.server.keep({ kind: 'over' }) : this.plain.returnTo(this.record.stood)))
    this.notes.start(this.room.slides.number)
    this.own.start()
    this.plain.start()
    document.addEventListener('keydown', this.onKey)
  }

  leaving() {
    this.atHand?.leaving()
    this.lectern?.stop()
    this.lectern = null
  }

  seated(viewing) {
    this.head = new HeadDirection(viewing.audience.faces, viewing.from)
    this.record.seated(viewing)
    if (viewing.isIn) this.formChanged()
    this.atHand ??= new AtHand({ viewing, plain: this.plain })
    this.atHand.seated(viewing)
  }

  /** Without slides the sheet on the wall says what it is about. */
  hang(viewing) {
    if (!this.held.slides.length) viewing.room.showSlide(new Board().draw(this.held.scenario.title))
  }

  // --- the rehearsal ---

  began() {
    this.room.server.keep({ kind: 'begin' })
    this.record.begin()
    this.own.begin()
    this.room.say(this.words.begun)
    this.part('stage').focus({ preventScroll: true })
  }

  /** An entry of the conversation's past: into the timeline, and to the people in the room. */
  happened(entry) {
    if (entry.kind === 'said') {
      this.captions = { list: captions(entry.text), at: performance.now(), n: -1 }
      this.speak(entry.who)
      // Where nobody was drawn, nobody's mouth moved.
      this.record.mark('said', { who: entry.who, text: entry.text, seat: this.talker })
    } else if (entry.kind === 'chose') this.record.mark('choice', { by: entry.by, n: entry.n, intent: entry.intent, node: entry.step })
    else if (entry.kind === 'handled') this.record.mark('handle', { thing: entry.thing, task: entry.task, n: entry.n })
    else if (entry.kind === 'over') this.finish()
  }

  /** Whose line it is gets a mouth: the partner sits nearest, a question comes from the middle of a hall. */
  speak(who) {
    const audience = this.room.viewing?.audience
    if (!audience) return
    if (this.talker >= 0) audience.speak(this.talker, false)
    const isNear = who === 'partner' && PARTNERS.includes(this.held.setting.place)
    this.talker = isNear ? 0 : audience.nearestWho(audience.seats.length >> 1, 'talk')
    if (this.talker >= 0) audience.speak(this.talker, true)
    this.talkEnds = performance.now() + this.captions.list.reduce((sum, one) => sum + one.seconds, 0) * 1000
  }

  drawn(state) {
    this.atHand?.follow(state)
    if (state.step !== this.step || state.phase !== this.phase) {
      if (state.step !== this.step && state.phase === 'going') this.record.mark('node', { step: state.step, by: state.chosen?.by ?? '' })
      Object.assign(this, { step: state.step, phase: state.phase })
      this.own.pause(state.phase === 'paused')
      this.root.dataset.phase = state.phase
      this.tell()
      this.drawLectern()
    }
  }

  /** What guests see of the conversation; the server keeps the newest for who comes later. */
  tell() {
    this.told = performance.now()
    const { state } = this.plain
    const past = state.past.findLast(one => one.kind === 'chose' || one.kind === 'went_on') ?? state.chosen
    this.room.server.send({
      kind: 'now',
      state: { phase: state.phase, step: state.step, seconds: Math.round(this.plain.seconds()), slide: this.room.slides.number, chose: past ? { by: past.by, n: past.n ?? null, node: past.step } : null },
    })
  }

  async finish() {
    if (this.isFinished) return
    this.isFinished = true
    this.room.viewing?.audience.applaud()
    this.record.mark('over')
    this.part('saving').textContent = this.words.saving
    await Promise.all([this.record.save(), this.own.stop()])
    this.room.server.keep({ kind: 'over' })
    this.applause = setTimeout(() => {
      if (this.isOver) this.toReport()
      else this.part('saving').textContent = this.words['end-kept']
    }, APPLAUSE)
    this.applauseEnds = performance.now() + APPLAUSE
  }

  /** The server knows that it is over, also when somebody said so on another page. */
  over() {
    this.isOver = true
    if (!this.isFinished && this.record.timeline) return this.plain.take({ kind: 'end' })
    if (performance.now() >= (this.applauseEnds ?? 0)) this.toReport()
  }

  toReport() {
    clearTimeout(this.applause)
    location.assign(this.root.dataset.report)
  }

  spoke({ person, tab }, isSpeaking) {
    this.record.mark('speaking', { who: person, on: isSpeaking })
    this.own.other(tab, isSpeaking)
  }

  changed(kind, { person, tab }) {
    this.record.mark(kind, { who: person, name: this.nameOf(person) })
    this.own.other(tab, false)
  }

  nameOf(person) {
    return this.held.people[person]?.name ?? ''
  }

  // --- what comes from others ---

  hear(message) {
    const { kind } = message
    if (kind === 'welcome') {
      for (const cue of message.cues) this.takeCue(cue)
      this.tell()
    } else if (kind === 'cue') this.takeCue(message)
    else if (kind === 'over') this.over()
    else if (kind === 'choose') this.choose(message)
    else if (kind === 'turn') this.turned(message)
  }

  takeCue(cue) {
    if (!this.cues.known.has(cue.id)) this.record.mark('cue', { id: cue.id, cue: cue.cue, text: cue.text, by: cue.by, name: cue.name })
    this.cues.take(cue)
  }

  showCue(cue) {
    const text = textOf(cue, this.words)
    this.pill?.show(text, { ...(this.held.people[cue.by] ?? { dyes: ['woad', 'weld'], weave: 4 }), name: cue.name })
    this.part('cue').textContent = this.words['cue-said'].replace('{name}', cue.name).replace('{text}', text)
    this.part('cue').hidden = Boolean(this.pill)
    this.part('cue-spoken').textContent = this.part('cue').textContent
    this.root.dataset.cue = cue.id
  }

  hideCue() {
    this.pill?.hide()
    this.part('cue').hidden = true
    this.part('cue-spoken').textContent = ''
    delete this.root.dataset.cue
  }

  cueSeen({ id }) {
    const at = Math.round(this.room.at ?? 0)
    this.room.server.keep({ kind: 'seen', id, at })
    this.record.mark('seen', { id })
  }

  choose({ id, node, choice }) {
    const { state } = this.plain
    const isNow = node === state.step
    if (isNow && choice !== GO_ON) this.plain.take({ kind: 'choose', n: Number(choice), by: 'mentor' })
    else if (isNow && !state.scenario.steps[node].ends) this.plain.take({ kind: GO_ON, by: 'mentor' })
    this.room.server.send({ kind: 'chosen', id, taken: this.plain.state.step !== node })
  }

  turned({ id, slide, by }) {
    this.room.server.send({ kind: 'turned', id })
    if (!this.room.slides.turn(slide)) return
    this.slideTurned(slide)
    this.room.say(this.words['mentor-turned'].replace('{name}', this.nameOf(by)))
  }

  // --- what the speaker does ---

  act(intent, button) {
    if (intent === 'slide-on') this.turn(this.room.slides.beside(1))
    else if (intent === 'slide-back') this.turn(this.room.slides.beside(-1))
    else if (intent === 'hear') this.listen(button)
    else if (intent === 'keep-no-more') this.own.stop()
    else if (intent === 'retry') this.toReport()
    else if (intent === 'next') this.next()
  }

  /** The one button of a controller, and Enter in the picture: begin, or go on where there is nothing to choose. */
  next() {
    const { state } = this.plain
    if (state.phase === 'ready') this.plain.begin()
    else if (!choices(state).length) this.plain.take({ kind: 'go_on', by: 'speaker' })
  }

  press(event) {
    const ray = this.room.pointed(event)
    const row = ray && this.lectern ? this.lectern.rowAt(ray) : -1
    if (row < 0 && ray && this.atHand?.press(ray)) return
    const { state } = this.plain
    if (row >= 0 && choices(state).length) this.plain.take({ kind: 'choose', n: row, by: 'speaker' })
    else if (row >= 0 || state.phase === 'ready') this.next()
    else this.turn(this.room.slides.beside(1))
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.('input, textarea, select')) return
    if (event.key === 'PageDown') this.turn(this.room.slides.beside(1))
    else if (event.key === 'PageUp') this.turn(this.room.slides.beside(-1))
    else return
    event.preventDefault()
  }

  turn(slide) {
    if (!slide || !this.room.slides.turn(slide)) return
    this.room.server.keep({ kind: 'turn', slide })
    this.slideTurned(slide)
  }

  slideTurned(slide) {
    this.record.mark('slide', { number: slide })
    this.notes.turn(slide)
    this.tell()
    this.drawLectern()
  }

  async listen(button) {
    const why = await this.hearing.toggle()
    this.room.warn(why ? this.words[`microphone-${why}`] : '')
    button.setAttribute('aria-pressed', String(this.hearing.isOn))
  }

  // --- every picture ---

  pass(seconds, isKnown) {
    const { at, viewing } = this.room
    const now = performance.now()
    this.cues.update(at, now)
    if (viewing) this.look(seconds, isKnown, at, now)
    const isGoing = this.phase === 'going' || this.phase === 'paused'
    if (isGoing && now - this.told > TELL_EVERY) {
      this.tell()
      this.part('elapsed').textContent = this.elapsed
      if (viewing?.isIn) this.drawLectern()
    }
    if (isGoing && now - this.record.saved > SAVE_EVERY) this.record.save()
  }

  look(seconds, isKnown, at, now) {
    const { viewing, pose } = this.room
    const { speaker } = viewing
    speaker.isSpeaking = this.phase === 'going' && (!this.hearing.isOn || this.hearing.isVoiced)
    speaker.pauseSeconds = this.hearing.pauseSeconds
    speaker.pace = this.hearing.syllablesAMinute
    if (this.talker >= 0 && now > this.talkEnds) {
      viewing.audience.speak(this.talker, false)
      this.talker = -1
    }
    if (viewing.isIn) {
      this.caption(now)
      this.lectern?.follow(viewing.session.hands)
    }
    if (!isKnown || at === null || !this.record.timeline || this.isFinished) return
    const seat = viewing.ownRoom.isPlacing ? -1 : this.head.add(speaker.headPosition, speaker.headForward, seconds)
    this.record.seat(seat)
    pose.read(viewing)
    this.record.pose(SPEAKER, pose)
  }

  /** In a headset the lines stand before the eyes. */
  caption(now) {
    const { captions: said } = this
    if (!said) return
    const n = captionAt(said.list, (now - said.at) / 1000)
    if (n < 0 || n === said.n) return
    said.n = n
    this.room.viewing.say(said.list[n].text)
  }

  formChanged() {
    const { viewing } = this.room
    if (viewing.isIn && !this.lectern) this.lectern = new Lectern(viewing.stand, viewing.looking.eye, viewing.ownRoom)
    else if (!viewing.isIn) {
      this.lectern?.stop()
      this.lectern = null
    }
    this.drawLectern()
  }

  /** How long it has gone on, of how long it is meant to be; only the speaker sees it. */
  get elapsed() {
    const minutes = this.room.clock(this.held.scenario.minutes * 60_000)
    return this.words.elapsed.replace('{text}', this.room.clock(this.room.at ?? 0)).replace('{all}', minutes)
  }

  drawLectern() {
    if (!this.lectern) return
    const { state, scenario } = this.plain
    const now = state.step ? scenario.steps[state.step] : null
    const rows = choices(state).map(one => one.intent)
    if (!rows.length && state.phase !== 'over') rows.push(state.phase === 'ready' ? this.words.trigger : this.words[now?.ends ? 'finish' : 'go-on'])
    const who = now?.who === 'partner' ? `${scenario.partner} (${this.words['not-a-person']})` : ''
    this.lectern.draw({ clock: [this.elapsed, who].filter(Boolean).join(' · '), prompt: now?.prompt || this.words.point, notes: this.notes.now, rows })
  }

  stop() {
    this.record.save()
    document.removeEventListener('keydown', this.onKey)
    this.hearing.stop()
    this.own.stop()
    this.plain.stop()
    this.notes.stop()
    this.atHand?.stop()
    this.room.stop()
  }
}
