// htmx draws a swap as a view transition and does not listen to its `ready`: a phone that is turned on the way, or a window made
// narrower, would leave a complaint in the console.
const isBrokenOff = reason => reason instanceof DOMException && /transition/i.test(reason.message)
export function start() {
  addEventListener('unhandledrejection', event => { if (isBrokenOff(event.reason)) event.preventDefault() })
}
