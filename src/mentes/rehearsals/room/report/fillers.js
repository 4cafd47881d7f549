// Fillers in the report: those that a mentor tapped, and those that Mentes may have heard in the speaker's own voice, where they asked
// for it. The voice leaves this device by that yes alone, for one answer; what comes back is moments, kept with the run.
import { element } from './draw.js'
import { MomentsList } from './moments-list.js'

/** Of people and of Mentes, earliest first: {key, at, kind: 'tap', text, name} and {key, at, kind: 'noticed', rule, numbers}. Pure. */
export function fillersOf(timeline, taps, text) {
  const tapped = taps.map(({ id, at, name }) => ({ key: `tap-${id}`, at, kind: 'tap', text, name }))
  const heard = (timeline?.of('filler') ?? []).map(({ at, value }) => ({ key: `filler-${at}`, at, kind: 'noticed', rule: 'filler', numbers: { word: value.word } }))
  return [...tapped, ...heard].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

/** What was found, in place of what was found before. `zero`: the rehearsal's millisecond at which the sound begins. */
export function keepFound(timeline, found, zero) {
  timeline.marks = timeline.marks.filter(({ kind }) => kind !== 'filler')
  for (const { word, at } of found) timeline.mark(at + zero, 'filler', { word })
}

/** `take(said)` gets each line of a stream of JSON as it comes. */
export async function readLines(stream, take) {
  const [reader, decoder] = [stream.getReader(), new TextDecoder()]
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = done ? '' : lines.pop()
    for (const line of lines) if (line) take(JSON.parse(line))
    if (done) return
  }
}

export class Fillers {
  /** `part(name)` of the page; `lane` an element; `said` a Said; `data` of the page; `act` as MomentsList's, and `changed()`. */
  constructor({ part, lane, said, data, act }) {
    Object.assign(this, { part, lane, said, data, act, voice: null, stopping: null })
    this.list = new MomentsList({ root: part('filler-list'), template: part('dispute'), said, maySpeak: data.maySpeak, act })
  }

  /** `disputes` as MomentsList's. */
  draw(timeline, length, disputes) {
    this.timeline = timeline
    const all = fillersOf(timeline, this.data.taps, this.said.words.filler)
    this.list.draw(all, disputes)
    this.part('fillers').hidden = !all.length && !this.voice
    this.lane.hidden = !all.length
    if (!all.length) return
    const [tapped, heard] = ['tap', 'noticed'].map(kind => this.said.whole.format(all.filter(one => one.kind === kind).length))
    this.lane.querySelector('[data-told]').textContent = this.said.fill('fillers-told', { tapped, heard })
    this.lane.querySelector('[data-plot]').replaceChildren(...all.map(({ at, kind, name, key }) => {
      const dot = element('span', `strip-mark strip-mark-${kind === 'noticed' ? kind : 'remark'}`, kind === 'noticed' ? '◷' : [...(name || '•')][0])
      dot.style.left = `${Math.min(100, (100 * at) / length)}%`
      dot.dataset.key = key
      return dot
    }))
  }

  move(ms) {
    this.list.move(ms)
  }

  /** A voice lies on this device: {blob, at}. Where the operator offers it, it may be asked about. */
  offer(voice) {
    if (!this.part('listen')) return
    this.voice = voice
    this.part('fillers').hidden = this.part('listen').hidden = false
    this.part('listen-yes').addEventListener('click', () => this.ask())
    this.part('listen-stop').addEventListener('click', () => this.stopping?.abort())
  }

  /** The voice was deleted. */
  withdraw() {
    this.voice = null
    this.stopping?.abort()
    if (this.part('listen')) this.part('listen').hidden = true
  }

  async ask() {
    this.show(true)
    this.stopping = new AbortController()
    try {
      await this.send()
    } catch {
      this.say(this.stopping.signal.aborted ? 'listen-stopped' : 'listen-failed')
    }
    this.show(false)
  }

  async send() {
    const form = new FormData()
    form.set('csrfmiddlewaretoken', document.querySelector('[data-report] [name="csrfmiddlewaretoken"]').value)
    form.set('yes', '1')
    form.set('voice', this.voice.blob, 'voice')
    const answer = await fetch(this.data.fillers, { method: 'POST', body: form, signal: this.stopping.signal })
    let last = null
    const hear = said => {
      last = said
      if ('done' in said) this.part('listen-bar').value = said.done
    }
    if (answer.headers.get('Content-Type') !== 'application/x-ndjson') hear(await answer.json())
    else await readLines(answer.body, hear)
    if (last?.fillers) this.take(last.fillers)
    else this.say(`listen-${last?.wrong?.[0] ?? 'failed'}`)
  }

  take(found) {
    keepFound(this.timeline, found, this.voice.at)
    this.act.changed()
    this.say('listen-found', { n: this.said.whole.format(found.length) })
  }

  say(key, parts = {}) {
    this.part('listen-state').textContent = this.said.fill(key, parts)
  }

  /** While it listens there is one button, and while not the other; who was on one is not left without. */
  show(isBusy) {
    const hadFocus = document.activeElement === this.part(isBusy ? 'listen-yes' : 'listen-stop')
    if (isBusy) this.part('listen-bar').value = 0
    if (isBusy) this.say('')
    this.part('listen-yes').hidden = isBusy
    this.part('listen-stop').hidden = this.part('listen-bar').hidden = !isBusy
    if (hadFocus) this.part(isBusy ? 'listen-stop' : 'listen-yes').focus()
  }
}
