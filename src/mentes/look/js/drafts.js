// Longer texts survive a lost line: what is typed into [data-draft] is kept on this device until the form was accepted.
const PREFIX = 'mentes-draft:', PENDING = 'mentes-sent', DAY = 24 * 3600 * 1000

/** What to do with a kept draft when its page loads again. `wasRedirected`: the server accepted the form and sent us on. */
export function verdict({ kept, shown, wasSent, wasRedirected, isInvalid }) {
  if (kept === null || kept === shown) return wasSent && !isInvalid ? 'forget' : 'leave'
  if (wasSent && wasRedirected) return 'forget'
  return 'restore'
}

const keyOf = field => `${PREFIX}${location.pathname}:${field.form?.id ?? ''}:${field.name}`

function read(key, now) {
  try {
    const { text, at } = JSON.parse(localStorage.getItem(key))
    return now - at < 14 * DAY ? text : null
  } catch { return null }
}

export function start(page) {
  let store
  try { store = localStorage; store.getItem(PENDING) } catch { return } // storage may be switched off
  const timers = new Map()
  const keep = field => {
    clearTimeout(timers.get(field))
    timers.delete(field)
    store.setItem(keyOf(field), JSON.stringify({ text: field.value, at: Date.now() }))
  }
  const sent = JSON.parse(sessionStorage.getItem(PENDING) ?? '[]')
  sessionStorage.removeItem(PENDING)
  const wasRedirected = (performance.getEntriesByType('navigation')[0]?.redirectCount ?? 0) > 0
  const here = new Set()

  const restoreAll = (sent, wasRedirected) => {
    for (const field of page.querySelectorAll('textarea[data-draft]')) {
      const key = keyOf(field)
      if (here.has(field)) continue
      here.add(field)
      const kept = read(key, Date.now())
      const action = verdict({ kept, shown: field.value, wasSent: sent.includes(key), wasRedirected, isInvalid: field.form?.querySelector('[aria-invalid="true"]') != null })
      if (action === 'forget') store.removeItem(key)
      if (action === 'restore') {
        field.value = kept
        const note = field.closest('.field')?.querySelector('[data-draft-note]')
        if (note) note.hidden = false
      }
    }
  }
  // A form that was sent and is not on this page any more was accepted.
  restoreAll(sent, wasRedirected)
  const shown = new Set([...here].map(keyOf))
  for (const key of sent) if (!shown.has(key) && wasRedirected) store.removeItem(key)

  page.addEventListener('input', event => {
    const field = event.target
    if (!field.matches?.('textarea[data-draft]')) return
    clearTimeout(timers.get(field))
    timers.set(field, setTimeout(() => keep(field), 400))
  })
  addEventListener('pagehide', () => [...timers.keys()].forEach(keep)) // the last word too
  page.addEventListener('submit', event => {
    const fields = [...event.target.querySelectorAll('textarea[data-draft]')]
    if (!fields.length) return
    fields.forEach(keep)
    sessionStorage.setItem(PENDING, JSON.stringify(fields.map(keyOf)))
  })
  // What htmx sent: a form that comes back fresh with a good answer was accepted, like one after which the page went on.
  // Which form it was is asked before the swap: after it, the form may be another.
  const senders = new WeakMap()
  page.addEventListener('htmx:before:swap', event => {
    const form = event.detail.ctx.sourceElement
    if (form?.matches('form')) senders.set(event.detail.ctx, [...form.querySelectorAll('textarea[data-draft]')].map(keyOf))
  })
  page.addEventListener('htmx:after:swap', event => {
    const keys = senders.get(event.detail.ctx) ?? []
    if (keys.length) sessionStorage.removeItem(PENDING)
    restoreAll(keys, event.detail.ctx.response?.status < 300)
  })
}
