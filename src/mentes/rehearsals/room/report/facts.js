// What a timeline says: when whose voice was there, pace, pauses, where the head was turned, how even the loudness was. Pure.
// Times in milliseconds since zero. It counts; it judges nothing, and knows no words but those of the scripted partner.
import { captions } from '../captions.js'

// The room notices a voice 30 ms after it began and its end 250 ms late (speech-core.js).
const [LATE_BEGIN, LATE_END] = [30, 250]
const TOGETHER = 300 // shorter silences belong to what is said
const LOST = 1000 // readings farther apart: nobody knows what was between them
export const LEAST_PAUSE = 500
const WINDOW = 15_000 // over so long pace is told
const STEP = 1000
const LEAST_VOICED = 3000 // of a window, or its pace is chance
const PARTNERS = ['market', 'desk', 'table', 'wall'] // places where the first seat is the partner's
const EVEN = 4 // decibels to either side of the middle
const FEWEST = 100 // readings with a voice: ten seconds

/** Spans {from, to} in which the speaker's voice was there. */
export function spoken(timeline) {
  const { at, voiced } = timeline.readings.read()
  const spans = []
  let from = -1
  for (let i = 0; i < at.length; i++) {
    if (voiced[i] && from < 0) from = Math.max(0, at[i] - LATE_BEGIN)
    const isLast = i + 1 === at.length || at[i + 1] - at[i] > LOST
    if (from >= 0 && (!voiced[i] || isLast)) {
      add(spans, from, voiced[i] ? at[i] : Math.max(from, at[i] - LATE_END))
      from = -1
    }
  }
  return spans
}

function add(spans, from, to) {
  const last = spans.at(-1)
  if (last && from - last.to < TOGETHER) last.to = Math.max(last.to, to)
  else if (to > from) spans.push({ from, to })
}

/** Spans {from, to, text, who} of what the scripted partner or audience said: as long as its captions take to read, or as was noted. */
export function partnerSaid(timeline) {
  const said = timeline.of('said')
  const hasPartner = PARTNERS.includes(timeline.about.place)
  return said.map(({ at, value }, i) => {
    const takes = value.seconds ?? captions(String(value.text ?? '')).reduce((sum, one) => sum + one.seconds, 0)
    const to = Math.min(at + 1000 * takes, said[i + 1]?.at ?? Infinity)
    return { from: at, to, text: String(value.text ?? ''), who: value.who ?? 'partner', seat: value.seat ?? (value.who !== 'audience' && hasPartner ? 0 : -1) }
  })
}

/** Spans {from, to, who} in which another person's voice was there: from marks `speaking` {who, on}. */
export function othersSpoke(timeline) {
  const [spans, since] = [[], new Map()]
  for (const { at, value } of timeline.of('speaking')) {
    if (value.on && !since.has(value.who)) since.set(value.who, at)
    else if (!value.on && since.has(value.who)) {
      spans.push({ from: since.get(value.who), to: at, who: value.who })
      since.delete(value.who)
    }
  }
  for (const [who, from] of since) spans.push({ from, to: timeline.length, who })
  return spans.sort((a, b) => a.from - b.from)
}

export const lengthOf = spans => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** Silences {at, length, isAnswer}: between the speaker's words, and from the end of what the partner said to the first word after it. */
export function pauses(own, said) {
  const found = []
  for (let i = 1; i < own.length; i++) {
    const [from, to] = [own[i - 1].to, own[i].from]
    if (to - from >= LEAST_PAUSE && !said.some(one => one.from < to && one.to > from - TOGETHER)) found.push({ at: from, length: to - from, isAnswer: false })
  }
  for (const { to } of said) {
    const next = own.find(one => one.to > to + TOGETHER)
    const isTheirs = next && !said.some(one => one.from >= to && one.from < next.from)
    if (isTheirs) found.push({ at: to, length: Math.max(0, next.from - to), isAnswer: true })
  }
  return found.sort((a, b) => a.at - b.at)
}

