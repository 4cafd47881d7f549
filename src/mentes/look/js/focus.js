// After htmx has swapped a section, reading goes on at its heading, where the section marks one with data-focus.
export function start(page) {
  page.addEventListener('htmx:after:swap', event => {
    const target = event.detail?.ctx?.target
    const section = target?.isConnected ? target : page.getElementById(target?.id ?? '')
    const heading = section?.querySelector('[data-focus]')
    if (!heading) return
    heading.setAttribute('tabindex', '-1')
    heading.focus()
  })
}
