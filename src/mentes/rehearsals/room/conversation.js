// A rehearsal's conversation as values: step(state, event) gives the next state. No clock and no chance: `at` is part of every event.
//
// A scenario is what scenarios/as_json.py writes: {first, steps: {key: {who, says, prompt, seconds, branches, to, late, handle, ends}}}.
// Times are seconds since the rehearsal began, which only grow. Nobody listens to what is said: what comes next is chosen by the
// speaker, by the mentor's tap, or by time, and `chosen.by` says which.

/** What a mentor says in place of a choice, where there is none to make. */
export const GO_ON = 'go_on'

/**
 * The state before anything was said. `isTimed` false: nothing moves on by itself, for whoever needs longer. `from`: the step at
 * which it begins, and `chosen` how that was reached, where it had come so far before.
 */
export function begin(scenario, { isTimed = true, from = scenario.first, chosen = null } = {}) {
  return {
    scenario, isTimed, from, phase: 'ready', // ready | going | paused | over
    at: 0, // the newest instant heard of
    step: '', since: 0, // the step, and when it began
    handled: 0, // of the step's things
    chosen, // how this step was reached: {by, step, n}, where there was a choice
    past: [], // what happened: {at, step, kind, ...}
  }
}

const now = state => state.scenario.steps[state.step]
const open = state => state.phase === 'going'
const note = (state, entry) => ({ ...state, past: [...state.past, { at: state.at, step: state.step, ...entry }] })

/** Seconds until time chooses; null where it does not. */
export function secondsLeft(state, at = state.at) {
  if (!state.isTimed || !state.step || state.phase === 'over' || state.phase === 'ready') return null
  return Math.max(0, state.since + now(state).seconds - (state.phase === 'paused' ? state.at : at))
}

/** What may be chosen now: [{n, intent, words}], empty where there is nothing to choose. */
export const choices = state => open(state) ? now(state).branches.map(({ intent, words }, n) => ({ n, intent, words })) : []

/** How many things are still to be laid out, counted or marked at this step. */
export const toHandle = state => open(state) && now(state).handle ? now(state).handle.n - state.handled : 0

function enter(state, key, at, chosen) {
  const next = { ...state, phase: 'going', step: key, since: at, at, handled: 0, chosen }
  const { who, says } = now(next)
  return says ? note(next, { kind: 'said', who, text: says }) : next
}

function over(state, at) {
  return note({ ...state, phase: 'over', at }, { kind: 'over' })
}

/** On to the step that `by` led to; where the step was an end, the rehearsal is over. */
function lead(state, to, at, by, n = null) {
  const step = now(state)
  if (step.ends) return over(state, at)
  const chosen = step.branches.length ? { by, step: state.step, n } : null
  const said = chosen
    ? note({ ...state, at }, { kind: 'chose', by, n, intent: n === null ? '' : step.branches[n].intent })
    : note({ ...state, at }, { kind: 'went_on', by })
  return enter(said, to, at, chosen)
}

/** Everything that time chose until `at`. A step that ran out begins the next at the instant it ran out, however late one looks. */
function settle(state, at) {
  let next = state
  while (open(next) && next.isTimed && next.since + now(next).seconds <= at) {
    const step = now(next)
    next = lead(next, step.late || step.to, next.since + step.seconds, 'time')
  }
  return next.at < at && next.phase !== 'over' && next.phase !== 'paused' ? { ...next, at } : next
}

const EVENTS = {
  begin: (state, { at }) => state.phase === 'ready' ? enter(state, state.from, at, state.chosen) : state,
  tick: state => state,
  choose(state, { at, n, by }) {
    const branch = open(state) && Number.isInteger(n) ? now(state).branches[n] : undefined
    return branch && (by === 'speaker' || by === 'mentor') ? lead(state, branch.to, at, by, n) : state
  },
  go_on(state, { at, by }) {
    const mayGo = open(state) && !now(state).branches.length && (by === 'speaker' || by === 'mentor')
    return mayGo ? lead(state, now(state).to, at, by) : state
  },
  handle(state) {
    if (!toHandle(state)) return state
    const { thing, task } = now(state).handle
    return note({ ...state, handled: state.handled + 1 }, { kind: 'handled', thing, task, n: state.handled + 1 })
  },
  pause: state => open(state) ? { ...state, phase: 'paused' } : state,
  resume: (state, { at }) => state.phase === 'paused' ? { ...state, phase: 'going', since: state.since + at - state.at, at } : state,
  timing: (state, { at, isOn }) => ({ ...state, isTimed: isOn, since: isOn && !state.isTimed ? at : state.since }),
  end: (state, { at }) => state.phase === 'ready' || state.phase === 'over' ? state : over(state, Math.max(at, state.at)),
}

/** The next state. `event`: {kind, at, ...}; what is unknown, or not possible now, changes nothing but the time. */
export function step(state, event) {
  if (!Object.hasOwn(EVENTS, event.kind) || !Number.isFinite(event.at)) return state
  const settled = settle(state, event.at)
  return EVENTS[event.kind](settled, event)
}
