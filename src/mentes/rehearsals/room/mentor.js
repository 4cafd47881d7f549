// The mentor is a person, not one of the cast: no invented face. A draped figure follows the head and the two hands of
// whoever is there; a disc with their woven portrait (or their photo) is where the face is, and a thread runs round it
// while they speak.
import {
  BufferGeometry,
  CanvasTexture,
  Float32BufferAttribute,
  Group,
  MeshBasicMaterial,
  Quaternion,
  SRGBColorSpace,
  Uint16BufferAttribute,
  Vector3,
} from 'three'
import { TURN } from './draw/numbers.js'
import { INK, SHEET } from './draw/palette.js'
import { HAND, HAND_SIZE, solveArm } from './people/arm.js'
import { RigSkeleton, skinned } from './people/crowd.js'
import { drawMantle, MANTLE, MANTLE_BONES, MANTLE_PARENT, mantleJoints } from './people/mantle.js'
import { drawPortrait, initialsOf, isArabic, SERIF } from './portrait.js'

const SECONDS_TO_FOLLOW = 0.09 // poses come ten times a second; the figure glides between them
const SECONDS_TO_TURN = 0.9 // a body turns after its head
const MOST_TWIST = 0.9 // radians that a head turns before the body must
const PALM_TO_WRIST = 0.07
const NOTHING = 1e-4
const LINE_APART = 0.006 // of the picture's height: the name takes no colour from the face above it
// The picture: the portrait's square, and below it the strip of the name.
const [FACE, STRIP] = [512, 148]
// Hands that nobody tracks rest before the body; they make no gestures of their own.
const RESTING = {
  L: { wrist: [0.07, -0.3, 0.2], fingers: [-1, -0.25, 0.35], palm: [0, -0.3, -1] },
  R: { wrist: [-0.06, -0.275, 0.22], fingers: [1, -0.25, 0.25], palm: [0, -0.3, -1] },
}
const half = new Quaternion(0, 1, 0, 0) // half a turn about Y: a camera looks to -Z, the figure to +Z
const [ahead, place, inverse] = [new Vector3(), new Vector3(), new Quaternion()]
const row = new Float64Array(4)

export class Mentor {
  /**
   * `name`, `dyes` [ground, figure], `weave` 0..4 as look/face.py gives them; `photo` an image, `hands` a colour, or
   * neither.
   */
  constructor({ name, dyes, weave = 4, photo = null, hands }, material = null) {
    const { joints, list, inverses } = mantleJoints()
    const builder = drawMantle({ dyes, hands })
    this.joints = joints
    this.triangles = builder.triangles + 44
    this.skeleton = new RigSkeleton(list, inverses)
    this.figure = skinned(builder.build(), material, this.skeleton)
    this.group = new Group()
    this.group.add(this.figure)
    // A page draws the picture; where there is no page (in tests of the bones) there is none.
    if (typeof document !== 'undefined') this.addPicture({ name, initials: initialsOf(name), dyes, weave, photo })
    this.arms = { L: this.armOf('L', 1), R: this.armOf('R', -1) }
    this.isSpeaking = false
    this.wanted = { head: new Vector3(0, MANTLE.disc, 0), turn: new Quaternion(), L: null, R: null }
    this.head = new Vector3(0, MANTLE.disc, 0)
    this.turn = new Quaternion()
    this.yaw = 0
    this.isPlaced = false
    this.settle()
  }

  armOf(side, sign) {
    const joint = bone => this.joints[`${bone}${side}`]
    const rest = RESTING[side]
    const from = new Float32Array(HAND_SIZE)
    from.set([sign * 0.75, -0.9, -0.2], HAND.elbow)
    from[HAND.curl] = 0.3
    return {
      bones: {
        upper: joint('upper'),
        elbow: joint('elbow'),
        fore: joint('fore'),
        hand: joint('hand'),
        fingers: joint('fingers'),
      },
      rest,
      at: new Vector3(),
      palm: new Vector3(),
      grip: new Quaternion(),
      wanted: new Vector3(),
      wantedGrip: new Quaternion(),
      isTracked: false,
      task: {
        shoulder: new Vector3(sign * MANTLE.shoulderX, 0, 0),
        wrist: new Vector3(),
        upper: MANTLE.upper,
        fore: MANTLE.fore,
        sign,
        from,
        offset: 0,
      },
    }
  }

