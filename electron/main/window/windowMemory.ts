import { join } from 'node:path'
import { z } from 'zod'
import { openElectronStore } from '#adapters/settings/electronStore.ts'
import { writeStoreFile } from '#adapters/settings/storeFile.ts'
import { sweepUnfinished } from '#adapters/system/wholeFile.ts'

const pixels = z.int().min(-100_000).max(100_000)

const Remembered = z.object({
  place: z.object({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }).optional(),
  isMaximised: z.boolean().optional(),
  /** Whether start at login was set once: by the first start, or by a person. */
  startIsDecided: z.boolean().optional(),
})
export type Remembered = z.infer<typeof Remembered>

/** The state of the window, in `window.json`. It is for comfort only, so a file that cannot be read starts over. */
export class WindowMemory {
  readonly #path: string
  #remembered: Remembered

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'window.json')
    sweepUnfinished(this.#path)
    this.#remembered = Remembered.safeParse(readOrStartOver(dataDir)).data ?? {}
  }

  read(): Remembered {
    return this.#remembered
  }

  update(changes: Remembered): void {
    this.#remembered = { ...this.#remembered, ...changes }
    try {
      writeStoreFile(this.#path, this.#remembered)
    } catch (thrown) {
      if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown
    }
  }
}

function readOrStartOver(dataDir: string): unknown {
  try {
    return openElectronStore(dataDir, 'window').store
  } catch {
    // The next update replaces the file.
    return {}
  }
}
