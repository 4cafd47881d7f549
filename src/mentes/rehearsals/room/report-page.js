// The report: alone knows its parts. The recording comes from this device, or from the server where its speaker shared it.
import { captionAt, captions } from './captions.js'
import { Keep, keptUntil } from './keep.js'
import { Replay } from './replay.js'
import { fill as fillTable, summaries } from './report/compare.js'
import { Said } from './report/draw.js'
import { factsOf } from './report/facts.js'
import { Lanes } from './report/lanes.js'
import { momentsOf } from './report/moments.js'
import { MomentsList } from './report/moments-list.js'
import { Fillers } from './report/fillers.js'
import { drawPlan } from './report/plan.js'
import { Player } from './report/player.js'
import { VoiceNote } from './voice-note.js'
import { VoicePart } from './report/voice-part.js'
import { keysOf, seatings, seatsOf, sidesOfAll } from './report/where.js'
import { BrokenTimeline, SPEAKER, Timeline } from './timeline.js'
import { Controls } from './controls.js'
import './report/report.css'

const CUE_SHOWN = 3000 // milliseconds
const read = id => JSON.parse(document.getElementById(id).textContent)

class Report {
  constructor(root) {
    this.root = root
    this.data = read('report-data')
    this.said = new Said(read('report-words'), document.documentElement.lang)
    this.said.speed = new Intl.NumberFormat(document.documentElement.lang)
    this.keep = new Keep({ owner: this.data.me, days: this.data.days })
  }

  part(name) {
    return this.root.querySelector(`[data-part="${name}"]`)
  }

  async start() {
    this.startNote()
    const bytes = await this.bring()
    if (!bytes) return this.tell(this.data.maySpeak ? 'nothing-here' : 'not-shared')
    try {
      this.timeline = Timeline.decode(bytes)
    } catch (error) {
      if (!(error instanceof BrokenTimeline)) throw error
      return this.tell('broken')
    }
    this.open()
  }

  /** The bytes of the recording, or null. What lies on this device is newer than what was shared. */
  async bring() {
    const { data } = this
    if (data.maySpeak) {
      const run = await this.keep.load(data.rehearsal).catch(() => null)
      if (run) {
        this.run = run
        return run.bytes
      }
    }
    if (!data.recording) return null
    const answer = await fetch(data.recording).catch(() => null)
    return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null
  }

  tell(key) {
    this.part('nothing').textContent = this.said.words[key]
    this.part('nothing').hidden = false
    if (this.data.recording || this.run) this.part('device-kept').hidden = !this.run
  }

  open() {
    const { timeline, data, said } = this
    const { about } = timeline
    this.setting = { ...data.setting, ...Object.fromEntries(Object.entries(about).filter(([key]) => key in data.setting)) }
    this.seats = seatsOf(this.setting.place, this.setting.n)
    this.facts = factsOf(timeline, this.seats.length)
    this.names = new Map([...data.people.map(one => [one.who, one.name]), ...timeline.people.map(one => [one.who, one.name])])
    for (const name of ['replay', 'moments-part', 'lanes-part', 'sure']) this.part(name).hidden = false
    const act = {
      seek: ms => this.seekTo(ms), dispute: (moment, text) => this.dispute(moment, text), takeBack: moment => this.takeBack(moment),
      changed: () => this.changed('listened'),
    }
    this.list = new MomentsList({ root: this.part('moments'), template: this.part('dispute'), said, maySpeak: data.maySpeak, act })
    this.fillers = new Fillers({ part: name => this.part(name), lane: this.root.querySelector('[data-lane="fillers"]'), said, data, act })
    this.seatings = seatings(timeline, this.seats)
    const side = sidesOfAll(this.seatings)
    this.lanes = new Lanes({
      root: this.part('lanes-part'), said, seek: (ms, isHeld) => this.player.seek(ms, isHeld),
      names: { own: data.maySpeak ? said.words.you : data.speaker, partner: data.partner || said.words.partner, others: said.words.others },
      sideOf: side, sides: keysOf(this.seats).map(key => ({ key, name: this.nameOf(key) })),
    })
    this.player = new Player({
      root: this.part('replay'), said, show: (ms, seconds, mode) => this.show(ms, seconds, mode),
      turned: () => this.voice.follow(this.player.ms, this.player),
    })
    this.voice = new VoicePart({ part: name => this.part(name), said, keep: this.keep, data, say: key => this.say(key), gone: () => this.fillers.withdraw() })
    this.voice.start(Boolean(this.run)).then(isThere => {
      if (!isThere) return
      this.player.seek(this.player.ms)
      this.fillers.offer(this.voice.kept)
    })
    this.startReplay()
    this.draw()
    this.player.open(this.facts.length)
    this.followSaid()
    if (data.maySpeak) this.openOwn()
  }

