// Many people as one skinned mesh: one draw call. Only those who were posed since the last picture are worked out anew.
import { DetachedBindMode, Group, Matrix4, Skeleton, SkinnedMesh } from 'three'
import { Builder } from '../draw/mesh.js'
import { BONES, PARENT } from './bones.js'
import { bodyOf, drawPerson } from './figure.js'
import { Rig } from './rig.js'

const identity = new Matrix4()
const skin = new Matrix4()

/** A skeleton for rigs whose bones lie in one list; three.js asks it to `update` before each picture. */
export class RigSkeleton extends Skeleton {
  constructor(bones, inverses) {
    super(bones, inverses)
    this.isChanged = true
  }

  /** Works out the bones `first` to `first + parents.length`; parents come before children. */
  settle(first, parents) {
    for (let i = 0; i < parents.length; i++) {
      const bone = this.bones[first + i]
      bone.settle(parents[i] < 0 ? null : this.bones[first + parents[i]])
      skin.multiplyMatrices(bone.matrixWorld, this.boneInverses[first + i]).toArray(this.boneMatrices, (first + i) * 16)
    }
    this.isChanged = true
  }

  update() {
    if (!this.isChanged || this.boneTexture === null) return
    this.boneTexture.needsUpdate = true
    this.isChanged = false
  }
}

/** A mesh of `geometry` on `skeleton`, whose bones are worked out in the space of what the mesh is put into. */
export function skinned(geometry, material, skeleton) {
  const mesh = new SkinnedMesh(geometry, material)
  mesh.bindMode = DetachedBindMode
  mesh.bind(skeleton, identity)
  // People reach out of the box they rest in, and there is only one box for all.
  mesh.frustumCulled = false
  return mesh
}

export class Crowd {
  /** `people` [{person, level, seat {pos, face, table?}}]; `material` is the gouache of the room. */
  constructor(people, material) {
    const builder = new Builder()
    const bones = []
    const inverses = []
    this.rigs = people.map(({ person, level, seat }, i) => {
      const body = bodyOf(person, level)
      drawPerson(builder, body, level, i * BONES.length)
      const rig = new Rig(body, seat)
      bones.push(...rig.list)
      inverses.push(...BONES.map(name => new Matrix4().makeTranslation(...rig.homes[name].map(x => -x))))
      return rig
    })
    this.triangles = builder.triangles
    this.skeleton = new RigSkeleton(bones, inverses)
    this.mesh = skinned(builder.build(), material, this.skeleton)
    this.group = new Group()
    this.group.add(this.mesh)
  }

  /** Poses one person; `clock` [seconds since the beginning, seconds since they were last posed]. */
  pose(i, clock, isStill = false) {
    this.rigs[i].update(clock, isStill)
    this.skeleton.settle(i * BONES.length, PARENT)
  }

  stop() {
    this.mesh.geometry.dispose()
    this.skeleton.dispose()
    this.group.removeFromParent()
  }
}
