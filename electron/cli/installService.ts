import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { isOfPackage } from '#adapters/machineUpdates/debian.ts'
import type { ServiceDefinition } from '#adapters/service/serviceManager.ts'
import type { GlobalOptions } from '#host/options.ts'
import { checkServiceProgram, machineService, serviceProgram } from '#host/service/machineService.ts'
import { filesForService } from '#host/service/serviceProvisioning.ts'

interface Options extends GlobalOptions {
  administrators?: string
  users?: string
  port?: number
  provision?: string
  updates: boolean
}

/** @throws Fault `SERVICE_REFUSED` · as `filesForService` */
export async function installService(
  options: Options,
  isVaultNamed: boolean,
): Promise<Pick<ServiceDefinition, 'vault' | 'program'>> {
  const { administrators, users, port, provision } = options
  const manager = machineService()
  const vault = isVaultNamed ? options.vault : manager.usualVault
  const program = serviceProgram(running())
  checkServiceProgram(program)
  const provisioning = provision === undefined ? undefined : resolve(provision)
  const provisioningFiles =
    provisioning === undefined ? undefined : filesForService(provisioning, process.env, process.platform)
  const updates = options.updates && (await isOfDebianPackage(program))
  await manager.install({ program, vault, administrators, users, port, provisioning, provisioningFiles, updates })
  return { program, vault }
}

/** Whether dpkg has installed the program, and so can replace it. */
async function isOfDebianPackage(program: readonly string[]): Promise<boolean> {
  const script = program.at(-1)
  return process.platform === 'linux' && script !== undefined && isOfPackage(script)
}

function running() {
  const { platform, execPath, argv } = process
  const { resourcesPath } = process as { resourcesPath?: string }
  const script = process.versions.electron === undefined ? realpathSync(argv[1] ?? '') : undefined
  return { platform, execPath, script, resourcesPath }
}
