// The speaker's own voice, where they said yes to keeping it, on their own device: written part by part as it is spoken, so that a
// page that dies loses two seconds. It belongs to a run (keep.js) and goes with it. Nothing here sends anything anywhere.
import { answer, OnDevice } from './on-device.js'

/** All parts of one run, in their order. */
const partsOf = run => IDBKeyRange.bound([run], [run, []])

export class KeptVoice {
  constructor() {
    this.device = new OnDevice('mentes-voices', 'parts', ['run', 'n'])
  }

  /** Part `n` of a run's voice: `blob` as the recorder gave it, and `at`, the rehearsal's millisecond at which the sound begins. */
  async add(run, n, blob, at) {
    // Bytes, since some browsers forget blobs of private windows.
    const bytes = await blob.arrayBuffer()
    await answer((await this.device.store('readwrite')).put({ run, n, bytes, type: blob.type, at }))
  }

  /** {blob, at} of all that was kept, or null. What was said last of `at` is known best: clocks agree better with time. */
  async load(run) {
    const parts = await answer((await this.device.store()).getAll(partsOf(run)))
    const last = parts.at(-1)
    return last ? { blob: new Blob(parts.map(one => one.bytes), { type: last.type }), at: last.at } : null
  }

  async delete(run) {
    await answer((await this.device.store('readwrite')).delete(partsOf(run)))
  }

  /** What belongs to none of `runs` goes. */
  async keepOnly(runs) {
    const keys = await answer((await this.device.store()).getAllKeys())
    for (const run of new Set(keys.map(([run]) => run))) if (!runs.has(run)) await this.delete(run)
  }
}
