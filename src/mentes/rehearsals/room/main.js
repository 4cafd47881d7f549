// The room of sixty seconds: alone knows all the parts, hands each what it needs, and keeps the one state.
import './room.css'
import { Board } from './board.js'
import { Hand } from './hand.js'
import { HeadDirection } from './head.js'
import { left, MOMENTS, START, step } from './minute.js'
import { Noticed } from './noticed.js'
import { Speech } from './speech.js'
import { Viewing } from './viewing.js'
import { TalkTime } from './voice-activity.js'

class Room {
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`)
    const words = JSON.parse(document.getElementById('room-words').textContent)
    Object.assign(this, { root, part, words, state: START, shown: -1 })
    this.numbers = new Intl.NumberFormat(document.documentElement.lang)
    this.noticed = new Noticed({ root: part('noticed'), words, language: document.documentElement.lang })
    this.board = new Board()
    this.heard = { t: 0, voiced: false }
    this.speech = new Speech({ worklet: root.dataset.worklet, read: reading => this.hear(reading) })
    const { place, people } = root.dataset
    this.viewing = new Viewing({
      root,
      surface: part('stage'),
      setting: { place, people: Number(people), seed: 0, mood: 'supportive' },
      words,
      hooks: {
        act: intent => this.act(intent),
        press: () => this.act('next'),
        squeeze: () => this.state.phase !== 'speaking' && this.act('leave'),
        pass: (seconds, isKnown) => this.pass(seconds, isKnown),
        leaving: () => this.leaving(),
        seated: () => this.seated(),
        furnished: () => this.write(),
        relit: () => this.relit(),
        entered: () => this.write(),
        cameOut: wasHere => this.cameOut(wasHere),
        refused: () => this.say(words.refused),
      },
    })
  }

  /** Gives whether this browser can draw it. */
  start() {
    if (!this.viewing.start()) return false
    this.part('insecure').hidden = isSecureContext
    this.root.querySelector('[data-do="hear"]').hidden = !navigator.mediaDevices || !globalThis.AudioWorkletNode
    return true
  }

  leaving() {
    this.hand?.lower()
    this.headBefore = this.head
  }

  seated() {
    this.head = new HeadDirection(this.viewing.audience.faces, this.viewing.from)
  }

  /** The same people sit there again: the minute goes on. */
  relit() {
    this.head = this.headBefore
    if (this.hand) this.hand.audience = this.viewing.audience
  }

  act(intent) {
    if (intent === 'begin' || intent === 'next') this.begin(intent)
    else if (intent === 'leave') this.leave()
    else if (intent === 'hear') this.listen()
    else if (intent === 'plain') this.plain()
  }

  begin(intent) {
    const before = this.state
    this.state = step(this.state, { kind: intent })
    if (this.state === before) return
    const { audience } = this.viewing
    this.seated()
    this.talk = this.speech.isOn ? new TalkTime() : null
    this.hand?.lower()
    this.hand = new Hand({ audience, head: this.head, say: key => this.say(this.words[key]) })
    this.moment = 0
    this.noticed.hide()
    this.drawPhase()
    // The keys that turn the head are at hand at once.
    this.part('stage').focus({ preventScroll: true })
    this.part('stage').scrollIntoView({ block: 'nearest' })
  }

  leave() {
    this.state = step(this.state, { kind: 'leave' })
    this.hand?.lower()
    this.noticed.hide()
    this.drawPhase()
    this.say('')
    this.viewing.session.leave()
  }

  plain() {
    this.stop()
    plainly(this.root, '')
    this.part('plain').querySelector('h2').focus()
  }

  async listen() {
    const button = this.root.querySelector('[data-do="hear"]')
    if (this.speech.isOn) this.speech.stop()
    else {
      const why = await this.speech.start()
      if (why) this.say(this.words[`microphone-${why}`])
    }
    button.setAttribute('aria-pressed', String(this.speech.isOn))
    if (!this.speech.isOn) this.hear({ t: 0, voiced: false })
  }

  hear(reading) {
    this.heard = reading
    if (this.state.phase === 'speaking') this.talk?.add(reading)
    this.part('hears').hidden = !reading.voiced
  }

  cameOut(wasHere) {
    if (wasHere) {
      // Those who sat in one's own room are gone with it, and so is a minute before them.
      if (this.state.phase === 'speaking') this.state = START
      if (this.state.phase === 'over') this.head = this.headBefore
    }
    this.drawPhase()
  }

  pass(seconds, isKnown) {
    if (this.state.phase !== 'speaking') return
    const { speaker } = this.viewing
    this.state = step(this.state, { kind: 'tick', seconds })
    speaker.isSpeaking = !this.speech.isOn || this.heard.voiced
    speaker.pauseSeconds = this.talk ? this.talk.pauseAt(this.heard.t) : 0
    const seat = isKnown ? this.head.add(speaker.headPosition, speaker.headForward, seconds) : -1
    this.hand.update(seat, seconds)
    while (this.moment < MOMENTS.length && this.state.seconds >= MOMENTS[this.moment].at) this.happen(MOMENTS[this.moment++])
    if (left(this.state) !== this.shown) this.write()
    if (this.state.phase === 'over') this.finish()
  }

  happen({ say, hand }) {
    if (say) this.say(this.words[say])
    else this.hand.raise(hand)
  }

  finish() {
    const { audience, speaker } = this.viewing
    this.hand?.lower()
    speaker.isSpeaking = false
    audience.applaud()
    this.say(this.words.over)
    this.noticed.show({ head: this.head, talk: this.talk, n: audience.seats.length })
    this.drawPhase()
  }

  /** The clock on the page and on the wall: once a second, not for every picture. */
  write() {
    const { phase } = this.state
    const { isIn, room } = this.viewing
    this.shown = left(this.state)
    const clock = this.numbers.format(this.shown)
    this.part('clock').textContent = clock
    if (phase === 'before') room.showSlide(this.board.draw(this.words.title, isIn ? ['', this.words.trigger] : []))
    else if (phase === 'speaking') room.showSlide(this.board.draw(clock, [this.words.left]))
    else room.showSlide(this.board.draw(this.words['noticed-title'], this.noticed.lines(this.head)))
  }

  drawPhase() {
    this.root.dataset.phase = this.state.phase
    this.write()
  }

  /** Said aloud by screen readers, shown below the picture, and before the eyes in a headset. */
  say(text) {
    this.part('caption').textContent = text
    this.viewing.say(text)
  }

  /** Gives back all that was taken. */
  stop() {
    this.speech.stop()
    this.viewing.stop()
  }
}

/** The plain form instead of the room; `why` names the part that says so, or is empty. */
function plainly(root, why) {
  root.querySelector('[data-part="room"]').hidden = true
  root.querySelector('[data-part="plain"]').hidden = false
  if (why) root.querySelector(`[data-part="${why}"]`).hidden = false
}

const root = document.querySelector('[data-room]')
if (root) {
  root.querySelector('[data-part="room"]').hidden = false
  const room = new Room(root)
  if (room.start()) {
    root.querySelector('[data-part="plain"]').hidden = true
    addEventListener('pagehide', event => !event.persisted && room.stop(), { once: true })
  } else plainly(root, 'no-webgl')
}
