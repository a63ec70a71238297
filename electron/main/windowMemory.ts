import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openElectronStore } from '../adapters/electronStore.ts'

const pixels = z.int().min(-100_000).max(100_000)

const Remembered = z.object({
  place: z.object({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }).optional(),
  isMaximised: z.boolean().optional(),
  /** Whether a person was asked, or has decided, that the agent starts with the machine. */
  startIsDecided: z.boolean().optional(),
})
export type Remembered = z.infer<typeof Remembered>

/** What this host remembers of its own, in `window.json`. It is of comfort alone: what cannot be read or kept is forgotten. */
export class WindowMemory {
  readonly #file: { store: unknown }

  constructor(dataDir: string) {
    this.#file = openOrForget(dataDir)
  }

  read(): Remembered {
    return Remembered.safeParse(this.#file.store).data ?? {}
  }

  note(more: Remembered): void {
    try {
      this.#file.store = { ...this.read(), ...more }
    } catch (thrown) {
      if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown
    }
  }
}

function openOrForget(dataDir: string): { store: unknown } {
  try {
    return openElectronStore(dataDir, 'window')
  } catch {
    try {
      rmSync(join(dataDir, 'window.json'), { force: true })
      return openElectronStore(dataDir, 'window')
    } catch {
      return { store: {} }
    }
  }
}
