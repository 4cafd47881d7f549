// What the page knows of the call, as values: step(state, event) gives the next state and, in `news`, what is read out.

export const start = {
  phase: 'checking', // checking | entering | in | over
  why: '', // why it is over: left, removed, elsewhere, full, signed-out
  line: 'open', // open | lost: the line to the server
  me: { has_sound: false, picture: 'none', wants_pictures: true },
  people: [], // [{tab, person, name, has_sound, picture, wants_pictures, is_lost, link}] in the order they came
  said: [], // [{name, text, is_mine}]
  news: [],
}

const change = (people, tab, part) => people.map(one => one.tab === tab ? { ...one, ...part } : one)
const has = (state, tab) => state.people.some(one => one.tab === tab)
const named = (state, tab) => state.people.find(one => one.tab === tab)?.name ?? ''
/** What the other sends, without what only their entry carries. */
const sends = ({ has_sound, picture, wants_pictures }) => ({ has_sound, picture, wants_pictures })

const EVENTS = {
  enter: state => ({ ...state, phase: 'entering' }),
  mine: (state, { part }) => ({ ...state, me: { ...state.me, ...part } }),
  welcome(state, { people, is_back }) {
    const linked = tab => is_back ? state.people.find(one => one.tab === tab)?.link ?? 'connecting' : 'connecting'
    const news = state.phase === 'in' ? [{ code: 'back' }] : [{ code: people.length ? 'entered' : 'alone', name: people.map(one => one.name) }]
    return { ...state, phase: 'in', line: 'open', people: people.map(one => ({ ...one, link: linked(one.tab) })), news }
  },
  joined(state, { who }) {
    if (has(state, who.tab)) {
      return { ...state, people: change(state.people, who.tab, who), news: [{ code: 'returned', name: who.name }] }
    }
    return { ...state, people: [...state.people, { ...who, link: 'connecting' }], news: [{ code: 'joined', name: who.name }] }
  },
  lost: (state, { tab }) => has(state, tab)
    ? { ...state, people: change(state.people, tab, { is_lost: true }), news: [{ code: 'lost', name: named(state, tab) }] } : state,
  left(state, { tab, why }) {
    if (!has(state, tab)) return state
    // Whoever opens the call elsewhere is announced from there.
    const news = why === 'elsewhere' ? [] : [{ code: 'left', name: named(state, tab) }]
    return { ...state, people: state.people.filter(one => one.tab !== tab), news }
  },
  state(state, { tab, ...part }) {
    if (!has(state, tab)) return state
    const before = state.people.find(one => one.tab === tab)
    const shares = picture => picture === 'screen' || picture === 'both'
    const news = shares(part.picture) && !shares(before.picture) ? [{ code: 'shares', name: before.name }] : []
    return { ...state, people: change(state.people, tab, sends(part)), news }
  },
  said: (state, { name, text, is_mine }) => ({
    ...state, said: [...state.said, { name, text, is_mine }], news: is_mine ? [] : [{ code: 'said', name, text }],
  }),
  link(state, { tab, link }) {
    const before = state.people.find(one => one.tab === tab)
    if (!before || before.link === link) return state
    const news = link === 'interrupted' ? [{ code: 'interrupted', name: before.name }]
      : link === 'connected' && before.link === 'interrupted' ? [{ code: 'mended', name: before.name }] : []
    return { ...state, people: change(state.people, tab, { link }), news }
  },
  line: (state, { line }) => state.line === line || state.phase !== 'in' ? state
    : { ...state, line, news: line === 'lost' ? [{ code: 'line-lost' }] : [] },
  over: (state, { why }) => ({ ...state, phase: 'over', why, people: [], news: [{ code: why }] }),
}

/** The next state. `event.kind` names it; what is unknown changes nothing. */
export function step(state, event) {
  const quiet = state.news.length ? { ...state, news: [] } : state
  const known = Object.hasOwn(EVENTS, event.kind) ? EVENTS[event.kind] : null
  return known ? known(quiet, event) : quiet
}

/** Whether pictures should travel to `other`: both want them. */
export const mayShow = (me, other) => me.wants_pictures && other.wants_pictures

/** Bits a second for one picture to one of `n` others, so that together they fit through a home's line. */
export const pictureBits = n => n <= 1 ? 1_200_000 : n <= 3 ? 500_000 : 250_000
/** Bits a second for a voice: less where the line is thin. */
export const voiceBits = wants_pictures => wants_pictures ? 32_000 : 20_000
