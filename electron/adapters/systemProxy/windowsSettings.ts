import { outputOf, windowsCommand } from '#adapters/system/systemCommand.ts'
import type { ProxySettings } from './proxySettings.ts'

const internetSettings = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
const policies = 'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

/** Those of the user, or of the machine where a policy says so; else those that services have (WinHTTP). */
export async function readWindowsSettings(): Promise<ProxySettings | undefined> {
  const isPerMachine = valuesIn(await query(policies)).get('proxysettingsperuser') === '0x0'
  const settings = parseInternetSettings(await query(`${isPerMachine ? 'HKLM' : 'HKCU'}\\${internetSettings}`))
  return settings ?? parseWinHttp(await query(`HKLM\\${internetSettings}\\Connections`))
}

function query(key: string): Promise<string> {
  return outputOf(windowsCommand('reg.exe'), ['query', key]).catch(() => '')
}

/** @param output of `reg query`: name, type and data in each line, apart by four blanks */
function valuesIn(output: string): Map<string, string> {
  const rows = output.split(/\r?\n/).map((line) => /^ {4}(\S+) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line))
  return new Map(rows.flatMap((row) => (row ? [[(row[1] ?? '').toLowerCase(), (row[3] ?? '').trim()]] : [])))
}

/** @param output of `reg query` for the Internet Settings */
export function parseInternetSettings(output: string): ProxySettings | undefined {
  const values = valuesIn(output)
  const pacUrl = values.get('autoconfigurl') || undefined
  const secure = Number(values.get('proxyenable') ?? 0) === 1 ? proxyForTls(values.get('proxyserver') ?? '') : undefined
  if (!pacUrl && !secure) return undefined
  return { source: 'windows', pacUrl, secure, exceptions: listIn(values.get('proxyoverride')) }
}

/** `proxy:8080` for all protocols, or one for each: `http=a:80;https=b:8080`. */
function proxyForTls(server: string): string | undefined {
  const entries = listIn(server)
  const own = entries.find((entry) => /^https=/i.test(entry))?.slice('https='.length)
  return own ?? entries.find((entry) => !/^\w+=/.test(entry))
}

function listIn(text = ''): string[] {
  return text.split(/[;\s]+/).filter((entry) => entry !== '')
}

/** In the value's flags: a proxy is set by hand. */
const hasProxy = 2

/**
 * The value that `netsh winhttp set proxy` writes, whose words are not translated as those of `netsh winhttp show proxy`
 * are: three numbers of 32 bits (version, counter, flags), then the proxy and the exceptions, each behind its length.
 *
 * @param output of `reg query` for the key `Connections`
 */
export function parseWinHttp(output: string): ProxySettings | undefined {
  const bytes = Buffer.from(valuesIn(output).get('winhttpsettings') ?? '', 'hex')
  if (bytes.length < 16 || (bytes.readUInt32LE(8) & hasProxy) === 0) return undefined
  const server = textAt(bytes, 12)
  const secure = proxyForTls(server.text)
  return secure ? { source: 'winhttp', secure, exceptions: listIn(textAt(bytes, server.end).text) } : undefined
}

function textAt(bytes: Buffer, at: number): { text: string; end: number } {
  if (bytes.length < at + 4) return { text: '', end: bytes.length }
  const end = at + 4 + bytes.readUInt32LE(at)
  return { text: bytes.subarray(at + 4, end).toString('latin1'), end }
}
