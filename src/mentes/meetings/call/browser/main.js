// The call: knows all parts, hands each what it needs, and keeps the one state.
import { Chat } from './chat.js'
import { Check } from './check.js'
import { Controls } from './controls.js'
import { Devices } from './devices.js'
import { Mesh } from './mesh.js'
import { Line } from '../../../look/js/line.js'
import { Stage } from './stage.js'
import { start, step } from './state.js'
import './call.css'

const root = document.querySelector('[data-call]')
const part = name => root.querySelector(`[data-part="${name}"]`)
const words = JSON.parse(document.getElementById('call-words').textContent)
const tab = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** The portraits lie in the page, drawn by the server. */
function faces(person) {
  const kept = root.querySelector(`template[data-face-of="${CSS.escape(person)}"]`)
  return kept ? [...kept.content.cloneNode(true).childNodes] : []
}

let state = start
let server = null

const devices = new Devices({ changed: () => mine(), ended: slot => slot === 'voice' && take({ kind: 'mine', part: { has_sound: false } }) })
const mesh = new Mesh({
  tab,
  tell: (to, body) => server?.send({ kind: 'signal', to, ...body }),
  linked: (from, link) => take({ kind: 'link', tab: from, link }),
  heard: (from, slot, track) => {
    stage.heard(from, slot, track)
    draw()
  },
})
const stage = new Stage({ root: part('stage'), words, faces, template: part('tile'), screenTemplate: part('screen') })
const check = new Check({ root: part('check'), devices, words, enter })
const controls = new Controls({ root: part('stage'), bar: part('bar'), act })
const chat = new Chat({ root: part('chat'), words, send: text => server.send({ kind: 'say', text }) })

function take(event) {
  const before = state
  state = step(state, event)
  if (state !== before) draw()
}

function draw() {
  if (state.phase !== 'in') return
  mesh.tracks = devices.tracks
  mesh.update(state)
  stage.update(state, devices.tracks)
  controls.update(state, devices.tracks)
  chat.update(state)
}

/** What we send has changed: keep it in the state, and tell the others. */
function mine(part = {}) {
  const { voice, camera, screen } = devices.tracks
  const picture = camera && screen ? 'both' : camera ? 'camera' : screen ? 'screen' : 'none'
  take({ kind: 'mine', part: { has_sound: Boolean(voice?.enabled), picture, ...part } })
  if (state.phase === 'in') server.send({ kind: 'state', ...state.me })
  if (state.phase === 'checking') check.update?.()
}

function enter(wants_pictures) {
  mine({ wants_pictures })
  take({ kind: 'enter' })
  stage.speaker = check.speaker
  check.stop()
  const address = new URL(root.dataset.line, location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  server = new Line({
    address, page: location.href,
    open: () => server.send({ kind: 'join', tab, ...state.me }),
    take: hear,
    lost: () => take({ kind: 'line', line: 'lost' }),
    final: over,
  })
  stage.start()
  controls.start()
  chat.start()
  server.start()
}

function hear(message) {
  if (message.kind === 'signal') return mesh.take(message.from, message)
  if (message.kind === 'welcome') mesh.begin(message)
  if (message.kind === 'joined') mesh.meet(message.who.tab)
  if (message.kind === 'left') mesh.drop(message.tab)
  take(message.kind === 'said' ? { ...message, is_mine: message.tab === tab } : message)
}

async function act(intent) {
  const { voice, camera, screen } = devices.tracks
  if (intent === 'sound') {
    if (voice) voice.enabled = !voice.enabled
    else warn('voice', await devices.open('voice'))
    mine()
  } else if (intent === 'camera' && state.me.wants_pictures) {
    if (camera) devices.close('camera')
    else warn('camera', await devices.open('camera'))
  } else if (intent === 'screen') {
    if (screen) devices.close('screen')
    else await devices.share()
  } else if (intent === 'pictures') {
    const wants_pictures = !state.me.wants_pictures
    mine({ wants_pictures })
    if (!wants_pictures) devices.close('camera')
  } else if (intent === 'leave') server.end('left')
}

function warn(slot, code) {
  const place = part('warning')
  place.textContent = code ? words[`${slot}-${code}`] : ''
  place.hidden = !code
}

function over(why) {
  take({ kind: 'over', why })
  mesh.stop()
  controls.stop()
  chat.stop()
  stage.stop()
  devices.stop()
  part('stage').hidden = true
  const end = part('end')
  end.hidden = false
  end.querySelector('[data-why]').textContent = words[`over-${why}`]
  end.querySelector('[data-again]').hidden = why === 'removed'
  end.querySelector('h2').focus()
}

if (!globalThis.isSecureContext || !navigator.mediaDevices || !globalThis.RTCPeerConnection) part('insecure').hidden = false
else {
  part('check').hidden = false
  check.start()
  addEventListener('pagehide', () => server?.stop())
}
