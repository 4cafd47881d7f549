// Sixty seconds, as a pure step from state to state: before, speaking, over. It knows no clock and no page.

export const MINUTE = 60 // seconds

/** What the audience does for everybody alike, at seconds of the minute; what else they do follows from their seed. */
export const MOMENTS = [
  { at: 0, say: 'begun' },
  { at: 16, hand: 'right' },
  { at: 30, say: 'half' },
  { at: 38, hand: 'left' },
  { at: 50, say: 'ten' },
]
export const LONGEST_HAND = 9 // seconds: nobody holds up a hand for ever

export const START = { phase: 'before', seconds: 0 }

/**
 * `event` {kind: 'begin' | 'tick' (with `seconds` passed) | 'next' | 'leave'}. `next` is the one button of a controller:
 * it begins, and after the end it begins again. While one speaks nothing but time and leaving counts, so that a hand that
 * moves with the words ends nothing.
 */
export function step(state, event) {
  const { phase, seconds } = state
  if (event.kind === 'tick') {
    if (phase !== 'speaking') return state
    const now = seconds + event.seconds
    return now >= MINUTE ? { phase: 'over', seconds: MINUTE } : { phase, seconds: now }
  }
  if (event.kind === 'leave') return START
  if (phase !== 'speaking' && (event.kind === 'begin' || event.kind === 'next')) return { phase: 'speaking', seconds: 0 }
  return state
}

/** Whole seconds that are left, as a clock shows them: 60 at the beginning, 0 only at the end. */
export const left = ({ seconds }) => Math.ceil(MINUTE - seconds)
