// A picture of fewer pixels with edges as they fall, laid over the whole canvas, for machines that cannot keep up: to smooth edges costs
// one without a graphics card more than half of its time, and a canvas that smooths them cannot be asked to stop.
import { Camera, Mesh, PlaneGeometry, ShaderMaterial, SRGBColorSpace, WebGLRenderTarget } from 'three'

const VERTEX = 'varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0., 1.); }'
const FRAGMENT = 'uniform sampler2D map; varying vec2 at; void main() { gl_FragColor = texture(map, at); }'

export class Rough {
  constructor(renderer) {
    this.renderer = renderer
    this.target = new WebGLRenderTarget(1, 1)
    // Colours as for the canvas, so that the same programs draw into both.
    this.target.isXRRenderTarget = true
    this.target.texture.colorSpace = SRGBColorSpace
    const material = new ShaderMaterial({ uniforms: { map: { value: this.target.texture } }, vertexShader: VERTEX, fragmentShader: FRAGMENT, depthTest: false })
    this.sheet = new Mesh(new PlaneGeometry(2, 2), material)
    this.sheet.frustumCulled = false
    this.eye = new Camera()
  }

  /** `share` of the canvas's width and height; `over`, which may be hidden, is drawn upon it with all pixels: words are read. */
  render(scene, camera, share, over) {
    const { renderer, target } = this
    const { width, height } = renderer.domElement
    // It does nothing where the size is the same.
    target.setSize(Math.ceil(width * share), Math.ceil(height * share))
    const hasWords = over?.visible
    if (hasWords) over.visible = false
    renderer.setRenderTarget(target)
    renderer.render(scene, camera)
    renderer.setRenderTarget(null)
    renderer.render(this.sheet, this.eye)
    if (!hasWords) return
    over.visible = true
    renderer.autoClear = false
    renderer.render(over, camera)
    renderer.autoClear = true
  }

  stop() {
    this.target.dispose()
    this.sheet.geometry.dispose()
    this.sheet.material.dispose()
  }
}
