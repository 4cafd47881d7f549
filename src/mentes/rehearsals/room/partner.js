// The scripted partner's voice: the browser's own, where it has one for the language. Captions never depend on it.

/** What is spoken of a line: directions in brackets are seen only. */
export const spoken = text => text.replace(/\([^)]*\)/g, ' ').replace(/\s+/g, ' ').trim()

/** The voice for `language` among `voices`: one that lives on this device first, then the browser's own choice; null where none. */
export function voiceFor(voices, language) {
  const base = language.toLowerCase().split('-')[0]
  const able = voices.filter(voice => voice.lang.toLowerCase().replace('_', '-').split('-')[0] === base)
  return able.find(voice => voice.localService && voice.default) ?? able.find(voice => voice.localService) ?? able[0] ?? null
}

export class Partner {
  /** `synth`: window.speechSynthesis or nothing. `changed(hasVoice)` is called when voices come, which may be late. */
  constructor({ language, synth = globalThis.speechSynthesis, changed = () => {} }) {
    Object.assign(this, { language, synth, changed, isOn: true })
    this.look = () => this.changed(this.hasVoice)
  }

  get voice() { return this.synth ? voiceFor(this.synth.getVoices(), this.language) : null }
  get hasVoice() { return this.voice !== null }

  start() {
    this.synth?.addEventListener?.('voiceschanged', this.look)
    this.look()
  }

  say(text) {
    const words = spoken(text), voice = this.voice
    this.hush()
    if (!this.isOn || !words || !voice) return
    const said = new SpeechSynthesisUtterance(words)
    said.voice = voice
    said.lang = voice.lang
    this.synth.speak(said)
  }

  hush() { this.synth?.cancel() }

  stop() {
    this.synth?.removeEventListener?.('voiceschanged', this.look)
    this.hush()
  }
}
