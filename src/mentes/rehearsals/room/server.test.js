import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'

// What a browser has and node has not: one socket at a time, opened, fed and broken by hand.
class Socket {
  static CONNECTING = 0
  static OPEN = 1
  static CLOSED = 3
  static all = []
  constructor(address) {
    this.address = address
    this.readyState = Socket.CONNECTING
    this.said = []
    Socket.all.push(this)
  }
  static get last() { return Socket.all.at(-1) }
  send(text) { this.said.push(JSON.parse(text)) }
  close() { this.readyState = Socket.CLOSED }
  take() { this.readyState = Socket.OPEN; this.onopen?.() }
  tell(message) { this.onmessage?.({ data: JSON.stringify(message) }) }
  breaks(code = 1006) { this.readyState = Socket.CLOSED; this.onclose?.({ code }) }
  kinds() { return this.said.map(one => one.kind).filter(kind => kind !== 'ping') }
}
globalThis.WebSocket = Socket
globalThis.addEventListener = globalThis.removeEventListener = () => {}
globalThis.document = { addEventListener() {}, removeEventListener() {}, visibilityState: 'visible' }
const { Server, offsetOf } = await import('./server.js')

const WELCOME = { kind: 'welcome', is_back: false, side: 'mentor', at: 0, people: [], now: null, cues: [] }
let clock, answer, server, heard, gone

beforeEach(() => {
  clock = 1000
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1000 })
  mock.method(performance, 'now', () => clock)
  answer = { type: 'basic', status: 200 }
  globalThis.fetch = async () => answer
  Socket.all = []
  heard = []
  gone = []
})
afterEach(() => {
  server?.stop()
  mock.timers.reset()
  mock.restoreAll()
})

function open(more = {}) {
  server = new Server({
    address: 'wss://x/line/', page: '/page/', take: one => heard.push(one), lost: () => gone.push('lost'), final: why => gone.push(why),
    open: () => server.send({ kind: 'join', tab: 'a', form: 'screen' }), ...more,
  })
  server.start()
  return server
}

function welcomed(more = {}) {
  Socket.last.take()
  Socket.last.tell({ ...WELCOME, ...more })
}

/** Timers run in small steps, so that what waits for a promise gets its turn between them. */
async function pass(milliseconds) {
  for (let left = milliseconds; left > 0; left -= 50) {
    clock += 50
    mock.timers.tick(50)
    await Promise.resolve()
    await Promise.resolve()
  }
}

test('it joins first, and says nothing else before the welcome', () => {
  open()
  server.send({ kind: 'state', microphone: 'on' })
  server.keep({ kind: 'cue', cue: 'good', text: '' })
  Socket.last.take()
  assert.deepEqual(Socket.last.kinds(), ['join'])
  Socket.last.tell(WELCOME)
  assert.deepEqual(Socket.last.kinds(), ['join', 'state', 'cue'])
  assert.equal(heard[0].kind, 'welcome')
})

test('what was not answered is said again on the next line, in its order, and what was answered is not', async () => {
  open()
  welcomed()
  const [one, two, three] = ['slower', 'good', 'louder'].map(cue => server.keep({ kind: 'cue', cue, text: '' }))
  Socket.last.tell({ kind: 'cue_kept', id: two, at: 5, shows_at: 5 })
  assert.equal(server.nUnanswered, 2)
  Socket.last.breaks()
  assert.deepEqual(gone, ['lost'])
  const late = server.keep({ kind: 'remark', at: 9, text: 'While the line was broken' })
  await pass(1000)
  assert.equal(Socket.all.length, 2)
  welcomed({ is_back: true })
  assert.deepEqual(Socket.last.said.filter(said => said.id).map(said => said.id), [one, three, late])
  for (const id of [one, three]) Socket.last.tell({ kind: 'cue_kept', id, at: 1, shows_at: 1 })
  Socket.last.tell({ kind: 'refused', id: late, why: 'over' })
  assert.equal(server.nUnanswered, 0)
  assert.deepEqual(heard.filter(one => one.kind === 'refused').map(one => one.why), ['over'])
})

test('it waits longer and longer for a line, and comes back when the network does', async () => {
  open()
  const waits = []
  for (let n = 0; n < 5; n += 1) {
    const before = Socket.all.length
    Socket.last.breaks()
    let waited = 0
    while (Socket.all.length === before) {
      await pass(50)
      waited += 50
      assert.ok(waited < 12_000, 'it never tries again')
    }
    waits.push(waited)
  }
  assert.ok(waits[4] > 2 * waits[1], waits.join())
  assert.ok(waits.every(wait => wait <= 10_050), waits.join())
})

for (const [code, why] of [[4401, 'signed-out'], [4403, 'removed'], [4409, 'elsewhere'], [4423, 'full']]) {
  test(`after ${code} there is no coming back, and it says so: ${why}`, async () => {
    open()
    welcomed()
    Socket.last.breaks(code)
    await pass(20_000)
    assert.deepEqual(gone, [why])
    assert.equal(Socket.all.length, 1)
  })
}

