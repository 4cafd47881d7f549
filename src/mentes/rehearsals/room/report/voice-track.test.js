import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawn, VoiceTrack } from './voice-track.js'

test('near enough is left alone, a little apart goes faster or slower, far apart is sought', () => {
  assert.deepEqual(drawn(5, 5.01, 2), { seek: null, rate: 2 })
  assert.equal(drawn(5, 5.1, 1).rate.toFixed(3), '1.100')
  assert.equal(drawn(5.1, 5, 1).rate.toFixed(3), '0.900')
  assert.equal(drawn(5, 5.24, 0.5).rate.toFixed(3), '0.600')
  assert.deepEqual(drawn(5, 6, 1), { seek: 6, rate: 1 })
  assert.deepEqual(drawn(6, 5, 2), { seek: 5, rate: 2 })
})

test('drawn towards the replay, sound that was a fifth of a second late is within a tenth after a second', () => {
  let [now, target] = [0, 0.2]
  for (let i = 0; i < 60; i++) {
    now += drawn(now, target, 1).rate / 60
    target += 1 / 60
  }
  assert.ok(Math.abs(target - now) < 0.1, `${target - now}`)
})

/** An audio element as far as the track knows one: a seek takes until `arrive()`. */
class Audio extends EventTarget {
  constructor(duration) {
    super()
    Object.assign(this, { duration, paused: true, seeking: false, time: 0, seeks: [], playbackRate: 1 })
  }

  get currentTime() {
    return this.time
  }

  set currentTime(seconds) {
    this.seeking = true
    this.going = seconds
    this.seeks.push(seconds)
  }

  arrive() {
    Object.assign(this, { time: this.going, seeking: false })
    this.dispatchEvent(new Event('seeked'))
  }

  play() {
    this.paused = false
    return Promise.resolve()
  }

  pause() {
    this.paused = true
  }
}

const track = duration => {
  const audio = new Audio(duration)
  const made = new VoiceTrack({ audio, at: 1500 })
  made.isReady = true
  return { audio, made }
}

test('a dragged thumb asks for one place at a time, and the last of them is reached', () => {
  const { audio, made } = track(60)
  for (const ms of [2000, 3000, 9000, 21_500]) made.follow(ms, false, 1)
  assert.deepEqual(audio.seeks, [0.5])
  audio.arrive()
  audio.arrive()
  assert.deepEqual(audio.seeks, [0.5, 20])
  assert.equal(audio.currentTime, 20)
  assert.ok(audio.paused)
})

test('it plays only where there is sound: not before it begins, not after its end', () => {
  const { audio, made } = track(10)
  made.follow(1000, true, 1)
  assert.ok(audio.paused)
  made.follow(1600, true, 2)
  assert.ok(!audio.paused)
  assert.equal(audio.playbackRate, 2)
  made.follow(11_600, true, 1)
  assert.ok(audio.paused)
  made.follow(5000, true, 1)
  made.follow(5000, false, 1)
  assert.ok(audio.paused)
})
