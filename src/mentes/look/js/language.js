// Choosing a language is enough: the form sends itself. Without scripts a button stands beside the list.
export function start(page) {
  page.addEventListener('change', event => {
    if (event.target.matches?.('.language select')) event.target.form.requestSubmit()
  })
}