/** Syllables a minute of the time spoken, every second over fifteen: [{at, pace}], `pace` null where too little was said. */
export function paces(timeline) {
  const { at, voiced, syllables } = timeline.readings.read()
  if (!at.length) return []
  // How long there was a voice up to each reading.
  const sum = new Float64Array(at.length)
  for (let i = 1; i < at.length; i++) sum[i] = sum[i - 1] + (voiced[i] ? Math.min(at[i] - at[i - 1], LOST) : 0)
  const found = []
  let [low, high] = [0, 0]
  for (let t = at[0]; t <= at.at(-1); t += STEP) {
    while (at[low] < t - WINDOW / 2) low++
    while (high + 1 < at.length && at[high + 1] <= t + WINDOW / 2) high++
    const ms = sum[high] - sum[low]
    found.push({ at: t, pace: ms >= LEAST_VOICED ? (60_000 * (syllables[high] - syllables[low])) / ms : null })
  }
  return found
}

/** {low, middle, high}: between low and high the speaker was for half of the time. Null where nothing was heard. */
export function band(found) {
  const sorted = found.flatMap(({ pace }) => (pace === null ? [] : [pace])).sort((a, b) => a - b)
  if (!sorted.length) return null
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { low: at(0.25), middle: at(0.5), high: at(0.75) }
}

/** Spans {from, to, seat} of where the head was turned, -1 to no seat; to the end of the rehearsal. */
export function turned(timeline) {
  const { at, seat } = timeline.seats.read()
  const end = timeline.newest('over', Infinity)?.at ?? timeline.length
  return [...at].map((from, i) => ({ from, to: Math.max(from, at[i + 1] ?? end), seat: seat[i] })).filter(({ from, to }) => to > from)
}

/** Milliseconds by seat, and `elsewhere`. */
export function bySeat(spans, n) {
  const seats = new Float64Array(n)
  let elsewhere = 0
  for (const { from, to, seat } of spans) {
    if (seat >= 0 && seat < n) seats[seat] += to - from
    else elsewhere += to - from
  }
  return { seats, elsewhere }
}

/** The share, 0 to 1, of the time with a voice in which it lay within 4 dB of its own middle; null below ten seconds. */
export function steadiness(timeline) {
  const { voiced, level } = timeline.readings.read()
  const loud = [...level].flatMap((one, i) => (voiced[i] && one > 0 ? [20 * Math.log10(one)] : [])).sort((a, b) => a - b)
  if (loud.length < FEWEST) return null
  const middle = loud[loud.length >> 1]
  return loud.filter(one => Math.abs(one - middle) <= EVEN).length / loud.length
}

/** The seatings of a recording: the place's own with its `n`, then each floor that was found: [{first, n}]. */
function seatings(timeline, n) {
  const found = timeline.of('seated').flatMap(({ value: { first, seats } }) => (seats ? [{ first, n: seats.length }] : []))
  return [{ first: 0, n }, ...found]
}

/** All of it at once. `n` seats of the place. */
export function factsOf(timeline, n) {
  const [own, said, others] = [spoken(timeline), partnerSaid(timeline), othersSpoke(timeline)]
  const [silences, found] = [pauses(own, said), paces(timeline)]
  const all = timeline.newest('over', Infinity)?.at ?? timeline.length
  const pace = band(found)
  const groups = seatings(timeline, n)
  const spans = turned(timeline).map(span => ({ ...span, chair: span.seat - Math.max(0, groups.findLast(one => span.seat >= one.first)?.first ?? 0) }))
  const head = bySeat(spans, Math.max(...groups.map(one => one.first + one.n)))
  const of = one => head.seats.slice(one.first, one.first + one.n)
  const longest = groups.reduce((best, one) => (sumOf(of(one)) > sumOf(of(best)) ? one : best))
  return {
    length: all, own, said, others, pauses: silences, paces: found, band: pace, turned: spans, head, seating: longest,
    steadiness: steadiness(timeline), isHeard: timeline.readings.n > 0,
    /** What two runs are compared by. */
    summary: {
      length: all, spoken: lengthOf(own), pace: pace?.middle ?? null,
      answer: middleOf(silences.filter(one => one.isAnswer).map(one => one.length)),
      pauses: silences.filter(one => !one.isAnswer).length, steadiness: steadiness(timeline),
      reached: of(longest).filter(one => one >= 1000).length, seats: longest.n, isHeard: timeline.readings.n > 0,
    },
  }
}

const sumOf = numbers => numbers.reduce((sum, one) => sum + one, 0)
const middleOf = numbers => (numbers.length ? [...numbers].sort((a, b) => a - b)[numbers.length >> 1] : null)
