// Leaves out of three.js what the room never draws with: the shader texts of materials that answer to lights, and of maps, shadows
// and mirrors. The room paints with one shader of its own and with the plainest of three's (MeshBasicMaterial). A material that
// needs what is left out here does not compile, which any look at the room shows; then its name goes from this list.
import { readFileSync } from 'node:fs'

const UNUSED = new RegExp(
  '^(lights_|shadowmap_|shadowmask_|transmission_|iridescence_|envmap_|lightprobes_|bumpmap_|normalmap_|normal_fragment|bsdfs$|gradientmap_|clearcoat_|' +
    'aomap_|lightmap_|emissivemap_|roughnessmap_|metalnessmap_|alphahash_|displacementmap_|dithering_|batching_|morph|tonemapping_|packing$|' +
    'clipping_planes_|map_particle_|cube_uv|logdepthbuf_)',
)
// The shaders of whole materials have no names of their own there, but say first what they are.
const LIT = /^"#define (STANDARD|TOON|PHONG|MATCAP|LAMBERT|NORMAL)\\n/
const TEXT = /^((?:var|const) ([\w$]+) = )("(?:[^"\\]|\\.)*");$/gm

/** An esbuild plugin. */
export const threeLight = {
  name: 'three-light',
  setup(build) {
    build.onLoad({ filter: /three[\\/]build[\\/]three\.module\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace(TEXT, (whole, begins, name, text) => (UNUSED.test(name) || LIT.test(text) ? `${begins}"";` : whole))
      return { contents, loader: 'js' }
    })
  },
}
