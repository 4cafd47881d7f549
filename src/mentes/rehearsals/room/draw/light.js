// Gouache light: one warm key from the windows, one plum shade, a bounce from the floor, three lamps. No shadow map:
// ambient light is baked in each vertex (aux.x), contact shadows are soft discs, windows throw painted patches.
import { Color, DoubleSide, ShaderMaterial, Vector3 } from 'three'
import { clothTexture } from './cloth.js'

export const LAMPS = 3

/** Every colour of the undyed room, by the light it stands in. Names ending in K are strengths. */
export const THEME = {
  dawn: {
    page: '#F3EDE6', wall: '#EBE1D5', wallLow: '#D2C2B4', floor: '#C2AA93', wood: '#BB9470', woodDark: '#7A5A42',
    sheet: '#FFFCF8', ink: '#14303A', frame: '#FBF4EA', velumA: '#F7EEE2', velumB: '#EBCDBF',
    sky: ['#F4C9A8', '#F7DEC4', '#DCE6E2', '#A9CBD0'], hills: ['#B9C4B4', '#8FA38F', '#5D7A78'], sea: '#7FAFB8',
    sun: '#FFF3DC', light: '#FFF8EC', lightK: 1.03, shade: '#A796A3', shadeK: 0.88, bounce: '#E6BFA2', bounceK: 0.14,
    rim: '#FFE3BE', rimK: 0.42, aoTint: '#6E5460', fog: '#EFE6DC', fogK: 0.009, isNight: false,
  },
  evening: {
    page: '#1C141F', wall: '#6A5070', wallLow: '#3E2D45', floor: '#54404F', wood: '#84604F', woodDark: '#432C30',
    sheet: '#271C2B', ink: '#14303A', frame: '#8A6A72', velumA: '#6A4C5E', velumB: '#4E3850',
    sky: ['#A0647C', '#6E4E76', '#454069', '#2F3158'], hills: ['#4C4468', '#383659', '#272845'], sea: '#46557F',
    sun: '#F6E6C4', light: '#9A93C8', lightK: 0.46, shade: '#54426A', shadeK: 0.72, bounce: '#A8705A', bounceK: 0.14,
    rim: '#FFC98A', rimK: 0.55, aoTint: '#2A1830', fog: '#3A2842', fogK: 0.012, isNight: true,
  },
}

let cloth = null // painted once for the page: every room shows the same ten cloths

/** A fresh set of uniforms for `gouache`; `applyTheme` fills them in. */
export function uniforms() {
  cloth ||= clothTexture()
  const color = () => ({ value: new Color() })
  const each = make => ({ value: Array.from({ length: LAMPS }, make) })
  return {
    uCloth: { value: cloth }, uKey: { value: new Vector3(0, 1, 0) }, uRimDir: { value: new Vector3(0, 0, -1) },
    uLight: color(), uShade: color(), uBounce: color(), uRim: color(), uAo: color(), uFog: color(), uFogK: { value: 0 },
    uLampAt: each(() => new Vector3()), uLampColor: each(() => new Color(0)), uLamps: { value: 0 },
  }
}

/** `key` is the direction towards the windows, `lamps` at most three {at: [x, y, z], color, strength}. */
export function applyTheme(into, theme, key, lamps = []) {
  const set = (name, color, strength = 1) => into[name].value.set(color).multiplyScalar(strength)
  set('uLight', theme.light, theme.lightK)
  set('uShade', theme.shade, theme.shadeK)
  set('uBounce', theme.bounce, theme.bounceK)
  set('uRim', theme.rim, theme.rimK)
  set('uAo', theme.aoTint)
  set('uFog', theme.fog)
  into.uFogK.value = theme.fogK
  into.uKey.value.set(...key).normalize()
  // The rim comes from behind what is looked at, opposite the windows.
  into.uRimDir.value.set(-key[0], 0.45, -Math.abs(key[2]) - 0.6).normalize()
  into.uLamps.value = lamps.length
  lamps.forEach(({ at, color, strength }, i) => {
    into.uLampAt.value[i].set(...at)
    into.uLampColor.value[i].set(color).multiplyScalar(strength)
  })
}

// Nobody's skin hangs on more than two bones, and most of it on one: three's own text reads four for every vertex.
const VERTEX = `
#include <common>
#include <skinning_pars_vertex>
attribute vec3 aux;
varying vec3 vNormal, vWorld, vColor, vAux;
varying vec2 vCloth;
void main() {
  mat4 place = modelMatrix;
  #ifdef USE_SKINNING
    mat4 skin = getBoneMatrix(skinIndex.x);
    if (skinWeight.y > 0.) skin = skinWeight.x * skin + skinWeight.y * getBoneMatrix(skinIndex.y);
    place *= skin;
  #endif
  vec4 world = place * vec4(position, 1.);
  vWorld = world.xyz;
  vNormal = mat3(place) * normal;
  vColor = color;
  vAux = aux;
  vCloth = uv;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

const FRAGMENT = `
precision highp sampler2DArray;
uniform sampler2DArray uCloth;
uniform vec3 uKey, uRimDir, uLight, uShade, uBounce, uRim, uAo, uFog, uLampAt[${LAMPS}], uLampColor[${LAMPS}];
uniform float uFogK;
uniform int uLamps;
varying vec3 vNormal, vWorld, vColor, vAux;
varying vec2 vCloth;
void main() {
  vec3 normal = normalize(vNormal);
  if (!gl_FrontFacing) normal = -normal;
  vec3 toEye = cameraPosition - vWorld;
  float far = length(toEye);
  vec3 eye = toEye / far;
  float ao = vAux.x;

  vec3 dye = vColor;
  if (vAux.y > -.5) {
    vec3 thread = texture(uCloth, vec3(vCloth, floor(vAux.y + .5))).rgb;
    dye *= 1. + (thread.b - .5) * 1.1;
    dye = mix(dye, dye * .5, thread.g);
    dye = mix(dye, mix(dye, vec3(.93, .86, .76), .72), thread.r);
  }

  // Painted: a wash, and one brushed edge.
  float toKey = dot(normal, uKey);
  float wash = smoothstep(-.35, .75, toKey) * .55 + smoothstep(.05, .32, toKey) * .45;
  vec3 light = mix(uShade, uLight, wash * mix(.45, 1., ao));
  light += uBounce * (.5 - .5 * normal.y) * ao;
  for (int i = 0; i < uLamps; i++) { // by day none is lit
    vec3 toLamp = uLampAt[i] - vWorld;
    float squared = dot(toLamp, toLamp);
    float facing = dot(normal, toLamp * inversesqrt(squared)) * .42 + .58;
    light += uLampColor[i] * facing / (1. + squared * .16) * mix(.5, 1., ao);
  }
  light *= mix(uAo, vec3(1.), ao);

  vec3 color = dye * light;
  float grazing = max(0., 1. - abs(dot(normal, eye)));
  color += dye * uRim * (grazing * grazing * sqrt(grazing)) * max(0., dot(normal, uRimDir) + .35) * ao;
  color = mix(color, color * vec3(.50, .42, .48), smoothstep(.70, 1., grazing) * .55); // the pencil's edge
  color = mix(color, vColor, vAux.z);
  color = mix(color, uFog, (1. - exp(-far * uFogK)) * (1. - vAux.z * .5));
  gl_FragColor = vec4(color, 1.);
  #include <colorspace_fragment>
}`

/** The one material of rooms and people. */
export function gouache(from) {
  return new ShaderMaterial({
    uniforms: from, vertexColors: true, side: DoubleSide, vertexShader: VERTEX, fragmentShader: FRAGMENT,
  })
}