  nameOf(key) {
    const { words } = this.said
    if (!key.startsWith('seat-')) return words[`side-${key}`]
    const n = Number(key.slice(5))
    return n === 0 && this.data.partner ? this.data.partner : this.said.fill('seat', { n: this.said.whole.format(n + 1) })
  }

  startReplay() {
    const { data, timeline, facts, setting } = this
    const people = timeline.people.map(one => ({ ...data.people.find(other => other.who === one.who || (other.name === one.name && one.name)), ...one }))
    if (!people.some(one => one.who === SPEAKER)) people.push(data.people.find(one => one.who === SPEAKER))
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const replay = new Replay({ surface: this.part('stage'), timeline, facts, setting, people, seatings: this.seatings, slide: n => data.slides[n - 1] ?? '', things: data.things, handles: data.handles, isStill })
    const isDrawn = replay.start()
    this.part('flat').hidden = isDrawn
    this.part('no-webgl').hidden = isDrawn
    this.part('seats').hidden = !isDrawn
    if (!isDrawn) return
    this.replay = replay
    this.controls = new Controls({
      surface: this.part('stage'), buttons: this.part('stage'), turn: (yaw, pitch) => replay.look(yaw, pitch),
      act: intent => intent === 'straight' ? replay.sit(replay.seat) : intent === 'next' && this.player.toggle(), fov: () => (replay.camera.fov * Math.PI) / 180,
    })
    this.controls.start()
    this.part('seats').addEventListener('change', () => this.sit())
    const chair = this.part('chair')
    chair.max = replay.n
    chair.value = 1 + Math.max(0, facts.head.seats.indexOf(Math.max(...facts.head.seats)) - facts.seating.first)
    chair.closest('[data-part="which"]').hidden = true
    addEventListener('pagehide', event => !event.persisted && replay.stop(), { once: true })
  }

  sit() {
    const seat = this.part('seats').querySelector('input[type="radio"]:checked').value
    this.part('which').hidden = seat !== 'audience' || this.replay.n < 2
    this.replay.sit(seat, Math.round(Number(this.part('chair').value) || 1) - 1)
    this.root.dataset.seat = seat
  }

  /** All that follows from marks: moments, their disputes, the lanes. */
  draw() {
    const { timeline, data, facts } = this
    const known = new Set(data.said.map(one => one.id))
    const own = timeline.of('own').map(({ at, value }) => ({ id: value.id, at, kind: 'own', text: value.text, name: data.speaker }))
    const cues = timeline.of('cue').filter(({ value }) => !known.has(value.id)).map(({ at, value }) => ({ id: value.id, at, kind: 'cue', text: value.text || this.said.words[`cue-${value.cue}`] || '', name: value.name }))
    this.cues = [...data.said.filter(one => one.kind === 'cue'), ...cues]
    const moments = momentsOf([...data.said, ...own, ...cues], facts)
    const disputes = new Map(timeline.of('dispute').map(({ value }) => [value.of, { text: value.text, name: data.speaker }]))
    this.list.draw(moments, disputes)
    this.lanes.draw(facts, moments, this.things())
    this.fillers.draw(timeline, this.lanes.length, disputes)
    const { first, n } = facts.seating
    const { seats } = this.seatings.find(one => one.first === first)
    drawPlan(this.part('plan'), seats, facts.head.seats.slice(first, first + n), this.said)
    this.part('plan-part').hidden = seats.length < 4 || !facts.turned.length
    const { steadiness } = facts
    this.part('steady').textContent = steadiness === null ? this.said.words['steady-unknown'] : this.said.fill('steady', { percent: this.said.percent(steadiness) })
    this.part('steady').hidden = !facts.isHeard
  }

  /** Slides and what was handled, for their lane. */
  things() {
    const { said } = this
    const slides = this.timeline.of('slide').map(({ at, value }) => ({ at, text: said.fill('slide', { n: said.whole.format(value.number) }) }))
    const handled = this.timeline.of('handle').map(({ at, value }) => ({ at, text: this.data.things[value.thing]?.label ?? said.words.handled }))
    return [...slides, ...handled]
  }

  seekTo(ms) {
    this.player.seek(ms)
    this.part('replay').scrollIntoView({ block: 'nearest' })
  }

  show(ms, seconds, mode) {
    this.replay?.as(mode)
    this.replay?.draw(ms, seconds)
    this.lanes.move(ms)
    this.list.move(ms)
    this.fillers.move(ms)
    this.caption(ms)
    this.voice.follow(ms, this.player)
  }

