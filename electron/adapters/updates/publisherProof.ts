import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { outputOf, windowsCommand } from '#adapters/system/systemCommand.ts'

export interface Expected {
  /** Common names, letter by letter as in the certificate. One of them has to have signed. */
  publishers: readonly string[]
  /** Of the program that a set-up installs; any when absent. */
  version?: string
}

/** Proves who signed a program. Whatever keeps it from a proof is a no. */
export type ProvePublisher = (path: string, expected: Expected) => Promise<boolean>

/** A signature is looked up in revocation lists, on the network of the store. */
const timeoutMs = 90_000

/** Nothing of a path is ever part of the script, and it calls no methods: where AppLocker guards a machine it may not. */
const script = `$ErrorActionPreference = 'Stop'
$signature = Microsoft.PowerShell.Security\\Get-AuthenticodeSignature -LiteralPath $env:TILL_AGENT_FILE
'status ' + $signature.Status
'certificate ' + ($signature.SignerCertificate.RawData -join ',')
'version ' + (Microsoft.PowerShell.Management\\Get-Item -LiteralPath $env:TILL_AGENT_FILE).VersionInfo.ProductVersion`

/** Proves by Authenticode, with Windows PowerShell: the system's own, and of modules the system's own. */
export const provePublisher: ProvePublisher = async (path, expected) => {
  try {
    return isProof(await runScript(path), expected)
  } catch {
    return false
  }
}

function runScript(path: string): Promise<string> {
  const home = windowsCommand('WindowsPowerShell\\v1.0')
  const others = Object.entries(process.env).filter(([name]) => name.toLowerCase() !== 'psmodulepath')
  const env = { ...Object.fromEntries(others), PSModulePath: join(home, 'Modules'), TILL_AGENT_FILE: path }
  const args = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', script]
  return outputOf(join(home, 'powershell.exe'), args, { timeout: timeoutMs, cwd: home, env })
}

/** Whether the script's output proves what is expected. @param output lines of a word and a value */
export function isProof(output: string, { publishers, version }: Expected): boolean {
  const lines = output.split(/\r?\n/).map((line) => line.trim())
  if (after('status', lines) !== 'Valid') return false
  const publisher = commonNameIn(after('certificate', lines) ?? '')
  if (publisher === undefined || !publishers.includes(publisher)) return false
  return version === undefined || after('version', lines) === version
}

/** What follows a word; `undefined` when the line is missing, or there are two. */
function after(word: string, lines: readonly string[]): string | undefined {
  const [line, ...others] = lines.filter((candidate) => candidate.startsWith(`${word} `))
  return others.length === 0 ? line?.slice(word.length + 1) : undefined
}

/** @param bytes of a certificate, decimal, with commas between: no code page changes them on the way */
function commonNameIn(bytes: string): string | undefined {
  try {
    const { subject } = new X509Certificate(Buffer.from(bytes.split(',').map(Number))).toLegacyObject()
    // Several names are an array in spite of the type.
    return typeof subject.CN === 'string' ? subject.CN : undefined
  } catch {
    return undefined
  }
}
