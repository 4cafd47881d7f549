// The colours of cloth, skin and hair, as sRGB. The room is undyed (its colours are the THEMEs of light.js), people are
// dyed.

export const DYE = {
  woad: '#1F6478', olive: '#5D6722', murex: '#7A3F66', weld: '#C08A22', madder: '#AD4229', walnut: '#735641',
  ink: '#1E3A44', linen: '#E4D3BC', rose: '#E3B5A4', sage: '#A9B58C', sky: '#9FC0C6',
}
/** The six of the braid, in its order. Each has a texture of its own, so that nobody is told apart by hue only. */
export const SIX_DYES = ['woad', 'olive', 'murex', 'weld', 'madder', 'walnut']

/** From the lightest to the darkest; `person.skin` is an index here. */
export const SKIN = ['#F0CDB4', '#E4B796', '#D29C78', '#BC845E', '#A06B48', '#83523A', '#67402D', '#4C2E22']

export const HAIR = {
  black: '#1B1518', dark: '#35221D', brown: '#593826', auburn: '#7C3C22', straw: '#B78B50', grey: '#A39A94',
  white: '#E2DAD0',
}
export const SHEET = '#FFFCF8'
export const INK = '#14303A'
