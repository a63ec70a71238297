import { setTimeout } from 'node:timers/promises'
import { Fault } from '#core/base/fault.ts'

/** What the service manager of the system is to run, for all users of the machine. */
export interface ServiceDefinition {
  /** The program and its own arguments, as whole paths: `till-agent` without a command. */
  program: readonly string[]
  /** The vault, by name. A service manager that seals a key keeps one for `file`. */
  vault: 'file' | 'keychain' | 'memory'
  administrators?: string | undefined
  users?: string | undefined
  port?: number | undefined
  /** Whether the updates of the program are the service's own, and not the package manager's; where systemd installs them for it. */
  updates?: boolean | undefined
  /** A file that only an administrator can read. */
  provisioning?: string | undefined
  /** Whole paths of the files beside it that it names, where the service could not read them by itself. */
  provisioningFiles?: readonly string[] | undefined
}

export type ServiceState = 'absent' | 'stopped' | 'running'

/** The service manager of one system. @throws from every call, Fault `SERVICE_REFUSED` with what it said */
export interface ServiceManager {
  /** The vault that a service has where none is named: the one that lasts. */
  readonly usualVault: ServiceDefinition['vault']
  /** Registers it, or registers it anew, and starts it. Secrets and settings of before stay. */
  install(definition: ServiceDefinition): Promise<void>
  /** Stops it and takes it out of the register. Secrets and settings stay. */
  remove(): Promise<void>
  /** One that runs already goes on undisturbed. */
  start(): Promise<void>
  /** Waits until it has ended. Nothing happens to one that is stopped. */
  stop(): Promise<void>
  state(): Promise<ServiceState>
}

/** The service manager answers before the service has ended, which ends a sale under way first. */
const stopTimeoutMs = 60_000
const checkEveryMs = 250

/**
 * Waits until a service that was told to stop has ended.
 *
 * @throws Fault `SERVICE_REFUSED` when it has not in a minute
 */
export async function untilStopped(
  { state }: Pick<ServiceManager, 'state'>,
  wait: (ms: number) => Promise<unknown> = (ms) => setTimeout(ms),
): Promise<void> {
  for (let waitedMs = 0; (await state()) === 'running'; waitedMs += checkEveryMs) {
    if (waitedMs >= stopTimeoutMs)
      throw new Fault('SERVICE_REFUSED', `The service was told to stop, and has not in ${stopTimeoutMs / 1_000} s.`)
    await wait(checkEveryMs)
  }
}

export const serviceName = 'till-agent'

/** The arguments of the agent, on every system. @param paths of what the service manager keeps for it */
export function serveArguments(
  definition: ServiceDefinition,
  paths: { dataDir: string; vaultKey?: string; provisioning?: string | undefined },
): string[] {
  const { vault, administrators, users, port } = definition
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [name, String(value)]
  return [
    ...['serve', '--service', '--vault', vault, '--data-dir', paths.dataDir],
    ...(vault === 'file' ? option('--vault-key', paths.vaultKey) : []),
    ...option('--administrators', administrators),
    ...option('--users', users),
    ...option('--port', port),
    ...option('--provision', paths.provisioning),
  ]
}
