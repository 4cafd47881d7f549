// A rehearsal that never was, for tests and measurements: two people who speak, turn, and move their hands without rest.
import { Timeline } from '../timeline.js'

const turned = (yaw, pitch) => {
  const [a, b, c, d] = [Math.cos(yaw / 2), Math.sin(yaw / 2), Math.cos(pitch / 2), Math.sin(pitch / 2)]
  return [a * d, b * c, -b * d, a * c]
}

/** Head and hands at `s` seconds; `k` 0 the speaker, 1 the mentor. Faster than people mostly move, so that no saving is too kind. */
function poses(s, k) {
  const [x, z] = k ? [0.4, -6] : [0, 0]
  const yaw = (k ? Math.PI : 0) + 0.9 * Math.sin(s / 2.3 + k) + 0.1 * Math.sin(9.1 * s)
  const head = [x + 0.05 * Math.sin(s / 3), 1.62 + 0.02 * Math.sin(1.7 * s), z + 0.04 * Math.sin(s), ...turned(yaw, 0.1 * Math.sin(1.3 * s))]
  const hand = side => [
    x + side * (0.25 + 0.15 * Math.sin(2.9 * s + side)), 1.1 + 0.25 * Math.sin(3.7 * s + side), z - 0.35 + 0.1 * Math.sin(5.3 * s),
    ...turned(yaw + side * 0.6 * Math.sin(4.1 * s), 0.8 * Math.sin(3.1 * s + side)),
  ]
  return { head, left: hand(-1), right: hand(1) }
}

export function tenMinutes(seconds = 600) {
  const timeline = new Timeline({
    people: [{ who: 'speaker', name: 'Ama Owusu', side: 'speaker' }, { who: 'rosa', name: 'Rosa Marín', side: 'mentor', dyes: ['#1F6379', '#F4C95D'] }],
    about: { scenario: 'price', place: 'market', light: 'dawn', n: 3, seed: 7, mood: 'supportive' },
  })
  timeline.mark(0, 'start')
  let syllables = 0
  for (let i = 0; i < 10 * seconds; i++) {
    const s = i / 10
    const voiced = s % 11 < 8
    if (voiced && i % 3) syllables += i % 2 ? 1 : 0
    for (const k of [0, 1]) {
      const { head, left, right } = poses(s, k)
      timeline.pose(100 * i, k ? 'rosa' : 'speaker', head, left, right)
    }
    timeline.reading(100 * i, { voiced, level: voiced ? 0.05 + 0.03 * Math.sin(s * 5) : 0.002, syllables })
    timeline.seat(100 * i, Math.floor(s / 1.5) % 4 - 1)
    if (i % 200 === 50) timeline.mark(100 * i, 'cue', { id: `c${i}`, cue: 'slower', text: 'A little slower, and breathe', by: 'rosa', name: 'Rosa Marín' })
    if (i % 200 === 60) timeline.mark(100 * i, 'seen', { id: `c${i - 10}` })
    if (i % 450 === 90) timeline.mark(100 * i, 'remark', { id: `r${i}`, text: 'You named the jar before the price. Keep that order, it works well.', by: 'rosa', name: 'Rosa Marín' })
    if (i % 300 === 10) timeline.mark(100 * i, 'said', { who: 'partner', text: 'All right. But what would it be for ten of them, and paid when they are sold?' })
    if (i % 600 === 20) timeline.mark(100 * i, 'slide', { number: 1 + Math.floor(i / 600) })
  }
  timeline.mark(1000 * seconds, 'over')
  return timeline
}
tenMinutes.poses = poses
