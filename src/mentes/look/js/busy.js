// A button that was pressed says that something happens, keeps its width, and cannot be pressed twice.
export function start(page) {
  page.addEventListener('submit', event => {
    if (event.defaultPrevented) return
    const button = event.submitter
    if (!button?.matches('.btn') || event.target.method === 'dialog') return
    if (button.getAttribute('aria-busy') === 'true') { event.preventDefault(); return }
    button.setAttribute('aria-busy', 'true')
    if (button.dataset.busy) { button.dataset.rest = button.lastChild.textContent; button.lastChild.textContent = button.dataset.busy }
  })
  const rest = () => {
    for (const button of page.querySelectorAll('.btn[aria-busy="true"]')) {
      button.removeAttribute('aria-busy')
      if (button.dataset.rest) button.lastChild.textContent = button.dataset.rest
    }
  }
  addEventListener('pageshow', event => { if (event.persisted) rest() }) // the reader came back through history
  page.addEventListener('htmx:finally:request', rest)
}
