// What speaker and guests share of being in a rehearsal's room: the picture, the line, the voices, and who is here.
import { clock } from './plain.js'
import { Figures } from './figures.js'
import { Pose, short } from './poses.js'
import { Server } from './server.js'
import { SlideShow } from './slide-show.js'
import { Viewing } from './viewing.js'
import { Voice } from './voice.js'
import { Who } from './who.js'

const SHORT_WAY = 1 / 20 // seconds between two poses from browser to browser
const THROUGH_SERVER = 1 / 10
const SPOKEN = 8000 // milliseconds that a line stays for screen readers

export class InRoom {
  /**
   * `held` and `words` as views/room.py gives them. `hooks`: hear(message), act(intent, button), press(event), squeeze(), pass(seconds,
   * isKnown), leaving(), seated(), furnished(), came(one), moved(tab, pose), spoke(one, isSpeaking), isHeard(), ended().
   */
  constructor({ root, held, words, hooks }) {
    Object.assign(this, { root, held, words, hooks, language: document.documentElement.lang, sinceShort: 0, sinceServer: 0 })
    this.part = name => root.querySelector(`[data-part="${name}"]`)
    this.numbers = new Intl.NumberFormat(this.language)
    this.tab = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
    this.pose = new Pose()
    const faces = person => [...(root.querySelector(`template[data-face-of="${CSS.escape(person)}"]`)?.content.cloneNode(true).childNodes ?? [])]
    this.who = new Who({ root: this.part('here'), template: this.part('person'), faces, words, say: text => this.say(text) })
    this.voice = new Voice({
      tab: this.tab,
      tell: (to, body) => this.server.send({ kind: 'signal', to, ...body }),
      linked: () => {},
      heard: (tab, track) => this.who.heard(tab, track),
      pose: (tab, buffer) => this.moved(tab, pose => pose.take(buffer)),
      changed: () => this.heardOrNot(),
      // Who lets the room hear them is heard better there.
      speaks: isSpeaking => !hooks.isHeard?.() && this.tellState({ speaking: isSpeaking }),
    })
    this.slides = new SlideShow({ slides: held.slides, part: this.part, words, numbers: this.numbers, show: canvas => this.viewing?.room.showSlide(canvas) })
    this.server = this.serverTo(held.line)
  }

  serverTo(path) {
    const address = new URL(path, location.href)
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    return new Server({
      address,
      page: location.href,
      store: sessionStorage,
      open: () => this.server.send({ kind: 'join', tab: this.tab, form: this.form }),
      take: message => this.hear(message),
      lost: () => this.lineIs(this.words['line-lost']),
      final: why => this.over(this.words[`over-${why}`] ?? this.words['over-left']),
    })
  }

  /** `seat`: where this page looks from; nothing for the speaker, who stands where the place wants them. */
  start() {
    const { held, hooks, root, words } = this
    this.part('room').hidden = false
    const viewing = new Viewing({
      root,
      surface: this.part('stage'),
      setting: held.setting,
      words,
      hooks: {
        act: (intent, button) => this.act(intent, button),
        press: event => hooks.press(event),
        squeeze: event => hooks.squeeze(event),
        pass: (seconds, isKnown) => this.pass(seconds, isKnown),
        leaving: () => hooks.leaving(),
        seated: () => hooks.seated(viewing),
        furnished: () => this.furnished(),
        relit: () => hooks.relit?.(),
        entered: () => this.formChanged(),
        cameOut: () => this.formChanged(),
        resized: () => hooks.resized?.(),
        refused: () => this.warn(words.refused),
      },
    })
    viewing.isWatching = held.side !== 'speaker'
    this.viewing = viewing
    this.figures = new Figures({ viewing, portraits: held.people })
    const isPlain = new URLSearchParams(location.search).get('form') === 'plain'
    if (isPlain || !viewing.start()) this.flat(isPlain)
    this.part('insecure').hidden = isSecureContext
    root.querySelector('[data-do="speak"]').hidden = !navigator.mediaDevices || !globalThis.RTCPeerConnection
    this.server.start()
    if (held.slides.length) this.slides.draw()
  }

  /** Without WebGL, or for whoever wishes it so, a drawn picture stands in for the room; all else stays. */
  flat(isWished) {
    this.viewing = this.figures = null
    this.part('stage').hidden = true
    this.part('flat').hidden = false
    this.part('no-webgl').hidden = isWished
    for (const button of this.root.querySelectorAll('[data-do="sit"]')) button.hidden = true
    this.root.addEventListener('click', event => {
      const button = event.target.closest('[data-do]')
      if (button) this.act(button.dataset.do, button)
    })
    let then = performance.now()
    this.flatTimer = setInterval(() => {
      const now = performance.now()
      this.hooks.pass((now - then) / 1000, false)
      then = now
    }, 50)
  }

  get form() {
    return !this.viewing ? 'plain' : { 'immersive-vr': 'vr', 'immersive-ar': 'ar' }[this.root.dataset.presenting] ?? 'screen'
  }

  /** Milliseconds since the rehearsal's zero; null before it. */
  get at() {
    return this.server.at
  }

  clock(ms) {
    return clock(Math.floor(ms / 1000), this.language)
  }

  furnished() {
    if (!this.viewing) return
    this.figures?.furnished()
    this.slides?.draw()
    this.hooks.furnished?.(this.viewing)
  }

