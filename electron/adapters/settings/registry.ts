import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeText } from '#adapters/files/decodeText.ts'
import { outputOf, windowsCommand } from '#adapters/system/systemCommand.ts'

export type RegistryKey =
  | { outcome: 'values'; values: Record<string, string | number> }
  | { outcome: 'absent' }
  /** @property code the exit code of `reg.exe`, or the system's, such as ETIMEDOUT */
  | { outcome: 'unreadable'; code: string | number }

/** On an old till whose virus scanner has just started, `reg.exe` took 8 s. */
const timeoutMs = 20_000

/** The exit code of `reg.exe` for every failure: that there is no such key, or that this user may not read it. */
const failed = 1

type Run = typeof outputOf

/**
 * The values of a key of the registry, by `reg.exe`: packages for the registry run it too, or bring a native module. It
 * exports into a file, in UTF-16: on its standard output it writes the OEM code page, without the letters that this lacks.
 */
export async function readRegistryKey(key: string, run: Run = outputOf): Promise<RegistryKey> {
  const folder = mkdtempSync(join(tmpdir(), 'till-agent-'))
  try {
    const file = join(folder, 'key.reg')
    await run(windowsCommand('reg.exe'), ['export', key, file, '/y'], { timeout: timeoutMs })
    const decoded = decodeText(readFileSync(file))
    return decoded.outcome === 'text'
      ? { outcome: 'values', values: registryValues(decoded.text) }
      : { outcome: 'unreadable', code: decoded.reason }
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === failed && (await isAbsent(key, run))) return { outcome: 'absent' }
    return { outcome: 'unreadable', code }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Whether the key above does not list it. Its name is ASCII, so no code page changes it. */
async function isAbsent(key: string, run: Run): Promise<boolean> {
  const [parent, name] = [key.slice(0, key.lastIndexOf('\\')), key.slice(key.lastIndexOf('\\'))]
  try {
    const lines = (await run(windowsCommand('reg.exe'), ['query', parent], { timeout: timeoutMs })).split(/\r?\n/)
    return !lines.some((line) => line.trim().toLowerCase().endsWith(name.toLowerCase()))
  } catch (thrown) {
    // Every user may read the keys above a policy: there is none.
    return codeOf(thrown) === failed
  }
}

function codeOf(thrown: unknown): string | number {
  return (thrown as { code?: string | number }).code ?? 'UNKNOWN'
}

/**
 * The values in a file of `reg export`: lines such as `"limits.queue"=dword:00000064` and `"store.country"="DE"` below the
 * first key. Subkeys and other types are ignored.
 */
export function registryValues(file: string): Record<string, string | number> {
  const lines = file.split(/\r?\n/)
  const first = lines.findIndex(isKey)
  if (first < 0) return {}
  const next = lines.findIndex((line, at) => at > first && isKey(line))
  const ofKey = lines.slice(first + 1, next < 0 ? undefined : next)
  return Object.fromEntries(ofKey.flatMap(valueIn))
}

function isKey(line: string): boolean {
  return line.startsWith('[')
}

/** Names of settings hold no quotes and no backslashes; their texts may. */
function valueIn(line: string): [string, string | number][] {
  const [, name = '', value = ''] = /^"([^"\\]+)"=(.+)$/.exec(line) ?? []
  const number = /^dword:([0-9a-f]{8})$/i.exec(value)?.[1]
  if (number !== undefined) return [[name, Number.parseInt(number, 16)]]
  const text = /^"(.*)"$/.exec(value)?.[1]
  return text === undefined ? [] : [[name, text.replaceAll(/\\(.)/g, '$1')]]
}
