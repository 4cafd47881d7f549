// WebXR, in the order in which it happens: what this browser can do, entering, finding the floor, every picture, leaving.
import { Quaternion, Vector3 } from 'three'
import { floorFrom } from './found-floor.js'

export const KINDS = ['immersive-vr', 'immersive-ar']
const FEATURES = {
  'immersive-vr': { requiredFeatures: ['local-floor'], optionalFeatures: ['hand-tracking'] },
  'immersive-ar': {
    requiredFeatures: ['local-floor'],
    optionalFeatures: ['hit-test', 'plane-detection', 'hand-tracking'],
  },
}
const FARTHEST = 6 // metres: a look at the far end of a street finds no floor to sit on
const PLANES_EVERY = 30 // pictures: floors and walls do not move

/** The kinds that work here. Outside a secure page there is no navigator.xr, and so none. */
export async function kinds() {
  const { xr } = navigator
  if (!xr) return []
  const able = await Promise.all(KINDS.map(kind => xr.isSessionSupported(kind).catch(() => false)))
  return KINDS.filter((_, i) => able[i])
}

export class Session {
  /** `began(kind)` and `ended()` are called once each for every visit, `select` and `squeeze` with the event of each press of any hand. */
  constructor({ renderer, began, ended, select, squeeze }) {
    Object.assign(this, { renderer, began, ended, session: null, kind: '', hits: null, hasHit: false, planes: [], pictures: 0 })
    this.position = new Vector3() // of the head
    this.turn = new Quaternion()
    this.forward = new Vector3(0, 0, -1)
    // Of whoever's hands or controllers are followed.
    this.hands = { left: hand(), right: hand() }
    this.spot = new Vector3() // on the floor, where one looks
    this.over = () => this.end()
    this.select = event => select(event)
    this.squeeze = event => squeeze(event)
  }

  /** Gives whether one is in. To be called from a press of a button: browsers ask for that. */
  async enter(kind) {
    const session = await navigator.xr.requestSession(kind, FEATURES[kind]).catch(() => null)
    if (!session) return false
    Object.assign(this, { session, kind })
    session.addEventListener('select', this.select)
    session.addEventListener('squeeze', this.squeeze)
    this.renderer.xr.setReferenceSpaceType('local-floor')
    await this.renderer.xr.setSession(session)
    // After the renderer's own: when the room is drawn anew at the end, the renderer draws on the page again already.
    session.addEventListener('end', this.over)
    if (kind === 'immersive-ar') await this.lookForFloor(session)
    this.began(kind)
    return true
  }

  /** Where there is no hit test, the floor of `local-floor`, which the device found itself, stands in. */
  async lookForFloor(session) {
    try {
      this.hits = await session.requestHitTestSource({ space: await session.requestReferenceSpace('viewer') })
    } catch {
      this.hits = null
    }
  }

  /** Takes the head, and in AR the spot looked at, from this picture. Gives whether the head is known in it. */
  update(frame) {
    const space = this.renderer.xr.getReferenceSpace()
    const pose = space && frame?.getViewerPose(space)
    if (!pose) return false
    // The renderer's own camera is moved to where both eyes' views fit in: the head is taken from the frame.
    this.position.copy(pose.transform.position)
    this.turn.copy(pose.transform.orientation)
    this.forward.set(0, 0, -1).applyQuaternion(this.turn)
    this.follow(frame, space)
    if (this.kind === 'immersive-ar') this.find(frame, space)
    return true
  }

  follow(frame, space) {
    const { left, right } = this.hands
    left.isTracked = right.isTracked = false
    const sources = this.session.inputSources
    for (let i = 0; i < sources.length; i++) {
      const hand = this.hands[sources[i].handedness]
      const pose = hand && sources[i].gripSpace && frame.getPose(sources[i].gripSpace, space)
      if (!pose) continue
      hand.isTracked = true
      hand.ray = frame.getPose(sources[i].targetRaySpace, space)?.transform.matrix ?? pose.transform.matrix
      hand.position.copy(pose.transform.position)
      hand.quaternion.copy(pose.transform.orientation)
    }
  }

  find(frame, space) {
    const hit = this.hits && frame.getHitTestResults(this.hits)[0]?.getPose(space)
    if (hit) this.spot.copy(hit.transform.position)
    else if (this.forward.y < -0.05) this.spot.copy(this.forward).multiplyScalar(-this.position.y / this.forward.y).add(this.position)
    this.hasHit = (Boolean(hit) || this.forward.y < -0.05) && this.spot.distanceTo(this.position) < FARTHEST
    if (frame.detectedPlanes && this.pictures++ % PLANES_EVERY === 0) this.planes = placed(frame, space)
  }

  /** {floor, walls, y, speaker} for seatsOnFloor, from the planes that were detected or else from the spot looked at. */
  floor() {
    const at = [this.position.x, this.position.z]
    return floorFrom({ planes: this.planes, at, spot: [this.spot.x, this.spot.y, this.spot.z] })
  }

  leave() {
    return this.session?.end()
  }

  end() {
    const { session } = this
    session.removeEventListener('end', this.over)
    session.removeEventListener('select', this.select)
    session.removeEventListener('squeeze', this.squeeze)
    this.hits?.cancel?.()
    Object.assign(this, { session: null, kind: '', hits: null, hasHit: false, planes: [], pictures: 0 })
    this.ended()
  }

  stop() {
    return this.leave()
  }
}

const hand = () => ({ isTracked: false, ray: null, position: new Vector3(), quaternion: new Quaternion() })

/** Where the planes of this picture are: a frame answers only while it is drawn, and a trigger is pulled between two. */
function placed(frame, space) {
  const planes = [...frame.detectedPlanes].map(({ orientation, polygon, planeSpace }) => {
    const matrix = frame.getPose(planeSpace, space)?.transform.matrix
    return { orientation, corners: matrix ? polygon.map(corner => moved(corner, matrix)) : [] }
  })
  return planes.filter(({ corners }) => corners.length)
}

const moved = ({ x, y, z }, m) => [0, 1, 2].map(row => m[row] * x + m[4 + row] * y + m[8 + row] * z + m[12 + row])
