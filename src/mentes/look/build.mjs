// Builds static/dist/: one style sheet, one script, htmx, the fonts and the icons that are used. Run by hatch_build.py.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { fontRules } from './fonts.mjs'
import { threeLight } from './three-light.mjs'

const LOOK = dirname(fileURLToPath(import.meta.url))
const ROOT = resolve(LOOK, '../../..')
const PACKAGES = join(ROOT, 'node_modules')
const CACHE = join(PACKAGES, '.cache', 'mentes-fonts')
// Pages of a room that need more than the look have an entry of their own, so that all others stay light.
const CALL = join(ROOT, 'src', 'mentes', 'meetings', 'call', 'browser', 'main.js')
const ROOM = join(ROOT, 'src', 'mentes', 'rehearsals', 'room', 'main.js')
const REHEARSE = join(dirname(ROOM), 'rehearse.js')
const REPORT = join(dirname(ROOM), 'report-page.js')
// Runs on the thread of sound, so it is a file of its own.
const WORKLET = join(dirname(ROOM), 'speech-worklet.js')
const PLAIN = join(ROOT, 'src', 'mentes', 'rehearsals', 'room', 'plain-page.js')
const DIST = join(LOOK, 'static', 'dist')
const manifest = {}

/** Writes a file under a name that changes with its content, and notes it in the manifest. */
function keep(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`
  writeFileSync(join(DIST, hashed), content)
  manifest[name] = hashed
}

/** Names of the icons in use: those in icons.txt (chosen by Python) and every {% icon "name" %} of a template. */
function iconNames() {
  const names = new Set(readFileSync(join(LOOK, 'icons.txt'), 'utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#')))
  const folder = join(ROOT, 'src', 'mentes')
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!entry.endsWith('.html')) continue
    for (const [, name] of readFileSync(join(folder, entry), 'utf8').matchAll(/\{%\s*icon\s+["']([a-z0-9-]+)["']/g)) names.add(name)
  }
  return [...names].sort()
}

/** The drawing inside a lucide icon, without its frame: the template tag sets size and stroke. */
const iconBody = name => readFileSync(join(PACKAGES, 'lucide-static', 'icons', `${name}.svg`), 'utf8')
  .replace(/<!--.*?-->/gs, '').replace(/<svg[^>]*>|<\/svg>/g, '').replace(/\s+/g, ' ').replaceAll(' />', '/>').replaceAll('> <', '><').trim()

// Emptied, not removed: a folder made anew looks to uv like a changed source, and it would build twice.
mkdirSync(DIST, { recursive: true })
for (const name of readdirSync(DIST)) if (name !== '.here') rmSync(join(DIST, name), { recursive: true })

const fonts = {
  name: 'fonts',
  setup(build) {
    build.onResolve({ filter: /^mentes:fonts$/ }, () => ({ path: 'fonts.css', namespace: 'fonts' }))
    build.onLoad({ filter: /.*/, namespace: 'fonts' }, async () => ({ contents: await fontRules(PACKAGES, CACHE), loader: 'css', resolveDir: CACHE }))
  },
}
const built = {
  absWorkingDir: ROOT,
  entryNames: '[name]-[hash]',
  assetNames: '[name]',
  outdir: DIST,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari16'],
  loader: { '.woff2': 'file' },
  plugins: [fonts],
  metafile: true,
  logLevel: 'warning',
}
const alone = await esbuild.build({
  ...built,
  entryPoints: [{ in: join(LOOK, 'css', 'app.css'), out: 'app' }, { in: join(LOOK, 'js', 'app.js'), out: 'app' }, { in: CALL, out: 'call' },
    { in: WORKLET, out: 'speech-worklet' }, { in: PLAIN, out: 'plain' }],
})
// The pages of the room share the greatest part by far, which a browser then fetches once for all of them.
const together = await esbuild.build({
  ...built,
  entryPoints: [{ in: ROOM, out: 'room' }, { in: REHEARSE, out: 'rehearse' }, { in: REPORT, out: 'report' }],
  plugins: [fonts, threeLight],
  splitting: true,
  chunkNames: 'room-part-[hash]',
})
const bare = path => basename(path).replace(/-[A-Z0-9]+(\.\w+)$/, '$1')
for (const [path, output] of Object.entries({ ...alone.metafile.outputs, ...together.metafile.outputs })) {
  if (output.entryPoint) manifest[bare(path)] = basename(path)
  if (output.cssBundle) manifest[bare(output.cssBundle)] = basename(output.cssBundle)
}
keep('htmx.js', readFileSync(join(PACKAGES, 'htmx.org', 'dist', 'htmx.min.js')))
keep('hx-sse.js', readFileSync(join(PACKAGES, 'htmx.org', 'dist', 'ext', 'hx-sse.min.js')))
keep('mark.svg', readFileSync(join(LOOK, 'mark.svg')))

const icons = Object.fromEntries(iconNames().map(name => [name, iconBody(name)]))
writeFileSync(join(DIST, 'icons.json'), JSON.stringify(icons))

// A server that can send compressed files finds them beside the plain ones.
for (const name of readdirSync(DIST)) {
  if (!/\.(css|js|svg)$/.test(name)) continue
  const content = readFileSync(join(DIST, name))
  writeFileSync(join(DIST, `${name}.gz`), gzipSync(content, { level: 9 }))
  writeFileSync(join(DIST, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}
// The licences of what is sent to a reader go with it.
for (const [name, pack] of [['htmx', 'htmx.org'], ['literata', '@fontsource-variable/literata'], ['commissioner', '@fontsource-variable/commissioner'],
  ['markazi-text', '@fontsource-variable/markazi-text'], ['vazirmatn', '@fontsource-variable/vazirmatn'], ['lucide', 'lucide-static'], ['three', 'three']]) {
  cpSync(join(PACKAGES, pack, 'LICENSE'), join(DIST, `LICENSE-${name}.txt`))
}
writeFileSync(join(DIST, 'manifest.json'), JSON.stringify(manifest, null, 1))
console.log(Object.entries(manifest).map(([name, hashed]) => `${name} -> ${hashed}`).join('\n'))
