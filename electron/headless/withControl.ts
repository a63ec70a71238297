import { connect } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type ControlClient, createPipeClient } from '../adapters/pipeClient.ts'
import { Fault } from '../core/fault.ts'
import { checkPrivateDirectory } from '../doors/pipe/privateDirectory.ts'
import type { Globals } from './globals.ts'
import { openAgent } from './host.ts'
import { Opened } from './opened.ts'
import { ownControl } from './ownControl.ts'
import { pipePath } from './paths.ts'

type Use<Answer> = (control: ControlClient, isRunning: boolean) => Promise<Answer>

interface Needs {
  /** The command keeps, reads or removes a secret, so a vault that is forgotten when it ends is of no use to it. */
  lastingVault?: boolean
}

/** How long to wait for an agent that is just starting or ending, or for another command. */
const patienceMs = 3_000

/**
 * Asks the running agent, or, when none runs, an agent of our own that lives as long as the command.
 *
 * @throws Fault `ALREADY_RUNNING` when one runs that cannot be asked · what opening an agent throws · what `use` throws
 */
export async function withControl<Answer>(globals: Globals, use: Use<Answer>, needs: Needs = {}): Promise<Answer> {
  const path = pipePath(globals.dataDir)
  const givesUpAtMs = performance.now() + patienceMs
  for (;;) {
    if (await answers(path)) return use(createPipeClient(path), true)
    if (needs.lastingVault && globals.vault === 'memory') throw nowhereToKeep()
    const opened = new Opened()
    try {
      const own = await openOwn(globals, opened, givesUpAtMs)
      if (own) return await use(own, false)
    } finally {
      await opened.close()
    }
    await wait(100)
  }
}

/** `undefined` while somebody else holds the data directory and there is time left to try again. */
async function openOwn(globals: Globals, opened: Opened, givesUpAtMs: number): Promise<ControlClient | undefined> {
  try {
    const { agent, log } = await openAgent(globals.dataDir, globals.vault, opened)
    return ownControl(agent, log, 'command-line')
  } catch (thrown) {
    const isHeld = thrown instanceof Fault && thrown.code === 'ALREADY_RUNNING'
    if (isHeld && performance.now() < givesUpAtMs) return undefined
    throw thrown
  }
}

/** @throws Fault `SETTINGS_UNWRITABLE` when the pipe is not ours: secrets would reach somebody else */
async function answers(path: string): Promise<boolean> {
  if (process.platform !== 'win32' && !isThere(dirname(path))) return false
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function isThere(directory: string): boolean {
  try {
    checkPrivateDirectory(directory)
    return true
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    return false
  }
}

function nowhereToKeep(): Fault {
  return new Fault(
    'KEYCHAIN_UNAVAILABLE',
    'No till agent runs here, and with --vault memory every secret is forgotten when this command ends.',
    undefined,
    'Leave --vault away to use the keychain, or start "till-agent serve --vault memory --provision FILE".',
  )
}
