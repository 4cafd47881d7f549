// Small help for drawing on the page: elements, times and numbers in the reader's language. Nothing here is typed as HTML.

const SVG = 'http://www.w3.org/2000/svg'

/** An element of SVG with attributes. */
export function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...children)
  return made
}

/** An element with a class and children or text. */
export function element(name, className = '', ...children) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** What somebody wrote, in its own direction. */
export function written(name, className, text) {
  const made = element(name, className, text)
  made.dir = 'auto'
  return made
}

export class Said {
  /** `words` sentences with {names} in them; `language` of the page. */
  constructor(words, language) {
    const digits = (least, most) => new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: most })
    Object.assign(this, { words, language, whole: digits(0, 0), tenths: digits(1, 1) })
    this.two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2, useGrouping: false })
    this.day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' })
  }

  fill(key, parts = {}) {
    return Object.entries(parts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), this.words[key] ?? '')
  }

  /** "7:38". */
  time(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000))
    return `${this.whole.format(Math.floor(seconds / 60))}:${this.two.format(seconds % 60)}`
  }

  percent(share) {
    return this.fill('percent', { n: this.whole.format(100 * share) })
  }

  seconds(n) {
    return this.fill('seconds', { n: this.tenths.format(n) })
  }
}
