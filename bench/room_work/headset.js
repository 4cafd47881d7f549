// An emulated headset with two eyes; before everything else, for three.js looks for it when it starts. For measuring, never shipped.
import { metaQuest3, XRDevice } from 'iwer'

const device = new XRDevice(metaQuest3, { stereoEnabled: true })
device.installRuntime({ forceInstall: true })
device.position.set(0, 1.65, 0)
