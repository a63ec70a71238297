import { lstatSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ManagedPolicy, readPolicy } from '../core/policy.ts'
import { printedBy, windowsCommand } from './systemCommand.ts'

/** Where each system keeps what its administrator decides; nobody else may write there. */
export const policyPlaces = {
  linux: '/etc/till-agent/policy.json',
  darwin: '/Library/Managed Preferences/agent.till.TillAgent.plist',
  win32: 'HKLM\\Software\\Policies\\TillAgent',
}

const none: ManagedPolicy = { policy: {}, problems: [] }

/** What head office decided for this machine, read once, at the start. A till without any is the usual case. */
export async function readManagedPolicy(platform = process.platform, place?: string): Promise<ManagedPolicy> {
  if (platform === 'win32') return readRegistry(place ?? policyPlaces.win32)
  if (platform === 'darwin') return readPlist(place ?? policyPlaces.darwin)
  return readFile(place ?? policyPlaces.linux)
}

function readFile(path: string): ManagedPolicy {
  const text = textOf(path)
  if (text === undefined) return none
  if (!isAdministrators(path))
    return { policy: {}, problems: [`${path} can be written by others than its administrator`] }
  try {
    return readPolicy(JSON.parse(text))
  } catch {
    return { policy: {}, problems: [`${path} is no JSON`] }
  }
}

async function readPlist(path: string): Promise<ManagedPolicy> {
  if (textOf(path) === undefined) return none
  try {
    return readPolicy(JSON.parse(await printedBy('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path])))
  } catch {
    return { policy: {}, problems: [`${path} cannot be read`] }
  }
}

/** By the system's own command: packages that read the registry run it too, or bring a native module for two lines. */
async function readRegistry(key: string): Promise<ManagedPolicy> {
  try {
    return readPolicy(registryValues(await printedBy(windowsCommand('reg.exe'), ['query', key])))
  } catch {
    // There is no such key.
    return none
  }
}

/** Lines such as `    limits.queue    REG_DWORD    0x64`; keys and other types are left out. */
export function registryValues(output: string): Record<string, string | number> {
  const rows = output.split(/\r?\n/).map((line) => /^ {4}(\S+) {4}(REG_SZ|REG_DWORD) {4}(.*)$/.exec(line))
  return Object.fromEntries(
    rows.flatMap((row) => {
      const [, name = '', type, value = ''] = row ?? []
      return row ? [[name, type === 'REG_DWORD' ? Number(value) : value]] : []
    }),
  )
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const othersMayWrite = 0o022

/** Neither the file nor its directory may be another's, or a cashier's program could make itself head office. */
function isAdministrators(path: string): boolean {
  return [path, dirname(path)].every((one) => {
    const { uid, mode } = lstatSync(one)
    return uid === 0 && (mode & othersMayWrite) === 0
  })
}