  /**
   * Where the mentor is now, in the room's space: `head` {position, quaternion} as a camera has them (looking to -Z);
   * `left` and `right` {position, quaternion} as WebXR's grip space has them, or null where no hand is tracked.
   */
  pose({ head, left = null, right = null }, isSpeaking = false) {
    this.isSpeaking = isSpeaking
    this.wanted.head.copy(head.position)
    this.wanted.turn.copy(head.quaternion).multiply(half)
    this.track(this.arms.L, left)
    this.track(this.arms.R, right)
    if (this.isPlaced) return
    this.isPlaced = true
    this.head.copy(this.wanted.head)
    this.turn.copy(this.wanted.turn)
    this.yaw = this.yawOfHead()
    this.update(0, 10)
  }

  track(arm, pose) {
    if (pose) {
      arm.wanted.copy(pose.position)
      arm.wantedGrip.copy(pose.quaternion).multiply(half)
      if (!arm.isTracked) {
        arm.palm.copy(arm.wanted)
        arm.grip.copy(arm.wantedGrip)
      }
    }
    arm.isTracked = Boolean(pose)
  }

  /** Glides on by `seconds` towards the newest pose. */
  update(t, seconds) {
    const share = 1 - Math.exp(-seconds / SECONDS_TO_FOLLOW)
    this.head.lerp(this.wanted.head, share)
    this.turn.slerp(this.wanted.turn, share)
    this.glide(this.arms.L, share)
    this.glide(this.arms.R, share)
    const away = wrapped(this.yawOfHead() - this.yaw)
    const follow = away * (1 - Math.exp(-seconds / SECONDS_TO_TURN))
    const must = Math.abs(away) > MOST_TWIST ? away - Math.sign(away) * MOST_TWIST : 0
    this.yaw = wrapped(this.yaw + (Math.abs(must) > Math.abs(follow) ? must : follow))
    this.settle()
  }

  glide(arm, share) {
    if (!arm.isTracked) return
    arm.palm.lerp(arm.wanted, share)
    arm.grip.slerp(arm.wantedGrip, share)
  }

  yawOfHead() {
    row[0] = row[1] = 0
    row[2] = 1
    ahead.fromArray(row).applyQuaternion(this.turn)
    return Math.atan2(ahead.x, ahead.z)
  }

  settle() {
    const { root, chest, disc, ring, label } = this.joints
    const { head } = this
    root.position.x = head.x
    root.position.y = 0
    root.position.z = head.z
    this.faceTo(root, this.yaw)
    // The chest hangs below the head, however high that is: sitting, the mantle is shorter.
    chest.position.y = Math.max(0.35, head.y - (MANTLE.disc - MANTLE.shoulder))
    disc.position.copy(head)
    disc.quaternion.copy(this.turn)
    ring.scale.setScalar(this.isSpeaking ? 1 : NOTHING)
    label.position.copy(head)
    label.position.y += MANTLE.label
    // The name looks to the stage, or it could not be read from there.
    this.faceTo(label, Math.atan2(-head.x, -head.z))
    inverse.copy(root.quaternion).invert()
    this.solve(this.arms.L)
    this.solve(this.arms.R)
    this.skeleton.settle(0, MANTLE_PARENT)
  }

  faceTo(joint, yaw) {
    row[0] = row[2] = 0
    row[1] = yaw
    joint.turn(row)
  }

  solve(arm) {
    const { task, rest } = arm
    if (arm.isTracked) {
      // Fingers point along -Y of a grip turned our way, the palm along -X of a left hand.
      this.direct(arm, HAND.fingers, 0, -1)
      this.direct(arm, HAND.palm, -task.sign, 0)
      place.copy(arm.palm).sub(this.joints.root.position).applyQuaternion(inverse)
      row[0] = place.x - task.from[HAND.fingers] * PALM_TO_WRIST
      row[1] = place.y - this.joints.chest.position.y - task.from[HAND.fingers + 1] * PALM_TO_WRIST
      row[2] = place.z - task.from[HAND.fingers + 2] * PALM_TO_WRIST
    } else {
      task.from.set(rest.fingers, HAND.fingers)
      task.from.set(rest.palm, HAND.palm)
      row[0] = rest.wrist[0]
      row[1] = rest.wrist[1]
      row[2] = rest.wrist[2]
    }
    task.wrist.fromArray(row)
    solveArm(arm.bones, task)
  }

