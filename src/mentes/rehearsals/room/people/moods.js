// How an audience is inclined, mood by mood. Supportive is the default: practice before a friendly room helps, and
// scorn does not. Numbers are ours, chosen by eye; they follow what the speaker does (pauses, pace, head direction),
// never a guess at feelings.

/**
 * `weights` of gestures when somebody changes; `stay` seconds from one change to the next; `glance` seconds between
 * looks away; `looksBack`, `nodsBack` chances 0..1 of who is looked at; `attends` chance that a pause brings back who
 * was elsewhere.
 */
export const MOODS = {
  supportive: {
    weights: {
      listen: 26,
      lean: 12,
      nod: 18,
      fold: 14,
      write: 20,
      chin: 10,
      shift: 4,
      cup: 7,
      whisper: 1.5,
      phone: 0.4,
      away: 0.8,
    },
    stay: [9, 22],
    glance: [9, 22],
    looksBack: 0.95,
    nodsBack: 0.75,
    attends: 0.9,
  },
  neutral: {
    weights: {
      listen: 32,
      fold: 22,
      chin: 12,
      write: 9,
      nod: 5,
      lean: 4,
      shift: 7,
      away: 5,
      phone: 3,
      doubt: 4,
      cup: 4,
      whisper: 2,
    },
    stay: [7, 18],
    glance: [6, 14],
    looksBack: 0.75,
    nodsBack: 0.35,
    attends: 0.6,
  },
  restless: {
    weights: { fold: 18, away: 18, shift: 16, phone: 14, doubt: 12, whisper: 9, listen: 12, chin: 6, cup: 4, nod: 1 },
    stay: [4, 11],
    glance: [3, 8],
    looksBack: 0.55,
    nodsBack: 0.12,
    attends: 0.35,
  },
}

/** Gestures that do not last as long as a mood's `stay`: seconds from, to. */
export const LASTING = {
  nod: [2, 4],
  whisper: [3, 6],
  whisperTo: [3, 6],
  shift: [2, 5],
  away: [3, 8],
  phone: [8, 18],
  cup: [9, 14],
  raise: [12, 12],
  applaud: [4, 7],
}

/** At a table hands lie on it: what stands for what. */
export const AT_TABLE = {
  sitting: { listen: 'desk', fold: 'desk', lean: 'hands', shift: 'hands' },
  standing: { listen: 'counter', fold: 'hands', lean: 'hands', shift: 'stand' },
}
/** Without a table, standing people do nothing that needs a lap. */
export const ON_FOOT = { listen: 'stand', fold: 'stand', lean: 'stand', shift: 'stand' }

/** What is done at a table or on foot is done as often as what it stands for. */
const STANDS_FOR = {
  desk: ['listen', 'fold'],
  counter: ['listen', 'fold'],
  hands: ['lean', 'shift'],
  stand: ['listen', 'fold', 'shift'],
}

/** How often a mood makes people do `name`, next to the others. */
export const weightOf = (mood, name) =>
  mood.weights[name] ?? (STANDS_FOR[name] || []).reduce((sum, other) => sum + (mood.weights[other] || 0), 0)
