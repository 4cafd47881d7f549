// Run by `node --test`: the files of a family share its letters out, so that none is missing and none is sent twice.
import assert from 'node:assert/strict'
import test from 'node:test'
import { FACES, letters } from '../fonts.mjs'

const LATIN_EXT = 'U+0100-024F,U+0250-02BA,U+02BD-02C5,U+02C7-02D9,U+02DB,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF'
const ARABIC = 'U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC'
const EVERYWHERE = [
  ['Literata Variable', 'normal', LATIN_EXT], ['Literata Variable', 'italic', LATIN_EXT], ['Commissioner Variable', 'normal', LATIN_EXT],
  ['Markazi Text Variable', 'normal', ARABIC], ['Vazirmatn Variable', 'normal', ARABIC],
]

for (const [family, style, range] of EVERYWHERE) {
  test(`${family} ${style} holds every letter in just one file`, () => {
    const sent = FACES.filter(face => face.family === family && (face.style ?? 'normal') === style).map(face => letters(face.range)).join('')
    const held = new Set(sent)
    assert.equal(sent.length, held.size)
    assert.deepEqual([...letters(range)].filter(sign => !held.has(sign)), [])
  })
}

test('what names of these languages are written in comes in the European file, with the file of Vietnamese beside it', () => {
  const [european, vietnamese] = ['latin-ext-wght-normal', 'vietnamese-wght-normal'].map(part =>
    new Set(letters(FACES.find(face => face.family === 'Commissioner Variable' && face.from.includes(part)).range)))
  for (const name of ['ŁŻŹĆŃĘĄŚ', 'ŘŮŠČŽĎŤŇĚ', 'ŐŰ', 'ȘȚĂ', 'ĞİŞı', 'ĐŠŽ', 'ĀĒĢĪĶĻŅŪ', 'ĖĮŲ', 'ĠĦŻ', 'ĨŨƠƯĂĐ']) {
    const plain = new Set('ıÀÿ')
    for (const sign of name) assert.ok(plain.has(sign) || european.has(sign) || vietnamese.has(sign), `${sign} of ${name}`)
  }
})
