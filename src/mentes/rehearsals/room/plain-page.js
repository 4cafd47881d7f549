// Pages of the plain form, and of writing a scenario: starts what is there, hides what was for reading without scripts.
import { Plain } from './plain.js'
import './plain.css'

const read = id => JSON.parse(document.getElementById(id).textContent)

const root = document.querySelector('[data-plain]')
if (root) {
  const form = root.querySelector('[data-begin]')
  const began = () => form && fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } }).catch(() => {})
  const plain = new Plain({ root, scenario: read('plain-scenario'), words: read('plain-words'), language: document.documentElement.lang, began })
  plain.start()
  const script = document.querySelector('[data-script]')
  if (script) script.hidden = true
  addEventListener('pagehide', () => plain.partner.hush())
}

// A fault's line in the text is shown by selecting it.
const text = document.querySelector('[data-write] textarea')
document.querySelector('.faults')?.addEventListener('click', event => {
  const line = Number(event.target.closest('[data-line]')?.dataset.line)
  if (!line || !text) return
  const lines = text.value.split('\n')
  const from = lines.slice(0, line - 1).reduce((n, one) => n + one.length + 1, 0)
  text.focus()
  text.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0))
})
