// Five moments of a rehearsal. What a person marked comes first: a remark, a mark of the speaker's own, a cue. What is left is filled
// with what Mentes noticed, each by a rule that is said in words. Pure; ties by time.

export const MOST = 5
const LEAST_SILENCE = 2000 // milliseconds, to be told
const QUICK = 700
const FASTER = 1.25 // times the middle of one's own
const LONG_TALK = 20_000
const LONG_LOOK = 12_000
const APART = 4000 // nearer to another moment, it would say the same twice
const PEOPLE = ['remark', 'own', 'cue']

/**
 * `said`: [{id, at, kind: 'remark' | 'own' | 'cue', text, name}] by people; `facts` of facts.js.
 * Gives at most five, earliest first: {key, at, kind, text, name} of people, {key, at, kind: 'noticed', rule, numbers} of Mentes.
 */
export function momentsOf(said, facts) {
  const chosen = []
  for (const kind of PEOPLE) {
    const left = MOST - chosen.length
    if (left > 0) chosen.push(...spread(said.filter(one => one.kind === kind).sort(byTime), left))
  }
  const moments = chosen.map(one => ({ key: `${one.kind}-${one.id}`, ...one }))
  for (const one of noticed(facts)) {
    if (moments.length >= MOST) break
    if (moments.every(other => Math.abs(other.at - one.at) >= APART)) moments.push({ key: `${one.rule}-${one.at}`, kind: 'noticed', ...one })
  }
  return moments.sort(byTime)
}

const byTime = (a, b) => a.at - b.at || (String(a.id ?? a.key) < String(b.id ?? b.key) ? -1 : 1)

/** At most `most` of a list, evenly over it, the first and the last among them. */
function spread(list, most) {
  if (list.length <= most) return list
  if (most === 1) return [list[0]]
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))])
}

/** What the rules find, the most telling first: {at, rule, numbers}. Numbers in seconds, or syllables a minute. */
export function noticed(facts) {
  const longest = (list, by) => list.reduce((best, one) => (best && by(best) >= by(one) ? best : one), null)
  const answers = facts.pauses.filter(one => one.isAnswer)
  const found = []
  const silence = longest(answers, one => one.length)
  if (silence && silence.length >= LEAST_SILENCE) found.push({ at: silence.at, rule: 'silence', numbers: { n: silence.length / 1000 } })
  const quick = longest(answers.filter(one => one !== silence && one.length <= QUICK), one => -one.length)
  if (quick) found.push({ at: quick.at, rule: 'quick', numbers: { n: quick.length / 1000 } })
  const fast = longest(facts.paces.filter(one => one.pace !== null), one => one.pace)
  if (fast && fast.pace >= FASTER * facts.band.middle) found.push({ at: fast.at, rule: 'fast', numbers: { n: fast.pace, middle: facts.band.middle } })
  const pause = longest(facts.pauses.filter(one => !one.isAnswer), one => one.length)
  if (pause && pause.length >= LEAST_SILENCE) found.push({ at: pause.at, rule: 'pause', numbers: { n: pause.length / 1000 } })
  const talk = longest(runs(facts.own, facts.pauses), one => one.to - one.from)
  if (talk && talk.to - talk.from >= LONG_TALK) found.push({ at: talk.from, rule: 'talk', numbers: { n: (talk.to - talk.from) / 1000 } })
  const look = longest(facts.turned.filter(one => one.seat >= 0), one => one.to - one.from)
  if (look && look.to - look.from >= LONG_LOOK && facts.head.seats.length > 1) found.push({ at: look.from, rule: 'look', numbers: { n: (look.to - look.from) / 1000, seat: (look.chair ?? look.seat) + 1 } })
  return found
}

/** Spans of speech with no pause of half a second in them. */
function runs(own, pauses) {
  const all = []
  for (const { from, to } of own) {
    const last = all.at(-1)
    if (last && from - last.to < 500 && !pauses.some(one => one.at >= last.from && one.at < from)) last.to = to
    else all.push({ from, to })
  }
  return all
}

