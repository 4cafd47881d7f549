// htmx draws a swap as a view transition and does not listen to its `ready`: a phone that is turned on the way, or a window made
// narrower, would leave a complaint in the console. Who asked for less motion gets none.
const isBrokenOff = reason => reason instanceof DOMException && /transition/i.test(reason.message)
export function start(page) {
  addEventListener('unhandledrejection', event => { if (isBrokenOff(event.reason)) event.preventDefault() })
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const follow = () => { if (globalThis.htmx) globalThis.htmx.config.transitions = !calm.matches }
  calm.addEventListener('change', follow)
  follow()
}
