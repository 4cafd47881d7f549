// Point at a reason, or reach it with the keyboard: its strand stays, the others fade, and its evidence is shown.
export function start(page) {
  const show = item => {
    const root = item.closest('[data-strands-of]')
    if (!root) return
    root.classList.add('hot')
    for (const path of root.querySelectorAll('svg.braid .st')) path.classList.toggle('on', path.dataset.s === item.dataset.hot)
    const place = root.querySelector('[data-evidence]')
    const source = root.querySelector(`[data-evidence-of="${CSS.escape(item.dataset.hot)}"]`)
    if (!place || !source) return
    place.rest ??= [...place.childNodes].map(node => node.cloneNode(true))
    place.replaceChildren(...[...source.childNodes].map(node => node.cloneNode(true)))
  }
  const rest = item => {
    const root = item.closest('[data-strands-of]')
    root?.classList.remove('hot')
    const place = root?.querySelector('[data-evidence]')
    if (place?.rest) place.replaceChildren(...place.rest.map(node => node.cloneNode(true)))
  }
  const on = (type, act) => page.addEventListener(type, event => {
    const item = event.target.closest?.('[data-hot]')
    if (item && !item.contains(event.relatedTarget)) act(item)
  })
  on('mouseover', show)
  on('focusin', show)
  on('mouseout', rest)
  on('focusout', rest)
}
