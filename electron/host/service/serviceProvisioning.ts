import { dirname, join, resolve } from 'node:path'
import { Fault } from '#core/base/fault.ts'
import { readProvisioningFile, readReferences } from '#host/provisioningFile.ts'

/** Names that the unit of systemd has for files of its own. */
const taken = ['vault-key', 'provision.json']

/**
 * Checks that a service can read a provisioning file and what it refers to: a mistake is told at the installation, and not in a log
 * at each start. It has none of the variables of a shell, but for those of the machine on Windows. With systemd it is a user that
 * may read nothing of root: systemd hands over the provisioning file, and what it names beside it, as credentials.
 *
 * @returns whole paths of the files to be handed over
 * @throws Fault `SECRET_MISSING` · as `readProvisioningFile`
 */
export function filesForService(path: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const { variables, secretFiles, caFiles } = readReferences(path)
  const [variable] = variables
  if (variable !== undefined && platform !== 'win32')
    throw refused(`A service has no variables of a shell, so ${variable} is not set there.`)
  readProvisioningFile(path, env)
  if (platform !== 'linux') return []
  const away = secretFiles.find((name) => !isBeside(name))
  if (away !== undefined) throw refused(`The service may not read "${away}".`)
  const names = [...secretFiles, ...caFiles].filter(isBeside)
  return [...new Set(names)].map((name) => join(dirname(resolve(path)), name))
}

/** As systemd takes the name of a credential (systemd.exec(5)). */
function isBeside(name: string): boolean {
  return /^[\w-][\w.-]{0,200}$/.test(name) && !taken.includes(name)
}

function refused(detail: string): Fault {
  const remedy = 'Put the secret into a file beside the provisioning file, and name that: {"file": "loyalty.txt"}.'
  return new Fault('SECRET_MISSING', detail, undefined, remedy)
}
