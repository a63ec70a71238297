import { join } from 'node:path'
import { z } from 'zod'
import { openElectronStore } from '#adapters/settings/electronStore.ts'
import { writeStoreFile } from '#adapters/settings/storeFile.ts'
import { sweepUnfinished } from '#adapters/system/wholeFile.ts'

const pixels = z.int().min(-100_000).max(100_000)

const Place = z.object({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) })

const Remembered = z.object({
  place: Place.optional(),
  isMaximised: z.boolean().optional(),
  /** Whether start at login was set once: by the first start, or by a person. */
  startIsDecided: z.boolean().optional(),
  /** Whether the customer's screen was open, and where its window was while it did not fill a screen. */
  customerScreen: z.object({ isOpen: z.boolean(), place: Place.optional() }).optional(),
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
