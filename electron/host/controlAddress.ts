import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { writeNewFile } from '#adapters/system/wholeFile.ts'
import { randomHex } from '#core/base/random.ts'
import { socketPath } from './paths.ts'

/** Where the control socket of a data directory is. @property key of the agent that listens there; on Windows alone */
export interface ControlAddress {
  path: string
  key?: string | undefined
}

interface OwnControlAddress extends ControlAddress {
  /** Lets commands find the address, once the agent listens there. */
  announce(): void
  forget(): void
}

const Announced = z.object({
  path: z.string().regex(/^\\\\\.\\pipe\\till-agent-[0-9a-f]{32}$/),
  key: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * The address for the agent that has locked the data directory. On Windows any user may make a pipe of any name, and see the
 * names there are, so the name is another one each time, and the key tells the agent from somebody else. Both stand in a file
 * of the data directory: whoever spells that directory in other letters finds the same file.
 */
export function makeControlAddress(dataDir: string, platform = process.platform): OwnControlAddress {
  if (platform !== 'win32') return { path: socketPath(dataDir), announce: () => {}, forget: () => {} }
  const file = fileIn(dataDir)
  const address = { path: `\\\\.\\pipe\\till-agent-${randomHex(systemRandom, 16)}`, key: randomHex(systemRandom, 32) }
  const forget = () => rmSync(file, { force: true })
  // A killed agent left it behind.
  forget()
  return { ...address, forget, announce: () => writeNewFile(file, Buffer.from(JSON.stringify(address))) }
}

/** `undefined` when no agent has announced an address. It may have been killed since. */
export function findControlAddress(dataDir: string, platform = process.platform): ControlAddress | undefined {
  if (platform !== 'win32') return { path: socketPath(dataDir) }
  try {
    return Announced.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'pipe.json')
}