  direct({ grip, task }, at, x, y) {
    row[0] = x
    row[1] = y
    row[2] = 0
    ahead.fromArray(row).applyQuaternion(grip).applyQuaternion(inverse)
    task.from[at] = ahead.x
    task.from[at + 1] = ahead.y
    task.from[at + 2] = ahead.z
  }

  addPicture(who) {
    const canvas = document.createElement('canvas')
    canvas.width = FACE
    canvas.height = FACE + STRIP
    const pen = canvas.getContext('2d')
    if (who.photo) pen.drawImage(who.photo, 0, 0, FACE, FACE)
    else drawPortrait(pen, 0, 0, FACE, who)
    drawName(pen, who.name)
    this.map = new CanvasTexture(canvas)
    this.map.colorSpace = SRGBColorSpace
    this.map.anisotropy = 8
    const paint = new MeshBasicMaterial({ map: this.map, alphaTest: 0.5 })
    this.picture = skinned(pictureGeometry(), paint, this.skeleton)
    this.group.add(this.picture)
  }

  stop() {
    this.figure.geometry.dispose()
    this.picture?.geometry.dispose()
    this.picture?.material.dispose()
    this.map?.dispose()
    this.skeleton.dispose()
    this.group.removeFromParent()
  }
}

const wrapped = angle => Math.atan2(Math.sin(angle), Math.cos(angle))

/** Writes the name on its sheet in the strip below the face. */
function drawName(pen, name) {
  const [edge, top, high] = [36, FACE + 8, STRIP - 16]
  pen.font = `450 76px ${SERIF}`
  const width = Math.min(FACE - 4, pen.measureText(name).width + 2 * edge)
  pen.fillStyle = SHEET
  pen.beginPath()
  pen.roundRect((FACE - width) / 2, top, width, high, 20)
  pen.fill()
  pen.fillStyle = INK
  pen.direction = isArabic(name) ? 'rtl' : 'ltr'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(name, FACE / 2, top + high / 2 + 4, FACE - 2 * edge)
}

/** One geometry for both: a round face on the disc's bone, a sheet for the name on the label's. */
function pictureGeometry() {
  const sides = 40
  const radius = 0.138
  const [positions, uvs, bones, indices] = [[], [], [], []]
  const add = (x, y, z, u, v, bone) => {
    positions.push(x, y, z)
    uvs.push(u, v)
    bones.push(MANTLE_BONES.indexOf(bone), 0, 0, 0)
    return positions.length / 3 - 1
  }
  const strip = STRIP / (FACE + STRIP) // canvases begin at the top, textures at the bottom
  const middle = add(0, MANTLE.disc, 0.005, 0.5, strip + (1 - strip) / 2, 'disc')
  for (let j = 0; j <= sides; j++) {
    const [x, y] = [Math.cos((j / sides) * TURN), Math.sin((j / sides) * TURN)]
    const edge = add(
      x * radius,
      MANTLE.disc + y * radius,
      0.005,
      0.5 + x * 0.495,
      strip + (1 - strip) * (0.5 + y * 0.495),
      'disc',
    )
    if (j) indices.push(middle, edge - 1, edge)
  }
  const [wide, high] = [0.3, (0.3 * STRIP) / FACE]
  const y = MANTLE.disc + MANTLE.label
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([a, b]) =>
    add((a * wide) / 2, y + (b * high) / 2, 0, (a + 1) / 2, ((b + 1) / 2) * (strip - LINE_APART), 'label'),
  )
  indices.push(corners[0], corners[1], corners[2], corners[0], corners[2], corners[3])
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new Float32BufferAttribute(uvs, 2))
  geometry.setAttribute('skinIndex', new Uint16BufferAttribute(bones, 4))
  geometry.setAttribute(
    'skinWeight',
    new Float32BufferAttribute(
      bones.map((_, i) => (i % 4 ? 0 : 1)),
      4,
    ),
  )
  geometry.setIndex(indices)
  return geometry
}
