// Clips in, numbers out: the room's own core, as it runs in a browser's worklet. Standard input: [{name, rate, path}], each path raw
// 32-bit floats of one channel; standard output: what the core heard of each, and the processor seconds it took.
import { readFileSync } from 'node:fs'
import { SpeechCore } from '../../src/mentes/rehearsals/room/speech-core.js'

const QUANTUM = 128 // samples that a worklet is given at a time

function hear({ rate, path }) {
  const bytes = readFileSync(path)
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const core = new SpeechCore(rate)
  const before = process.cpuUsage()
  for (let i = 0; i < samples.length; i += QUANTUM) core.hear(samples.subarray(i, i + QUANTUM))
  const { user, system } = process.cpuUsage(before)
  return { ...core.readings(), cpuSeconds: (user + system) / 1e6 }
}

const clips = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(Object.fromEntries(clips.map(clip => [clip.name, hear(clip)]))))
