// A page that changes by itself: keeps the newest in sight, and asks now and then where no stream is open to say when.
const ASK_MS = 20_000, NEAR_PX = 160

/** Whether to ask now: somebody looks, the line is there, and no stream is open. */
export const shouldAsk = ({ isHidden, isOpen, isOnline }) => !isHidden && isOnline && !isOpen

/** Of list items that came twice (one's own answer and the stream's news crossed on the way) those that are too many. */
export const tooMany = ids => ids.flatMap((id, place) => id && ids.indexOf(id) < place ? [place] : [])

export function start(page) {
  const stream = page.querySelector('[data-live]')
  const list = page.getElementById('said')
  if (!stream || !list) return
  let isOpen = false
  // The stream says "live" where it stays open; an answer that ends at once says only that it was there.
  stream.addEventListener('live', () => { isOpen = true })
  for (const name of ['htmx:sse:close', 'htmx:sse:error', 'htmx:sse:before:connection']) page.addEventListener(name, () => { isOpen = false })
  const ask = () => { if (shouldAsk({ isHidden: page.hidden, isOpen, isOnline: navigator.onLine })) window.htmx?.trigger(stream, 'news') }
  setInterval(ask, ASK_MS)
  addEventListener('online', ask)
  page.addEventListener('visibilitychange', ask)

  new MutationObserver(() => {
    const items = [...list.children]
    for (const place of tooMany(items.map(item => item.id))) items[place].remove()
  }).observe(list, { childList: true })

  const end = () => page.getElementById('newest')
  const isNearEnd = () => end().getBoundingClientRect().top < innerHeight + NEAR_PX
  let wasNear = true, wasSent = false
  page.addEventListener('htmx:before:swap', event => {
    wasNear = isNearEnd()
    wasSent = event.detail.ctx.sourceElement?.id === 'write'
  })
  page.addEventListener('htmx:after:swap', () => {
    if (list.childElementCount) page.getElementById('nothing-yet')?.remove()
    if (wasSent) page.querySelector('#write textarea')?.focus({ preventScroll: true })
    if (wasSent || wasNear) end().scrollIntoView({ block: 'nearest' })
  })
  // A line that broke while sending: the words stay in their box, and this says so.
  page.addEventListener('htmx:error', event => {
    if (event.detail?.ctx?.sourceElement?.id !== 'write') return
    const note = page.querySelector('#write [data-draft-note]')
    if (note) note.hidden = false
  })
}
