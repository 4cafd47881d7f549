// When the line is gone, a banner says so and what is safe; it goes when the line is back.
export function start(page) {
  const banner = page.querySelector('[data-offline]')
  if (!banner) return
  const show = () => { banner.hidden = navigator.onLine }
  addEventListener('offline', show)
  addEventListener('online', show)
  show()
}