  caption(ms) {
    const line = this.facts.said.find(one => one.from <= ms && ms < one.to)
    const place = this.part('caption')
    place.hidden = !line
    if (line) {
      const list = captions(line.text)
      this.part('caption-who').textContent = line.who === 'audience' ? this.said.words.somebody : this.data.partner || this.said.words.partner
      this.part('caption-says').textContent = list[captionAt(list, (ms - line.from) / 1000)]?.text ?? ''
    }
    const cue = this.cues.find(one => one.at <= ms && ms < one.at + CUE_SHOWN)
    this.part('cue').hidden = !cue
    if (cue) this.part('cue').textContent = this.said.fill('cue-said', { name: cue.name || this.said.words.gone, text: cue.text })
  }

  /** Cues and remarks that the server listed lead to their second. */
  followSaid() {
    for (const time of this.root.querySelectorAll('[data-said] time')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'moment-time'
      button.textContent = time.textContent
      button.setAttribute('aria-label', this.said.fill('go-to', { time: time.textContent }))
      button.addEventListener('click', () => this.seekTo(Number(time.dataset.at)))
      time.replaceWith(button)
    }
    const at = this.root.querySelector('[data-part="remark-form"] input[name="at"]')
    if (at && !at.value) this.part('slider').addEventListener('input', () => (at.value = this.plainTime(this.player.ms)))
  }

  /** A mentor speaks a remark for the moment that stands in the field above, which follows the replay. */
  startNote() {
    const form = this.part('note')
    if (!form) return
    const field = this.root.querySelector('[data-part="remark-form"] input[name="at"]')
    const at = () => {
      const [, minutes, seconds] = field.value.trim().match(/^(\d{1,3}):([0-5]\d)$/) ?? []
      return minutes ? 1000 * (60 * Number(minutes) + Number(seconds)) : null
    }
    const note = new VoiceNote({ form, words: this.said.words, at, clock: ms => this.said.time(ms), sent: () => location.reload() })
    addEventListener('pagehide', event => !event.persisted && note.stop(), { once: true })
  }

  /** Digits that the server reads. */
  plainTime(ms) {
    const seconds = Math.floor(ms / 1000)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }

  // --- what the speaker may do ---

  async openOwn() {
    const { data, said, run } = this
    this.part('own-mark').hidden = false
    this.part('own-mark').addEventListener('submit', event => this.mark(event))
    this.part('share')?.addEventListener('submit', event => this.share(event))
    if (this.part('share')) this.part('share').hidden = false
    if (!run) return
    this.part('device-kept').hidden = false
    this.part('device-until').textContent = said.fill('kept-until', { day: said.day.format(new Date(keptUntil(run.savedAt, data.days))) })
    this.part('delete').addEventListener('click', () => this.delete())
    const runs = await this.keep.list(data.scenario).catch(() => [])
    const found = summaries(runs, this.seats.length)
    if (found.length > 1) {
      fillTable(this.part('runs'), found, data.rehearsal, said)
      this.part('compare').hidden = false
    }
  }

  mark(event) {
    event.preventDefault()
    const words = event.target.elements.words
    const text = words.value.trim()
    if (!text) return words.focus()
    this.timeline.mark(this.player.ms, 'own', { id: crypto.randomUUID?.() ?? String(Math.random()), text })
    words.value = ''
    this.changed('marked')
  }

  dispute(moment, text) {
    this.timeline.mark(moment.at, 'dispute', { of: moment.key, text })
    this.changed('kept-dispute')
  }

  takeBack(moment) {
    this.timeline.marks = this.timeline.marks.filter(({ kind, value }) => kind !== 'dispute' || value.of !== moment.key)
    this.changed('took-back')
  }

  /** Keeps what was marked: on this device if the recording lies here, and in the copy that was shared. */
  async changed(key) {
    this.draw()
    this.list.move(this.player.ms)
    const bytes = this.timeline.encode()
    try {
      if (this.run) await this.keep.save(this.data.rehearsal, bytes)
      if (this.data.recording && !(await this.send(bytes)).ok) throw new Error('not sent')
      this.say(key)
    } catch {
      this.say('not-kept')
    }
  }

  send(bytes) {
    const form = new FormData()
    form.set('csrfmiddlewaretoken', this.root.querySelector('[name="csrfmiddlewaretoken"]').value)
    form.set('recording', new Blob([bytes]), 'recording')
    return fetch(this.data.share, { method: 'POST', body: form, headers: { Accept: 'application/json' } })
  }

  async share(event) {
    event.preventDefault()
    const answer = await this.send(this.timeline.encode()).catch(() => null)
    if (answer?.ok) location.reload()
    else this.say(answer?.status === 413 ? 'too-large' : 'not-shared-now')
  }

  async delete() {
    await this.keep.delete(this.data.rehearsal)
    location.reload()
  }

  say(key) {
    this.part('status').textContent = this.said.words[key]
  }
}

const root = document.querySelector('[data-report]')
if (root) new Report(root).start()
