// Which letters are sent in which font file, and how the files are cut from the packages of Fontsource.
// Budget: 130 kB for the first visit of every page, also where names of many countries stand (docs/decisions/0015).
// The full Literata with its optical sizes alone is 110 kB, so every file keeps only the weights and sizes the style
// sheet uses (400 to 600, 14 to 72), and a name never brings the letters of languages it is not written in.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import subset from 'subset-font'

const LATIN = 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215'
// The living national languages of Europe in Latin letters, Turkish, and what Vietnamese needs beside its own block.
const EUROPEAN = 'U+0100-0107,U+010A-0113,U+0116-011B,U+011E-0123,U+0126-012B,U+012E-0130,U+0136-0137,U+0139-013E,U+0141-0148,' +
  'U+0150-0151,U+0154-0155,U+0158-015B,U+015E-0165,U+0168-016B,U+016E-0173,U+0178-017E,U+01A0-01A1,U+01AF-01B0,U+0218-021B,U+1E9E'
// All that EUROPEAN leaves of what the packages call latin-ext: Welsh, Esperanto, Sami, Hausa, transliterations.
const OTHER_LATIN = 'U+0108-0109,U+0114-0115,U+011C-011D,U+0124-0125,U+012C-012D,U+0132-0135,U+0138,U+013F-0140,U+0149-014F,' +
  'U+0156-0157,U+015C-015D,U+0166-0167,U+016C-016D,U+0174-0177,U+017F-019F,U+01A2-01AE,U+01B1-0217,U+021C-02BA,' +
  'U+02BD-02C5,U+02C7-02D9,U+02DB,U+02DD-02FF,U+1E00-1E9D,U+1E9F,U+1EF2-1EFF'
const VIETNAMESE = 'U+1EA0-1EF1,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+20AB'
const CYRILLIC = 'U+0400-04FF'
const GREEK = 'U+0370-03FF'
// Arabic with its marks, figures and signs; with the letters of Persian; then Urdu and all others, in a file of their own.
const ARABIC = 'U+0600-065F,U+0660-0671,U+067E,U+0686,U+0698,U+06A4,U+06A9,U+06AF,U+06CC,U+06F0-06F9'
const OTHER_ARABIC = 'U+0672-067D,U+067F-0685,U+0687-0697,U+0699-06A3,U+06A5-06A8,U+06AA-06AE,U+06B0-06CB,U+06CD-06EF,' +
  'U+06FA-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC'
// The one line of Homer on the landing page; its letters with old accents would otherwise cost two files of 60 kB.
const HOMER = 'εἰδομένη ξείνῳ, Ταφίων ἡγήτορι Μέντῃ'

// Capitals beyond plain Latin, for the initials of a portrait: one Đ must not bring all letters of its script.
const upper = range => [...new Set([...letters(range)].filter(sign => /\p{Lu}/u.test(sign)))].join('')
// Fractions, superscripts and old figures stay behind: no style asks for them.
const FEATURES = ['kern', 'liga', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'lnum']

const TEXT = { wght: { min: 400, max: 600 } }
const DISPLAY = { ...TEXT, opsz: { min: 14, max: 72 } }
const INITIAL = { wght: 560, opsz: 18 } // as .face asks
const PLAIN = { wght: 460, opsz: 24 } // of the wordmark; on Arabic pages Literata writes little else
const file = (pack, name) => `${pack}/files/${pack}-${name}.woff2`

