// Recordings on the speaker's own device (IndexedDB): kept while the rehearsal goes on, listed, deleted, and gone when their time is over.
// Nothing here sends anything anywhere. Whoever else signs in on the same browser is shown their own runs only.
import { KeptVoice } from './kept-voice.js'
import { answer, OnDevice } from './on-device.js'

export const DAYS = 30
const DAY = 86_400_000 // milliseconds

/** Whether a run that was last saved at `savedAt` has had its time. Pure; all in milliseconds, `days` in days. */
export const isExpired = (savedAt, now, days = DAYS) => now - savedAt >= days * DAY

/** Until when a run is kept. */
export const keptUntil = (savedAt, days = DAYS) => savedAt + days * DAY

export class Keep {
  /** `owner`: whose runs, an id; `days` they are kept; `now()` in milliseconds since 1970. */
  constructor({ owner, days = DAYS, now = () => Date.now() }) {
    Object.assign(this, { owner, days, now, waiting: null, device: new OnDevice('mentes-rehearsals', 'runs', 'key'), voice: new KeptVoice() })
  }

  key(rehearsal) {
    return `${this.owner}/${rehearsal}`
  }

  /**
   * Keeps `bytes` (Timeline.encode()) of a rehearsal, over what was kept of it before. `about` {scenario, began} is
   * remembered for lists, and may be left out later. One save at a time: the newest waits for the one before it.
   */
  save(rehearsal, bytes, about = {}) {
    const before = this.waiting ?? Promise.resolve()
    this.waiting = before.catch(() => {}).then(async () => {
      const old = await this.load(rehearsal)
      const run = { ...old, ...about, key: this.key(rehearsal), owner: this.owner, rehearsal, bytes, savedAt: this.now() }
      await answer((await this.device.store('readwrite')).put(run))
    })
    return this.waiting
  }

  /** {rehearsal, bytes, savedAt, scenario, began, ...} or null, also where its time is over. */
  async load(rehearsal) {
    const run = await answer((await this.device.store()).get(this.key(rehearsal)))
    return run && !isExpired(run.savedAt, this.now(), this.days) ? run : null
  }

  /** All runs of the owner, or those of one scenario, newest first; what has had its time is deleted before. */
  async list(scenario = null) {
    const now = this.now()
    const all = await answer((await this.device.store()).getAll())
    const inTime = all.filter(run => !isExpired(run.savedAt, now, this.days))
    for (const run of all) if (!inTime.includes(run)) await answer((await this.device.store('readwrite')).delete(run.key))
    await this.voice.keepOnly(new Set(inTime.map(run => run.key)))
    return inTime.filter(run => run.owner === this.owner).filter(run => scenario === null || run.scenario === scenario).sort((a, b) => b.savedAt - a.savedAt)
  }

  async delete(rehearsal) {
    await this.waiting?.catch(() => {})
    await this.deleteVoice(rehearsal)
    await answer((await this.device.store('readwrite')).delete(this.key(rehearsal)))
  }

  /**
   * The speaker's own voice in a rehearsal, as far as they kept it: {blob, at} or null. `blob` is one whole sound file (its `type`
   * says which: audio/webm, audio/mp4 or audio/ogg), `at` the rehearsal's millisecond at which it begins. It may leave this device
   * only by a fresh yes of its owner, each time anew.
   */
  voiceOf(rehearsal) {
    return this.voice.load(this.key(rehearsal))
  }

  /** One more part of it, as KeptVoice.add says. */
  addVoice(rehearsal, n, blob, at) {
    return this.voice.add(this.key(rehearsal), n, blob, at)
  }

  /** The voice alone; the run stays. */
  deleteVoice(rehearsal) {
    return this.voice.delete(this.key(rehearsal))
  }

  async stop() {
    await this.waiting?.catch(() => {})
    await Promise.all([this.device.stop(), this.voice.device.stop()])
  }
}
