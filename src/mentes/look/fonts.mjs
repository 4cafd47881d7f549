// Which letters are sent in which font file, and how the files are cut from the packages of Fontsource.
// Budget: 130 kB for a first visit in Latin script. The full Literata with its optical sizes alone is 110 kB,
// so every file keeps only the weights and sizes the style sheet uses (400 to 600, 14 to 72).
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import subset from 'subset-font'

const LATIN = 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215'
const LATIN_EXT = 'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02D9,U+02DB,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF'
const VIETNAMESE = 'U+1EA0-1EF1,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+20AB'
const CYRILLIC = 'U+0400-04FF'
const GREEK = 'U+0370-03FF'
const ARABIC = 'U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC'
// The one line of Homer on the landing page; its letters with old accents would otherwise cost two files of 60 kB.
const HOMER = 'εἰδομένη ξείνῳ, Ταφίων ἡγήτορι Μέντῃ'

const TEXT = { wght: { min: 400, max: 600 } }
const DISPLAY = { ...TEXT, opsz: { min: 14, max: 72 } }
const file = (pack, name) => `${pack}/files/${pack}-${name}.woff2`

export const FACES = [
  { family: 'Literata Variable', from: file('literata', 'latin-opsz-normal'), range: LATIN, axes: DISPLAY },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-opsz-normal'), range: LATIN_EXT, axes: DISPLAY },
  { family: 'Literata Variable', from: file('literata', 'vietnamese-wght-normal'), range: VIETNAMESE, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'cyrillic-wght-normal'), range: CYRILLIC, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'greek-wght-normal'), range: GREEK, axes: TEXT },
  { family: 'Literata Variable', from: file('literata', 'latin-wght-italic'), range: LATIN, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Variable', from: file('literata', 'latin-ext-wght-italic'), range: LATIN_EXT, axes: { wght: 400 }, style: 'italic' },
  { family: 'Literata Homer', from: file('literata', 'greek-wght-normal'), text: HOMER, axes: { wght: 400 }, range: GREEK },
  { family: 'Literata Homer', from: file('literata', 'greek-ext-wght-normal'), text: HOMER, axes: { wght: 400 }, range: 'U+1F00-1FFF' },
  { family: 'Commissioner Variable', from: file('commissioner', 'latin-wght-normal'), range: LATIN, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'latin-ext-wght-normal'), range: LATIN_EXT, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'vietnamese-wght-normal'), range: VIETNAMESE, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'cyrillic-wght-normal'), range: CYRILLIC, axes: TEXT },
  { family: 'Commissioner Variable', from: file('commissioner', 'greek-wght-normal'), range: GREEK, axes: TEXT },
  { family: 'Markazi Text Variable', from: file('markazi-text', 'arabic-wght-normal'), range: ARABIC, axes: TEXT },
  { family: 'Vazirmatn Variable', from: file('vazirmatn', 'arabic-wght-normal'), range: ARABIC, axes: TEXT },
]

/** The characters of a list of code points and ranges, as unicode-range writes them. */
export const letters = range => range.split(',').map(part => {
  const [first, last] = part.replace('U+', '').split('-').map(hex => parseInt(hex, 16))
  return Array.from({ length: (last ?? first) - first + 1 }, (_, n) => String.fromCodePoint(first + n)).join('')
}).join('')

/** Cuts every face once (results are kept in `cache`) and returns the @font-face rules that name the files there. */
export async function fontRules(packages, cache) {
  mkdirSync(cache, { recursive: true })
  const rules = []
  for (const face of FACES) {
    const source = readFileSync(join(packages, '@fontsource-variable', face.from))
    const key = createHash('sha256').update(source).update(JSON.stringify(face)).digest('hex').slice(0, 12)
    const name = face.from.split('/').pop().replace('.woff2', `${face.text ? '-homer' : ''}-${key}.woff2`)
    const path = join(cache, name)
    if (!existsSync(path)) {
      writeFileSync(path, await subset(source, face.text ?? letters(face.range), { targetFormat: 'woff2', variationAxes: face.axes }))
    }
    const weight = typeof face.axes.wght === 'object' ? `${face.axes.wght.min} ${face.axes.wght.max}` : face.axes.wght
    rules.push(`@font-face{font-family:"${face.family}";font-style:${face.style ?? 'normal'};font-display:swap;` +
      `font-weight:${weight};src:url("./${name}") format("woff2");unicode-range:${face.range}}`)
  }
  return rules.join('\n')
}
