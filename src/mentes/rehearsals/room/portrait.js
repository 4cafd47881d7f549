// The woven portrait of look/face.py on a canvas: the same five weaves, the same sheet in the middle, the same
// initials.
import { DYE, INK, SHEET } from './draw/palette.js'

export const SERIF = '"Literata Variable", "Markazi Text Variable", serif'
export const SANS = '"Commissioner Variable", "Vazirmatn Variable", sans-serif'
const SIZE = 60 // of the drawing, whatever the pixels
const ROUND = 19.5

// Each draws its figure over a 60 by 60 ground, fields of 10 by 10 at a time.
const FIGURES = [
  field => {
    field.fillRect(0, 0, 5, 5)
    field.fillRect(5, 5, 5, 5)
  },
  field =>
    stripes(
      field,
      [
        [
          [0, 5],
          [5, 0],
        ],
        [
          [5, 10],
          [10, 5],
        ],
      ],
      2.4,
    ),
  field =>
    stripes(
      field,
      [
        [
          [0, 5],
          [5, 0],
          [10, 5],
        ],
        [
          [0, 10],
          [5, 5],
          [10, 10],
        ],
      ],
      2.2,
    ),
  field => {
    field.fillRect(0, 1.3, 10, 2.4)
    field.fillRect(0, 6.3, 10, 2.4)
    field.fillStyle = SHEET
    field.fillRect(4.3, 0, 1.4, 5)
  },
  field => {
    diamond(field, 4.45)
    field.fillStyle = SHEET
    diamond(field, 1.41)
  },
]

function stripes(field, lines, width) {
  field.lineWidth = width
  for (const line of lines) {
    field.beginPath()
    for (const [i, [x, y]] of line.entries()) field[i ? 'lineTo' : 'moveTo'](x, y)
    field.stroke()
  }
}

function diamond(field, half) {
  field.beginPath()
  for (const [dx, dy] of [
    [0, -half],
    [half, 0],
    [0, half],
    [-half, 0],
  ])
    field.lineTo(5 + dx, 5 + dy)
  field.fill()
}

/** Draws into `pen` at x, y, `size` pixels wide: `who` {initials, dyes: [ground, figure], weave 0..4}. */
export function drawPortrait(pen, x, y, size, { initials, dyes, weave = 4 }) {
  pen.save()
  pen.translate(x, y)
  pen.scale(size / SIZE, size / SIZE)
  pen.beginPath()
  pen.arc(SIZE / 2, SIZE / 2, SIZE / 2, 0, 7)
  pen.clip()
  pen.fillStyle = DYE[dyes[0]]
  pen.fillRect(0, 0, SIZE, SIZE)
  for (let column = 0; column < SIZE; column += 10) {
    for (let line = 0; line < SIZE; line += 10) {
      pen.save()
      pen.translate(column, line)
      pen.fillStyle = pen.strokeStyle = DYE[dyes[1]]
      FIGURES[weave](pen)
      pen.restore()
    }
  }
  pen.fillStyle = SHEET
  pen.beginPath()
  pen.arc(SIZE / 2, SIZE / 2, ROUND, 0, 7)
  pen.fill()
  pen.fillStyle = INK
  pen.font = `430 ${[...initials].length > 1 ? 18 : 22}px ${SERIF}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(initials, SIZE / 2, SIZE / 2 + 1)
  pen.restore()
}

/** First letters of the first and the last word, as look/face.py takes them; Arabic names give one letter. */
export function initialsOf(name) {
  const letters = /^[\p{L}\p{N}]/u
  const words = name
    .replaceAll('-', ' ')
    .split(/\s+/)
    .filter(word => letters.test(word))
  if (!words.length) words.push(name.trim() || '?')
  const first = isArabic(words[0]) ? words[0].replace(/^ال(?=.)/, '') : words[0]
  if (isArabic(first)) return first[0]
  return [...first][0] + (words.length > 1 ? [...words[words.length - 1]][0] : '')
}

export const isArabic = text => /[\u0600-\u06ff]/.test(text)
