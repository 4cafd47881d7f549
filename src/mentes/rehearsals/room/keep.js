// Recordings on the speaker's own device (IndexedDB): kept while the rehearsal goes on, listed, deleted, and gone when their time is over.
// Nothing here sends anything anywhere. Whoever else signs in on the same browser is shown their own runs only.

const [NAME, VERSION, RUNS] = ['mentes-rehearsals', 1, 'runs']
export const DAYS = 30
const DAY = 86_400_000 // milliseconds

/** Whether a run that was last saved at `savedAt` has had its time. Pure; all in milliseconds, `days` in days. */
export const isExpired = (savedAt, now, days = DAYS) => now - savedAt >= days * DAY

/** Until when a run is kept. */
export const keptUntil = (savedAt, days = DAYS) => savedAt + days * DAY

/** A request of IndexedDB as a promise. */
const answer = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

export class Keep {
  /** `owner`: whose runs, an id; `days` they are kept; `now()` in milliseconds since 1970. */
  constructor({ owner, days = DAYS, now = () => Date.now() }) {
    Object.assign(this, { owner, days, now, waiting: null })
  }

  /** Promises the store of runs; rejects where the browser keeps nothing (private windows of some, or turned off). */
  async store(mode) {
    this.base ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION)
      request.onupgradeneeded = () => request.result.createObjectStore(RUNS, { keyPath: 'key' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return (await this.base).transaction(RUNS, mode).objectStore(RUNS)
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
      await answer((await this.store('readwrite')).put(run))
    })
    return this.waiting
  }

  /** {rehearsal, bytes, savedAt, scenario, began, ...} or null. */
  async load(rehearsal) {
    return (await answer((await this.store('readonly')).get(this.key(rehearsal)))) ?? null
  }

  /** All runs of the owner, or those of one scenario, newest first; what has had its time is deleted before. */
  async list(scenario = null) {
    const now = this.now()
    const all = await answer((await this.store('readonly')).getAll())
    for (const run of all) if (isExpired(run.savedAt, now, this.days)) await answer((await this.store('readwrite')).delete(run.key))
    const mine = all.filter(run => run.owner === this.owner && !isExpired(run.savedAt, now, this.days))
    return mine.filter(run => scenario === null || run.scenario === scenario).sort((a, b) => b.savedAt - a.savedAt)
  }

  async delete(rehearsal) {
    await this.waiting?.catch(() => {})
    await answer((await this.store('readwrite')).delete(this.key(rehearsal)))
  }

  async stop() {
    await this.waiting?.catch(() => {})
    if (this.base) (await this.base).close()
    this.base = null
  }
}
