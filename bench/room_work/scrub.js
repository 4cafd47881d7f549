// Ten minutes looked at in the replay: ?place= &n= &seat=. Leaves {openMs, scriptMs, shownMs} in window.measured; times of 60 jumps as a
// thumb is dragged, each until it is drawn (shownMs), and of 60 others without waiting (scriptMs).
import { DRAGGED, Replay, STILL } from '../../src/mentes/rehearsals/room/replay.js'
import { factsOf } from '../../src/mentes/rehearsals/room/report/facts.js'
import { seatings, seatsOf } from '../../src/mentes/rehearsals/room/report/where.js'
import { Timeline } from '../../src/mentes/rehearsals/room/timeline.js'
import { tenMinutes } from '../../src/mentes/rehearsals/room/timeline/ten-minutes.js'

const [JUMPS, STRIDE] = [60, 217_400] // milliseconds: far from each other, and never the same twice
const query = new URLSearchParams(location.search)

async function run() {
  const surface = document.createElement('div')
  surface.style.cssText = 'inline-size: 640px; block-size: 344px'
  document.body.append(surface)
  const bytes = tenMinutes().encode()
  const before = performance.now()
  const timeline = Timeline.decode(bytes)
  const n = Number(query.get('n'))
  const setting = { place: query.get('place'), light: 'dawn', n, seed: 7, mood: 'supportive' }
  const people = timeline.people.map(one => ({ ...one, dyes: ['woad', 'weld'] }))
  const replay = new Replay({ surface, timeline, facts: factsOf(timeline, n), setting, people, seatings: seatings(timeline, seatsOf(setting.place, n)) })
  if (!replay.start()) throw new Error('no WebGL')
  replay.sit(query.get('seat'))
  replay.draw(599_000)
  const openMs = performance.now() - before
  const [scriptMs, shownMs] = [[], []]
  for (let i = 0; i < 2 * JUMPS; i++) {
    await new Promise(requestAnimationFrame)
    const start = performance.now()
    const isDragged = i < JUMPS
    replay.as(isDragged ? DRAGGED : STILL)
    replay.draw((i * STRIDE) % 600_000)
    ;(isDragged ? shownMs : scriptMs).push(performance.now() - start)
  }
  return { bytes: bytes.length, openMs, scriptMs, shownMs }
}

run().then(found => (window.measured = found), error => (window.measured = { error: String(error.stack) }))