export const FACES = [
  { family: 'Literata Variable', from: file('literata', 'latin-opsz-normal'), range: LATIN, axes: DISPLAY },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-opsz-normal'), range: EUROPEAN, axes: DISPLAY },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-wght-normal'), range: OTHER_LATIN, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'vietnamese-wght-normal'), range: VIETNAMESE, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'cyrillic-wght-normal'), range: CYRILLIC, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'greek-wght-normal'), range: GREEK, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'latin-wght-italic'), range: LATIN, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-wght-italic'), range: EUROPEAN, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-wght-italic'), range: OTHER_LATIN, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Plain', from: file('literata', 'latin-opsz-normal'), range: LATIN, axes: PLAIN },
  { family: 'Literata Plain', from: file('literata', 'latin-wght-italic'), range: LATIN, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Initials', from: file('literata', 'latin-ext-opsz-normal'), text: upper(EUROPEAN), range: EUROPEAN, axes: INITIAL },
  { family: 'Literata Initials', from: file('literata', 'vietnamese-opsz-normal'), text: upper(VIETNAMESE), range: VIETNAMESE, axes: INITIAL },
  { family: 'Literata Initials', from: file('literata', 'cyrillic-opsz-normal'), text: upper(CYRILLIC), range: CYRILLIC, axes: INITIAL },
  { family: 'Literata Initials', from: file('literata', 'greek-opsz-normal'), text: upper(GREEK), range: GREEK, axes: INITIAL },
  { family: 'Literata Homer', from: file('literata', 'greek-wght-normal'), text: HOMER, axes: { wght: 400 }, range: GREEK },
  { family: 'Literata Homer', from: file('literata', 'greek-ext-wght-normal'), text: HOMER, axes: { wght: 400 }, range: 'U+1F00-1FFF' },
  { family: 'Commissioner Variable', from: file('commissioner', 'latin-wght-normal'), range: LATIN, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'latin-ext-wght-normal'), range: EUROPEAN, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'latin-ext-wght-normal'), range: OTHER_LATIN, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'vietnamese-wght-normal'), range: VIETNAMESE, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'cyrillic-wght-normal'), range: CYRILLIC, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'greek-wght-normal'), range: GREEK, axes: TEXT },
  { family: 'Markazi Text Variable', from: file('markazi-text', 'arabic-wght-normal'), range: ARABIC, axes: TEXT, features: null },
  { family: 'Markazi Text Variable', from: file('markazi-text', 'arabic-wght-normal'), range: OTHER_ARABIC, axes: TEXT, features: null },
  { family: 'Vazirmatn Variable', from: file('vazirmatn', 'arabic-wght-normal'), range: ARABIC, axes: TEXT, features: null },
  { family: 'Vazirmatn Variable', from: file('vazirmatn', 'arabic-wght-normal'), range: OTHER_ARABIC, axes: TEXT, features: null },
]

/** The characters of a list of code points and ranges, as unicode-range writes them. */
export function letters(range) {
  return range.split(',').map(part => {
    const [first, last] = part.replace('U+', '').split('-').map(hex => parseInt(hex, 16))
    return Array.from({ length: (last ?? first) - first + 1 }, (_, n) => String.fromCodePoint(first + n)).join('')
  }).join('')
}

const points = text => [...text].map(sign => `U+${sign.codePointAt(0).toString(16)}`).join(',')

/** Cuts every face once (results are kept in `cache`) and returns the @font-face rules that name the files there. */
export async function fontRules(packages, cache) {
  mkdirSync(cache, { recursive: true })
  const rules = []
  for (const face of FACES) {
    const source = readFileSync(join(packages, '@fontsource-variable', face.from))
    const key = createHash('sha256').update(source).update(JSON.stringify([face.text, face.range, face.axes, face.features ?? FEATURES])).digest('hex').slice(0, 12)
    const part = face.style ? 'variable' : face.family.split(' ').pop().toLowerCase() // or plain, initials, homer
    const name = face.from.split('/').pop().replace('.woff2', `${part === 'variable' ? '' : `-${part}`}-${key}.woff2`)
    const path = join(cache, name)
    if (!existsSync(path)) {
      const keepFeatures = face.features === null ? undefined : FEATURES
      writeFileSync(path, await subset(source, face.text ?? letters(face.range), { targetFormat: 'woff2', variationAxes: face.axes, keepFeatures }))
    }
    // A cut with one weight serves all that are asked of it: a browser must not thicken it once more.
    const weight = typeof face.axes.wght === 'object' || ['plain', 'initials'].includes(part) ? '400 600' : face.axes.wght
    rules.push(`@font-face{font-family:"${face.family}";font-style:${face.style ?? 'normal'};font-display:swap;` +
      `font-weight:${weight};src:url("./${name}") format("woff2");unicode-range:${part === 'initials' ? points(face.text) : face.range}}`)
  }
  return rules.join('\n')
}
