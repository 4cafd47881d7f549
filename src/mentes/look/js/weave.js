// A braid draws itself once. Afterwards it simply stands there, whatever the page is resized or printed to.
const DRAWN_AFTER_MS = 1800

export function start(page) {
  const settle = root => setTimeout(() => {
    for (const drawn of root.querySelectorAll('.weave')) drawn.classList.remove('weave')
  }, DRAWN_AFTER_MS)
  settle(page)
  page.addEventListener('htmx:after:swap', () => settle(page))
}
