// Light or dark: the button changes the page at once and leaves a cookie, so that the server writes the next page right.
const YEAR = 365 * 24 * 3600

export const other = (chosen, prefersDark) => (chosen ?? (prefersDark ? 'winedark' : 'dawn')) === 'winedark' ? 'dawn' : 'winedark'

export function start(page) {
  page.addEventListener('submit', event => {
    if (!event.target.matches?.('[data-theme-form]')) return
    event.preventDefault()
    const root = page.documentElement
    root.dataset.theme = other(root.dataset.theme, matchMedia('(prefers-color-scheme: dark)').matches)
    const secure = location.protocol === 'https:' ? '; secure' : ''
    document.cookie = `mentes-theme=${root.dataset.theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`
  })
}
