import { type GuardedFile, readGuardedFile, readGuardedText } from '#adapters/files/guardedFile.ts'
import { outputOf } from '#adapters/system/systemCommand.ts'
import { type ManagedPolicy, readPolicy } from '#core/settings/policy.ts'
import { readRegistryKey } from './registry.ts'

/** Where each system stores the settings of its administrator. No other user may write there. */
export const policyLocations = {
  linux: '/etc/till-agent/policy.json',
  darwin: '/Library/Managed Preferences/agent.till.TillAgent.plist',
  win32: 'HKLM\\Software\\Policies\\TillAgent',
}

const noPolicy: ManagedPolicy = { policy: {}, problems: [] }

/**
 * Reads the settings that the administrator has fixed for this machine. Most tills have none.
 *
 * @param location a file or a registry key; absent for that of the system
 */
export async function readManagedPolicy(platform = process.platform, location?: string): Promise<ManagedPolicy> {
  if (platform === 'win32') return readRegistry(location ?? policyLocations.win32)
  if (platform === 'darwin') return readPlist(location ?? policyLocations.darwin)
  return readFile(location ?? policyLocations.linux)
}

function readFile(path: string): ManagedPolicy {
  const read = readGuardedText(path, policyRules)
  if (read.outcome !== 'text') return unusablePolicy(path, read)
  try {
    return readPolicy(JSON.parse(read.text))
  } catch {
    return { policy: {}, problems: [`${path} is no JSON`] }
  }
}

async function readPlist(path: string): Promise<ManagedPolicy> {
  const read = readGuardedFile(path, policyRules)
  if (read.outcome !== 'bytes') return unusablePolicy(path, read)
  try {
    return readPolicy(JSON.parse(await outputOf('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path])))
  } catch {
    return { policy: {}, problems: [`${path} cannot be read`] }
  }
}

async function readRegistry(key: string): Promise<ManagedPolicy> {
  const read = await readRegistryKey(key)
  if (read.outcome === 'values') return readPolicy(read.values)
  return read.outcome === 'absent' ? noPolicy : { policy: {}, problems: [`${key} cannot be read (${read.code})`] }
}

/** Otherwise a cashier's program could set the policy. */
const policyRules = { maxBytes: 1024 * 1024, owner: 'root' } as const

/** Where there is no file there is no policy; one that is there and cannot be read may be a policy. */
function unusablePolicy(path: string, read: Exclude<GuardedFile, { outcome: 'bytes' }>): ManagedPolicy {
  if (read.outcome === 'refused')
    return { policy: {}, problems: [`${path} is not read: ${read.reason}. ${read.remedy}`] }
  const isAbsent = read.code === 'ENOENT' || read.code === 'ENOTDIR'
  return isAbsent ? noPolicy : { policy: {}, problems: [`${path} cannot be read (${read.code})`] }
}
