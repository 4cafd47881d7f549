// What is said as captions: short lines, each shown long enough to be read. Pure.

const LETTERS_A_SECOND = 14 // slower than most subtitles: the reader also has to answer
const LEAST_SECONDS = 1.6

/** A text as captions of at most `most` letters, cut between words and rather after a sentence: [{text, seconds}]. */
export function captions(text, { most = 84 } = {}) {
  const words = text.split(/\s+/).filter(Boolean)
  const cut = []
  let line = ''
  for (const word of words) {
    const longer = line ? `${line} ${word}` : word
    const isSentence = line.length > most / 2 && /[.!?…؟]$/u.test(line)
    if (line && (longer.length > most || isSentence)) {
      cut.push(line)
      line = word
    } else line = longer
  }
  if (line) cut.push(line)
  return cut.map(said => ({ text: said, seconds: Math.max(LEAST_SECONDS, said.length / LETTERS_A_SECOND) }))
}

/** Which caption stands there `seconds` after the first appeared; the last one stays. -1 where there is none. */
export function captionAt(list, seconds) {
  let until = 0
  for (let n = 0; n < list.length; n++) {
    until += list[n].seconds
    if (seconds < until) return n
  }
  return list.length - 1
}
