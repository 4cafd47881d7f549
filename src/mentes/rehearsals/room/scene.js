// The room without its renderer: a place, its light, the sheet for slides, and whoever is put into it.
import { Color, Mesh, Scene } from 'three'
import { applyTheme, gouache, THEME, uniforms } from './draw/light.js'
import { fitting, PLACES } from './places/index.js'

/**
 * `place` a name of PLACES, `light` 'dawn' or 'evening', `n` people, `seed` for what differs from room to room.
 *
 * `seats`, `mentorSpots` and `camera` say where people and eyes are; `material` is what people are drawn with,
 * `stillMaterial` what things are. Whatever
 * moves is added by `add` and has `group`, `update(t, seconds, speaker)` and `stop()`: the audience, a mentor.
 */
export class RoomScene {
  constructor({ place = 'stage', light = 'dawn', n = 24, seed = 1 } = {}) {
    const fit = fitting(place, n)
    this.name = fit.name
    this.theme = THEME[light] || THEME.dawn
    this.uniforms = uniforms()
    // Two of the same: one for what has bones, one for what stands still. One alone would be made up anew at every change between
    // the two, in every picture.
    this.material = gouache(this.uniforms)
    this.stillMaterial = gouache(this.uniforms)
    this.place = PLACES[fit.name](this.theme, { n: fit.n, seed })
    applyTheme(this.uniforms, this.theme, this.place.key, this.place.lamps)
    this.scene = new Scene()
    this.scene.background = new Color(this.theme.fog)
    this.room = new Mesh(this.place.builder.build(), this.stillMaterial)
    // Nothing of a place ever moves.
    for (const still of [this.room, this.place.group, this.place.contacts]) still.matrixAutoUpdate = false
    this.place.group.updateMatrixWorld(true)
    this.scene.add(this.room, this.place.group, this.place.contacts)
    this.moving = []
    this.seconds = 0
  }

  get seats() {
    return this.place.seats
  }

  get mentorSpots() {
    return this.place.mentorSpots
  }

  get camera() {
    return this.place.camera
  }

  get hasSlides() {
    return Boolean(this.place.slide)
  }

  /** In augmented reality one's own room is the place: only people and the chairs below them stay. */
  showPlace(isShown) {
    this.showWalls(isShown)
    this.scene.background = isShown ? new Color(this.theme.fog) : null
  }

  /** Without walls, in the place's own light: what is replayed of a room that nobody drew. */
  showWalls(isShown) {
    this.room.visible = this.place.group.visible = this.place.contacts.visible = isShown
  }

  add(part) {
    this.moving.push(part)
    this.scene.add(part.group)
    return part
  }

  remove(part) {
    this.moving = this.moving.filter(one => one !== part)
    this.scene.remove(part.group)
    part.stop()
  }

  /** A canvas, bitmap or image; null shows the empty sheet. Places without a sheet show nothing. */
  showSlide(image) {
    this.place.slide?.show(image)
  }

  /** `seconds` since the last picture; `speaker` {headPosition, headForward, isSpeaking, pauseSeconds, pace}. */
  update(seconds, speaker) {
    this.seconds += seconds
    for (let i = 0; i < this.moving.length; i++) this.moving[i].update(this.seconds, seconds, speaker)
  }

  /** Gives back what lies on the graphics card; the cloth is kept for the next room of the page. */
  stop() {
    for (const part of [...this.moving]) this.remove(part)
    this.material.dispose()
    this.stillMaterial.dispose()
    this.scene.traverse(thing => {
      thing.geometry?.dispose()
      thing.material?.map?.dispose()
      thing.material?.dispose()
    })
    this.scene.clear()
  }
}
