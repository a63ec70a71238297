import type { Sound } from './soundFor.ts'

/** One note: its pitch in hertz, when it begins and how long it lasts, in seconds. */
interface Note {
  hertz: number
  at: number
  for: number
}

/** Told apart by rise, fall and number, also by those who hear no pitch well and in a loud shop. */
const notes: Record<Sound, readonly Note[]> = {
  right: [
    { hertz: 660, at: 0, for: 0.09 },
    { hertz: 990, at: 0.1, for: 0.16 },
  ],
  wrong: [
    { hertz: 330, at: 0, for: 0.16 },
    { hertz: 220, at: 0.18, for: 0.26 },
  ],
  attention: [
    { hertz: 784, at: 0, for: 0.08 },
    { hertz: 784, at: 0.16, for: 0.08 },
    { hertz: 784, at: 0.32, for: 0.08 },
  ],
}

/** Of each note: a start and an end without a click. */
const fadeSeconds = 0.012

let context: AudioContext | undefined

/** @param volume from 0 to 100. A machine without sound, and a page nobody has touched yet, stay silent. */
export function playSound(sound: Sound, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  const audio = context
  void audio
    .resume()
    .then(() => {
      for (const note of notes[sound]) playNote(audio, note, volume / 100)
    })
    .catch(() => {})
}

function playNote(audio: AudioContext, { hertz, at, for: seconds }: Note, gain: number): void {
  const begin = audio.currentTime + at
  const end = begin + seconds
  const level = audio.createGain()
  level.gain.setValueAtTime(0, begin)
  level.gain.linearRampToValueAtTime(gain, begin + fadeSeconds)
  level.gain.setValueAtTime(gain, end - fadeSeconds)
  level.gain.linearRampToValueAtTime(0, end)
  level.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.type = 'triangle'
  tone.frequency.value = hertz
  tone.connect(level)
  tone.start(begin)
  tone.stop(end)
}
