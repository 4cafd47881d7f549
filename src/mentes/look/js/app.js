// Wires the small parts of a page together. Each is handed the document and works by itself.
import * as busy from './busy.js'
import * as drafts from './drafts.js'
import * as focus from './focus.js'
import * as language from './language.js'
import * as live from './live.js'
import * as offline from './offline.js'
import * as strands from './strands.js'
import * as swaps from './swaps.js'
import * as theme from './theme.js'
import * as weave from './weave.js'
import * as weights from './weights.js'

for (const part of [theme, language, strands, weights, drafts, offline, focus, busy, weave, live, swaps]) part.start(document)
