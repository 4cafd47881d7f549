// One store of IndexedDB, as promises: what the rooms keep on somebody's own device.

/** A request of IndexedDB as a promise. */
export const answer = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

export class OnDevice {
  /** `name` of the database, which has one store, called `kept`, whose rows are known by `keyPath`. */
  constructor(name, kept, keyPath) {
    Object.assign(this, { name, kept, keyPath, base: null })
  }

  /** Promises the store; rejects where the browser keeps nothing (private windows of some, or turned off). */
  async store(mode = 'readonly') {
    if (!this.base) {
      const request = indexedDB.open(this.name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(this.kept, { keyPath: this.keyPath })
      this.base = answer(request)
    }
    return (await this.base).transaction(this.kept, mode).objectStore(this.kept)
  }

  async stop() {
    if (this.base) (await this.base).close()
    this.base = null
  }
}