  pass(seconds, isKnown) {
    this.hooks.pass(seconds, isKnown)
    this.begin()
    this.sinceShort += seconds
    this.sinceServer += seconds
    if (this.sinceShort < SHORT_WAY || !isKnown) return
    this.sinceShort = 0
    this.pose.read(this.viewing)
    const isForAll = this.voice.sendPose(this.pose.numbers.buffer)
    if (isForAll || this.sinceServer < THROUGH_SERVER || !this.who.people.size) return
    this.sinceServer = 0
    this.server.send({ kind: 'pose', h: short(this.pose.h), l: short(this.pose.l), r: short(this.pose.r) })
  }

  /** The audience begins with the rehearsal, as it does in the replay: on every page the same people do the same at the same second. */
  begin() {
    const { at, viewing } = this
    if (at === null || !viewing || this.begun === viewing.audience) return
    this.begun = viewing.audience
    viewing.room.seconds = at / 1000
    const { talker } = viewing.audience.behaviour
    viewing.audience.behaviour.restart()
    // Whoever said the first line goes on with it.
    if (talker >= 0) viewing.audience.speak(talker, true)
  }

  moved(tab, read) {
    const pose = this.figures?.move(tab, read)
    if (pose) this.hooks.moved(tab, pose)
  }

  hear(message) {
    const { kind } = message
    if (kind === 'signal') this.voice.take(message.from, message)
    else if (kind === 'welcome') this.welcome(message)
    else if (kind === 'came' || kind === 'back' || kind === 'away' || kind === 'left') this.change(kind, message)
    else if (kind === 'state') this.stateOf(message)
    else if (kind === 'poses') for (const [tab, lists] of Object.entries(message.of)) this.moved(tab, pose => pose.takeLists(lists))
    this.hooks.hear(message)
  }

  welcome(message) {
    if (this.isLost) {
      this.lineIs('')
      this.say(this.words['line-back'])
    }
    for (const tab of this.figures?.people.keys() ?? []) if (!message.people.some(one => one.tab === tab)) this.figures.leave(tab)
    this.who.welcome(message.people.map(one => ({ ...one, isAway: one.is_away })))
    this.voice.begin(message)
    for (const one of message.people) this.came(one)
    this.tellState()
  }

  came(one) {
    this.hooks.came(one)
    this.standStill(one)
  }

  /** Draws who is there, where that is known: of those in the plain form the place tells it. */
  standStill(one) {
    const pose = this.figures?.come(one)
    if (pose) this.hooks.moved(one.tab, pose)
  }

  change(kind, { kind: _, ...one }) {
    this.who.change(kind, one)
    if (kind === 'left') {
      this.voice.drop(one.tab)
      this.figures?.leave(one.tab)
    } else if (kind !== 'away') {
      this.voice.meet(one.tab)
      this.came(one)
    }
    this.hooks.changed?.(kind, one)
  }

  stateOf({ kind: _, tab, ...state }) {
    const one = this.who.people.get(tab)
    if (one && Boolean(one.state?.speaking) !== Boolean(state.speaking)) this.hooks.spoke?.(one, Boolean(state.speaking))
    const { side, form, ...more } = state
    if (one) {
      this.who.put({ ...one, side, form, state: more })
      this.standStill(this.who.people.get(tab))
    }
    this.figures?.speaks(tab, Boolean(state.speaking))
  }

  tellState(more = {}) {
    this.mine = { seat: null, speaking: false, ...this.mine, ...more, microphone: this.voice?.isOn ? 'on' : 'off', form: this.form }
    this.server?.send({ kind: 'state', ...this.mine })
  }

  formChanged() {
    this.hooks.formChanged?.()
    this.tellState()
  }

  /** Where a press of a controller or a pinch pointed: a matrix in the space of the headset. */
  pointed({ frame, inputSource }) {
    return frame?.getPose(inputSource.targetRaySpace, this.viewing.renderer.xr.getReferenceSpace())?.transform.matrix
  }

  async act(intent, button) {
    if (intent !== 'speak') return this.hooks.act(intent, button)
    const why = await this.voice.toggle()
    this.warn(why ? this.words[`voice-${why}`] : '')
  }

  /** The microphone changed: on the button, and for everybody here. */
  heardOrNot() {
    this.root.querySelector('[data-do="speak"]').setAttribute('aria-pressed', String(this.voice.isOn))
    this.tellState()
  }

  lineIs(text) {
    this.isLost = Boolean(text)
    this.part('line').hidden = !text
    this.part('line-words').textContent = text
  }

  warn(text) {
    this.part('warning').textContent = text
    this.part('warning').hidden = !text
  }

  /** Read out by screen readers. */
  say(text) {
    const line = document.createElement('p')
    line.textContent = text
    this.part('spoken').append(line)
    setTimeout(() => line.remove(), SPOKEN)
  }

  /** There is no coming back: `text` says why. */
  over(text) {
    this.hooks.ended?.()
    this.stop()
    this.part('room').hidden = true
    this.part('end').hidden = false
    this.part('end-words').textContent = text
    this.part('end-words').focus()
  }

  stop() {
    clearInterval(this.flatTimer)
    this.server.stop()
    this.voice.stop()
    this.who.stop()
    this.viewing?.stop()
    this.viewing = null
  }
}
