import { connect } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type ControlClient, createPipeClient, knowsKey } from '#adapters/network/pipeClient.ts'
import { checkPrivateDirectory } from '#api/pipe/privateDirectory.ts'
import { Fault } from '#core/base/fault.ts'
import { CloseStack } from '#host/closeStack.ts'
import { type ControlAddress, findControlAddress } from '#host/controlAddress.ts'
import type { GlobalOptions } from '#host/options.ts'
import { findService, type Service } from '#host/service/findService.ts'
import { reportError } from '#host/terminal/errorOutput.ts'

type Use<Result> = (control: ControlClient, isRunning: boolean) => Promise<Result>

interface Requirements {
  /** The command stores, reads or removes a secret, which a vault in the memory of this process would lose. */
  lastingVault?: boolean
}

/** How long another agent may take to start, or another command to end. */
const lockTimeoutMs = 3_000
const retryMs = 100

/**
 * Calls `use` with the control API of the running agent. When none runs, an agent opens in this process for as long as
 * the call takes.
 *
 * @throws Fault `ALREADY_RUNNING` when an agent holds the data directory and its control socket does not answer · as
 * `openAgent` · as `use`
 */
export async function withControl<Result>(
  globals: GlobalOptions,
  use: Use<Result>,
  requirements: Requirements = {},
): Promise<Result> {
  let deadlineMs: number | undefined
  const service = await serviceMeantBy(globals)
  if (service) return use(service.control, true)
  for (;;) {
    const running = await runningControl(globals.dataDir)
    if (running) return use(running, true)
    if (requirements.lastingVault && globals.vault === 'memory') throw memoryVaultUseless()
    // Most commands find an agent that runs, and need only what asks it.
    await import('#host/openAgent.ts')
    deadlineMs ??= performance.now() + lockTimeoutMs
    const done = await callInProcess(globals, use, deadlineMs)
    if (done) return done.result
    await wait(retryMs)
  }
}

/**
 * The agent that serves all users of the machine, where it runs and no other data directory is named: a command that worked on
 * the user's own one would change what no till uses.
 *
 * @throws Fault `ADMINISTRATOR_REQUIRED` when this user may not even use it
 */
export async function serviceMeantBy({ isUsualDataDir }: GlobalOptions): Promise<Service | undefined> {
  const service = isUsualDataDir ? await findService() : undefined
  if (service !== 'forbidden') return service
  throw new Fault(
    'ADMINISTRATOR_REQUIRED',
    'The till agent of this machine runs as a service, which this user may not use.',
    undefined,
    'Ask an administrator of the machine to put this user into the group that start.users names.',
  )
}

/** `undefined` while another process holds the data directory and there is time left to try again. */
async function callInProcess<Result>(
  globals: GlobalOptions,
  use: Use<Result>,
  deadlineMs: number,
): Promise<{ result: Result } | undefined> {
  const stack = new CloseStack()
  try {
    const control = await openInProcess(globals, stack, deadlineMs)
    const done = control && { result: await use(control, false) }
    // What was done is done, and its result, such as a new key, is not seen again.
    await stack.close().catch((thrown) => reportError(thrown, globals.json ?? false))
    return done
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

/** `undefined` while another process holds the data directory and there is time left to try again. */
async function openInProcess(
  globals: GlobalOptions,
  stack: CloseStack,
  deadlineMs: number,
): Promise<ControlClient | undefined> {
  try {
    const { openAgent } = await import('#host/openAgent.ts')
    const { inProcessControl } = await import('#host/inProcessControl.ts')
    const { agent, log } = await openAgent(globals, stack)
    return inProcessControl(agent, log, 'command-line')
  } catch (thrown) {
    const isLocked = thrown instanceof Fault && thrown.code === 'ALREADY_RUNNING'
    if (isLocked && performance.now() < deadlineMs) return undefined
    throw thrown
  }
}

/**
 * The control API of the agent that runs on the data directory; `undefined` when none answers.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when others may write to the socket's directory: they would receive the secrets
 */
export async function runningControl(dataDir: string, find = findControlAddress): Promise<ControlClient | undefined> {
  const address = find(dataDir)
  return address && (await isAgentAt(address)) ? createPipeClient(address.path) : undefined
}

async function isAgentAt({ path, key }: ControlAddress): Promise<boolean> {
  if (key !== undefined) return knowsKey(path, key)
  return isPrivateDirectory(dirname(path)) && isListening(path)
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** `false` when there is no such directory. */
function isPrivateDirectory(directory: string): boolean {
  try {
    checkPrivateDirectory(directory)
    return true
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    return false
  }
}

function memoryVaultUseless(): Fault {
  return new Fault(
    'KEYCHAIN_UNAVAILABLE',
    'No till agent runs here, and with --vault memory every secret is forgotten when this command ends.',
    undefined,
    'Leave --vault away to use the keychain, or start "till-agent serve --vault memory --provision FILE".',
  )
}
