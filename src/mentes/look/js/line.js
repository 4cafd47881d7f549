// A line to the server (one WebSocket): comes back by itself when it breaks, and says when there is no coming back.
import { enqueue, patience, wait } from './pace.js'

const FINAL = { 4401: 'signed-out', 4403: 'removed', 4409: 'elsewhere', 4423: 'full', 1000: 'left' }
const PING_EVERY = 5000, SILENT_AFTER = 11_000, SLEPT_AFTER = 15_000

export class Line {
  /**
   * `open()` is called on every new line, `take(message)` for each message, `lost()` and `final(why)` when it goes; `page` is the
   * address that says whether one still has a place. `ping()` makes the message that asks for a pong, `pong(message)` gets it.
   */
  constructor({ address, page, open, take, lost, final, ping = () => ({ kind: 'ping' }), pong = () => {} }) {
    Object.assign(this, { address, page, open, take, lost, final, ping, pong })
    this.queue = []
    this.sent = []
    this.failures = 0
    this.isOver = false
  }

  start() {
    this.connect()
    this.heard = this.looked = Date.now()
    this.beat = setInterval(() => this.look(), 1000)
    this.wake = () => this.retry()
    addEventListener('online', this.wake)
    document.addEventListener('visibilitychange', this.wake)
  }

  connect() {
    clearTimeout(this.later)
    this.later = null
    const socket = new WebSocket(this.address)
    this.socket = socket
    this.begun = Date.now()
    socket.onopen = () => {
      if (socket !== this.socket) return
      this.failures = 0
      this.queue = [] // what was meant for the old line is old
      this.heard = this.pinged = Date.now()
      this.open()
    }
    socket.onmessage = event => {
      if (socket !== this.socket) return
      this.heard = Date.now()
      const message = JSON.parse(event.data)
      if (message.kind === 'pong') this.pong(message)
      else this.take(message)
    }
    socket.onclose = event => { if (socket === this.socket) this.gone(event.code) }
  }

  /** Once a second: is the line alive, and has this device been asleep? */
  look() {
    const now = Date.now(), slept = now - this.looked > SLEPT_AFTER
    this.looked = now
    if (this.isOver) return
    if (this.socket.readyState === WebSocket.OPEN) {
      if (slept || now - this.heard > SILENT_AFTER) return this.drop()
      if (now - this.pinged >= PING_EVERY) {
        this.pinged = now
        this.send(this.ping())
      }
    } else if (this.socket.readyState === WebSocket.CONNECTING && now - this.begun > SILENT_AFTER) this.drop()
  }

  /** A line that does not answer is given up at once: closing it politely would wait for the other side. */
  drop() {
    const dead = this.socket
    dead.onclose = dead.onmessage = dead.onopen = null
    dead.close()
    this.gone(1006)
  }

  async gone(code) {
    if (this.isOver) return
    if (FINAL[code]) return this.end(FINAL[code])
    this.lost()
    this.failures += 1
    // A refused handshake has no code: the page itself knows whether one is still signed in and has a place.
    if (this.failures >= 2) {
      const why = await whyRefused(this.page)
      if (this.isOver) return
      if (why) return this.end(why)
    }
    this.later = setTimeout(() => this.connect(), patience(this.failures - 1, Math.random()))
  }

  /** The network or the reader is back: do not wait for the next try. */
  retry() {
    if (this.isOver || document.visibilityState !== 'visible') return
    if (this.later) this.connect()
    else this.look()
  }

  get isOpen() {
    return !this.isOver && this.socket?.readyState === WebSocket.OPEN
  }

  /** Whether a message would go out at this moment, with nothing before it in line. */
  get isFree() {
    return this.isOpen && !this.queue.length && wait(this.sent, Date.now()) <= 0
  }

  send(message) {
    this.queue = enqueue(this.queue, message)
    this.flush()
  }

  flush() {
    clearTimeout(this.flushing)
    while (this.queue.length && this.socket.readyState === WebSocket.OPEN) {
      const pause = wait(this.sent, Date.now())
      if (pause > 0) {
        this.flushing = setTimeout(() => this.flush(), pause)
        return
      }
      this.sent = [...this.sent.slice(-20), Date.now()]
      this.socket.send(JSON.stringify(this.queue.shift()))
    }
  }

  end(why) {
    this.stop()
    this.final(why)
  }

  /** Say goodbye where one can, and come back no more. */
  stop() {
    if (this.isOver) return
    this.isOver = true
    clearInterval(this.beat)
    clearTimeout(this.later)
    clearTimeout(this.flushing)
    removeEventListener('online', this.wake)
    document.removeEventListener('visibilitychange', this.wake)
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ kind: 'leave' }))
    this.socket.close()
  }
}

/** 'signed-out', 'removed', or nothing where the page is still ours to open (or nobody answers). */
async function whyRefused(page) {
  try {
    const answer = await fetch(page, { redirect: 'manual', cache: 'no-store' })
    return answer.type === 'opaqueredirect' ? 'signed-out' : answer.status === 404 ? 'removed' : ''
  } catch {
    return ''
  }
}
