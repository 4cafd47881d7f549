// The room of a rehearsal: the page of whoever speaks, or of a mentor or peer beside them.
import './room.css'
import './plain.css'
import './rehearse.css'
import { Speaking } from './speaking.js'
import { Watching } from './watching.js'

const read = id => JSON.parse(document.getElementById(id).textContent)
const root = document.querySelector('[data-rehearse]')
if (root) {
  const held = read('rehearse-held')
  const Page = held.side === 'speaker' ? Speaking : Watching
  const page = new Page({ root, held, words: read('rehearse-words') })
  page.start()
  addEventListener('pagehide', event => !event.persisted && page.stop(), { once: true })
}
