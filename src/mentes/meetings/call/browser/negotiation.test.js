import assert from 'node:assert/strict'
import test from 'node:test'
import { Peer } from './negotiation.js'

/** A connection that does what it is told and never connects by itself. */
function madeOfPaper() {
  const fake = {
    connectionState: 'new', iceConnectionState: 'new', signalingState: 'stable', localDescription: null, restarts: 0,
    getTransceivers: () => [],
    addTransceiver: () => ({ sender: { track: null, replaceTrack: async () => {}, getParameters: () => ({ encodings: [] }) } }),
    async setLocalDescription() {
      fake.signalingState = 'have-local-offer'
      fake.localDescription = { type: 'offer', sdp: `offer ${++fake.offers}` }
    },
    offers: 0,
    restartIce: () => { fake.restarts += 1 },
    close() {},
  }
  return fake
}

function meet(t, { isPolite = false } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const fake = madeOfPaper(), said = [], links = []
  const peer = new Peer({
    isPolite, line: { servers: [], only_relay: false }, make: () => fake,
    tell: body => said.push(body), heard() {}, linked: link => links.push(link),
  })
  peer.start()
  return { fake, peer, said, links, pass: async ms => { t.mock.timers.tick(ms); await Promise.resolve(); await Promise.resolve() } }
}

test('an offer that was lost on its way is made again after a while, and again, until there is a connection', async t => {
  const { fake, peer, said, pass } = meet(t)
  await peer.offer()
  assert.equal(said.length, 1)
  await pass(14_000)
  assert.equal(said.length, 1)
  await pass(2_000)
  assert.equal(said.length, 2)
  await pass(15_000)
  assert.equal(said.length, 3)
  fake.connectionState = 'connected'
  peer.look()
  await pass(60_000)
  assert.equal(said.length, 3)
  peer.stop()
})

test('one that was agreed on and never came about looks for another way', async t => {
  const { fake, peer, pass } = meet(t)
  fake.connectionState = 'connecting'
  peer.look()
  await pass(15_000)
  assert.equal(fake.restarts, 1)
  peer.stop()
  await pass(60_000)
  assert.equal(fake.restarts, 1)
})

test('one that failed does so at once, and where it fails again, not at once again', async t => {
  const { fake, peer, links, pass } = meet(t)
  fake.connectionState = 'failed'
  peer.look()
  await pass(1)
  assert.equal(fake.restarts, 1)
  peer.look()
  await pass(1)
  assert.equal(fake.restarts, 1)
  await pass(5_000)
  assert.equal(fake.restarts, 2)
  assert.deepEqual(links, ['interrupted', 'interrupted'])
  peer.stop()
})

test('whoever waits for the first offer does not make one', async t => {
  const { said, fake, peer, pass } = meet(t, { isPolite: true })
  await pass(60_000)
  assert.deepEqual([said.length, fake.restarts], [0, 0])
  peer.stop()
})
