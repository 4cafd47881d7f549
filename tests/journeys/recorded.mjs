// Writes a rehearsal at a market counter as its room would have recorded it: events through Timeline, to base64. Options as JSON on the
// first argument: {rehearsal, scenario, people: [{who, name, side, dyes}], seconds, began, quick: how much faster the speaker speaks,
// place, n}.
import { SPEAKER, Timeline } from '../../src/mentes/rehearsals/room/timeline.js'

const options = { seconds: 200, quick: 1, place: 'market', n: 3, seed: 7, people: [], began: Date.UTC(2026, 10, 22), ...JSON.parse(process.argv[2] ?? '{}') }
const { seconds, quick, place, n, seed, people } = options
const timeline = new Timeline({
  people: [{ who: SPEAKER, name: options.name ?? 'Ama Owusu', side: 'speaker', dyes: ['weld', 'murex'] }, ...people],
  about: { rehearsal: options.rehearsal, scenario: options.scenario, place, light: 'dawn', n, seed, mood: 'supportive', form: 'screen', began: options.began },
})
// What the partner says, in seconds; the speaker answers after `wait`.
const LINES = [
  { at: 8, text: 'Good morning. What have you got there?', wait: 0.5 },
  { at: 34, text: 'Groundnut paste. I have had that before, and it stood on the shelf for weeks.', wait: 1.1 },
  { at: 66, text: 'Thirty-two is too much. I sell the other one for twenty-six.', wait: 0.6 },
  { at: 98, text: 'Twenty-eight, and I take ten jars.', wait: 4.3 },
  { at: 131, text: 'All right, thirty. But I pay when they sell.', wait: 1.4 },
  { at: 165, text: 'Then we have a deal. Bring them on Monday.', wait: 0.9 },
].filter(({ at }) => at < seconds - 5)
const length = ({ text }) => Math.max(1.6, text.length / 14)
const spans = LINES.map((line, i) => [line.at + length(line) + line.wait, Math.min((LINES[i + 1]?.at ?? seconds) - 1.2, seconds - 1)])
const isSpoken = s => s >= 1 && (s < 6.5 || spans.some(([from, to], i) => s >= from && s < to && (s - from) % (7 + i) < 6.1 + i * 0.6))
const turned = (yaw, pitch) => {
  const [a, b, c, d] = [Math.cos(yaw / 2), Math.sin(yaw / 2), Math.cos(pitch / 2), Math.sin(pitch / 2)]
  return [a * d, b * c, -b * d, a * c]
}
// To the keeper mostly, now and then to the one at the left, to the jar, or to the right.
const seatAt = s => (s % 41 < 4 ? 1 : s % 29 < 3 ? -1 : s % 67 > 63 ? 2 : 0)
const YAW = { 0: 0, 1: 0.6, 2: -0.58, [-1]: 0.15 }

timeline.mark(0, 'start')
for (const { who } of people) timeline.mark(0, 'came', { who })
let [syllables, yaw] = [0, 0]
for (let i = 0; i <= 10 * seconds; i++) {
  const s = i / 10
  const isVoiced = isSpoken(s)
  const pace = quick * (s > 66 && s < 98 ? 318 : 215 + 25 * Math.sin(s / 17)) // syllables a minute
  if (isVoiced) syllables += pace / 600
  yaw += (YAW[seatAt(s)] - yaw) * 0.3
  timeline.pose(100 * i, SPEAKER, [0.03 * Math.sin(s / 3), 1.64 + 0.01 * Math.sin(s), 0.02 * Math.sin(s / 5), ...turned(yaw + 0.02 * Math.sin(3 * s), seatAt(s) < 0 ? -0.5 : -0.04)],
    [-0.24, 1.06 + 0.07 * Math.sin(1.7 * s), -0.3, ...turned(0.3, 0.8)], [0.22, 1.12 + 0.1 * Math.sin(1.3 * s), -0.36, ...turned(-0.2, 0.7)])
  for (const { who } of people) timeline.pose(100 * i, who, [1.5, 1.62, -1.6, ...turned(2.3 + 0.1 * Math.sin(s / 4), 0)], null, null)
  timeline.reading(100 * i, { voiced: isVoiced || isSpoken(s - 0.24), level: isVoiced ? 0.06 + 0.02 * Math.sin(4 * s) : 0.002, syllables })
  timeline.seat(100 * i, seatAt(s))
}
for (const line of LINES) timeline.mark(1000 * line.at, 'said', { who: 'partner', text: line.text })
timeline.mark(0, 'node', { step: 'greet' })
if (seconds > 120) for (const n of [1, 2, 3]) timeline.mark(20_000 + 9000 * n, 'handle', { thing: 'jars', task: 'lay_out', n })
timeline.mark(1000 * seconds, 'over')
process.stdout.write(Buffer.from(timeline.encode()).toString('base64'))