test('a handshake that is refused again and again: the page knows why', async () => {
  open()
  answer = { type: 'basic', status: 404 }
  Socket.last.breaks()
  await pass(2000)
  Socket.last.breaks()
  await pass(100)
  assert.deepEqual(gone, ['lost', 'lost', 'removed'])
})

test('a line that says nothing for long is given up', async () => {
  open()
  welcomed()
  await pass(15_000) // eleven seconds, and as long as the next try may wait
  assert.ok(Socket.all.length >= 2)
})

test('poses go only over a free line, and never twice over a new one', async () => {
  open()
  server.send({ kind: 'pose', h: [1] })
  welcomed()
  assert.equal(Socket.last.kinds().includes('pose'), false)
  for (let n = 0; n < 40; n += 1) {
    server.send({ kind: 'pose', h: [n] })
    await pass(20)
  }
  const seconds = 40 * 0.05 // a step of the clock is 50 ms
  const posed = Socket.last.kinds().filter(kind => kind === 'pose').length
  assert.ok(posed > 8 && Socket.last.said.length <= 15 * (seconds + 1), `${posed} poses, ${Socket.last.said.length} messages`)
  Socket.last.breaks()
  await pass(1000)
  welcomed({ is_back: true })
  assert.equal(Socket.last.kinds().includes('pose'), false)
})

test('of states the newest is said again on every line', async () => {
  open()
  welcomed()
  server.send({ kind: 'now', state: { step: 'a' } })
  server.send({ kind: 'now', state: { step: 'b' } })
  Socket.last.breaks()
  await pass(1000)
  welcomed({ is_back: true })
  assert.deepEqual(Socket.last.said.filter(one => one.kind === 'now').map(one => one.state.step), ['b'])
})

test('begin is said until it is so', async () => {
  open()
  welcomed({ side: 'speaker', at: null })
  server.keep({ kind: 'begin' })
  Socket.last.breaks()
  await pass(1000)
  welcomed({ side: 'speaker', at: null })
  assert.equal(Socket.last.kinds().filter(kind => kind === 'begin').length, 1)
  Socket.last.tell({ kind: 'began', at_epoch_ms: 1 })
  Socket.last.breaks()
  await pass(1000)
  welcomed({ side: 'speaker' })
  assert.equal(Socket.last.kinds().includes('begin'), false)
})

test('the same cue or choice is taken once, and its answer given as often as it is asked for', async () => {
  open()
  const cue = { kind: 'cue', id: 'c', cue: 'good', shows_at: 10 }
  welcomed({ side: 'speaker', cues: [cue] })
  Socket.last.tell(cue)
  assert.equal(heard.filter(one => one.kind === 'cue').length, 0, 'it came with the welcome')
  for (let n = 0; n < 3; n += 1) {
    Socket.last.tell({ kind: 'choose', id: 'x', node: 'ask', choice: '1' })
    if (!n) server.send({ kind: 'chosen', id: 'x', taken: true })
  }
  assert.equal(heard.filter(one => one.kind === 'choose').length, 1)
  assert.deepEqual(Socket.last.said.filter(one => one.kind === 'chosen').map(one => one.taken), [true, true, true])
})

test('what was not answered outlives the page', async () => {
  const kept = new Map()
  const store = { getItem: name => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: name => kept.delete(name) }
  open({ store })
  const id = server.keep({ kind: 'remark', at: 4, text: 'Do not lose me' })
  server.stop()
  open({ store })
  welcomed()
  assert.deepEqual(Socket.last.said.filter(one => one.kind === 'remark').map(one => one.id), [id])
  Socket.last.tell({ kind: 'remark_kept', id })
  assert.equal(kept.size, 0)
})

test('a store that cannot be read or written is no reason to stop', () => {
  const refuses = () => { throw new Error('not here') }
  open({ store: { getItem: refuses, setItem: refuses, removeItem: refuses } })
  welcomed()
  server.keep({ kind: 'cue', cue: 'good', text: '' })
  assert.equal(server.nUnanswered, 1)
})

test('the time is that of the server, by the pong that was quickest', () => {
  assert.equal(offsetOf([]), null)
  assert.equal(offsetOf([{ sent: 0, back: 400, at: 900 }, { sent: 1000, back: 1010, at: 5005 }]), 4000)
})

test('five pings on a new line, and before the beginning there is no time', async () => {
  open()
  welcomed()
  await pass(1000)
  const pings = Socket.last.said.filter(one => one.kind === 'ping')
  assert.ok(pings.length >= 5)
  Socket.last.tell({ kind: 'pong', n: pings.at(-1).n, at: null })
  assert.equal(server.at, null)
  Socket.last.tell({ kind: 'began', at_epoch_ms: 1 })
  const last = Socket.last.said.filter(one => one.kind === 'ping').at(-1)
  clock += 20
  Socket.last.tell({ kind: 'pong', n: last.n, at: 500 })
  assert.equal(server.at, 510)
})

test('once stopped it says goodbye and comes back no more', async () => {
  open()
  welcomed()
  const socket = Socket.last
  server.stop()
  assert.equal(socket.said.at(-1).kind, 'leave')
  await pass(20_000)
  assert.equal(Socket.all.length, 1)
})
