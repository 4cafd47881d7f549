// Leaves out of three.js what the room never draws with: the shader texts of materials that answer to lights, and of maps, shadows
// and mirrors, points and lines. The room paints with one shader of its own and with the plainest of three's (MeshBasicMaterial). A material that
// needs what is left out here does not compile, which any look at the room shows; then its name goes from this list.
import { readFileSync } from 'node:fs'

const UNUSED = new RegExp(
  '^(lights_|shadowmap_|shadowmask_|transmission_|iridescence_|envmap_|lightprobes_|bumpmap_|normalmap_|normal_fragment|bsdfs$|gradientmap_|clearcoat_|' +
    'aomap_|lightmap_|emissivemap_|roughnessmap_|metalnessmap_|alphahash_|displacementmap_|dithering_|batching_|morph|tonemapping_|packing$|' +
    'clipping_planes_|map_particle_|cube_uv|logdepthbuf_)',
)
// Of the shaders of whole materials, which are named vertex$a and so on, one pair is drawn with: the table of names says which.
const DRAWN_WITH = /^\s*meshbasic_(?:vert|frag): ([\w$]+),?$/gm
const WHOLE = /^(vertex|fragment)(\$\w+)?$/
// Written where they are used: for mirrored surroundings, and for an effect on the whole picture.
const INNER = /\/\* glsl \*\/ ?`[^`]*`/g
const TEXT = /^((?:var|const) ([\w$]+) = )("(?:[^"\\]|\\.)*");$/gm

/** An esbuild plugin. */
export const threeLight = {
  name: 'three-light',
  setup(build) {
    build.onLoad({ filter: /three[\\/]build[\\/]three\.module\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const kept = [...text.matchAll(DRAWN_WITH)].map(([, name]) => name)
      const isUnused = name => UNUSED.test(name) || (WHOLE.test(name) && !kept.includes(name))
      const contents = text.replace(TEXT, (whole, begins, name) => (isUnused(name) ? `${begins}"";` : whole)).replace(INNER, '``')
      return { contents, loader: 'js' }
    })
  },
}
