import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { UsageError } from '#cli/usage.ts'
import { Fault } from '#core/base/fault.ts'
import type { ScryptCost } from '#core/settings/managerPin.ts'
import { schemes } from '#schemes/index.ts'
import { ledgerBeside, readLedger, writeLedger } from './ledger.ts'
import { type MadePack, makePack } from './makePack.ts'
import { readPackSource } from './packSource.ts'
import { readSigningKey } from './signingKey.ts'

const dayMs = 24 * 60 * 60_000
/** Each takes 128 MiB while its code is worked in, and Node has four threads for that. */
const atATime = 4

export interface MakeOptions {
  key: string[]
  out: string
  list?: string
  codes?: string
  tillKey?: string
  trust: string[]
  days: number
  counter?: number
  ledger?: string
}

export interface WrittenPack {
  till: string
  file: string
  code: string | undefined
}

/**
 * Makes the packs of a source, and writes them. The counter is written down before the first one is signed, so that no two
 * runs share one.
 *
 * @param codeCost of each code; tests set a low one
 * @throws UsageError · Fault `FILE_UNREADABLE` · `INVALID_INPUT` · `SECRET_MISSING` · `ALREADY_EXISTS`
 */
export async function makePacks(
  source: string,
  options: MakeOptions,
  env: NodeJS.ProcessEnv,
  codeCost?: ScryptCost,
): Promise<WrittenPack[]> {
  const { key: keys, list, out, codes, tillKey, trust, days } = options
  checkOptions(options)
  const privateKeys = keys.map((key) => readSigningKey(key, env))
  const inputs = readPackSource(source, list, env)
  const files = list === undefined ? [out] : filesFor(inputs, out)
  const counter = nextCounter(options)
  const about = {
    ...{ counter, now: Date.now(), lifetimeMs: days * dayMs, privateKeys, tillKey, codeCost },
    ...{ random: systemRandom, schemes: new Map(schemes.map((scheme) => [scheme.id, scheme])) },
    ...(trust.length > 0 && { trustedKeys: trust }),
  }
  const written: WrittenPack[] = []
  if (list !== undefined) mkdirSync(out, { recursive: true })
  for (let at = 0; at < inputs.length; at += atATime) {
    const made = await Promise.all(inputs.slice(at, at + atATime).map((input) => makePack(input, about)))
    for (const [n, pack] of made.entries()) written.push(write(pack, files[at + n] ?? ''))
  }
  if (codes !== undefined) writeWholeFile(codes, codeList(written))
  return written
}

function checkOptions({ key, list, codes, tillKey }: MakeOptions): void {
  if (key.length === 0) throw new UsageError('Say which key signs: --key FILE.')
  if (tillKey !== undefined && list !== undefined)
    throw new UsageError('--till-key is of one till, and --list of many.')
  if (list !== undefined && codes === undefined) throw new UsageError('Say where the codes go: --codes FILE.')
  if (codes !== undefined && existsSync(codes)) throw new Fault('ALREADY_EXISTS', `There is a file "${codes}" already.`)
}

/** @throws Fault `INVALID_INPUT` for two tills whose files would be one */
function filesFor(inputs: readonly { till: string }[], folder: string): string[] {
  const files = inputs.map(({ till }) => join(folder, `${till.replaceAll(/[^A-Za-z0-9._-]/g, '-')}.pack.json`))
  const twice = files.find((file, at) => files.indexOf(file) !== at)
  if (twice === undefined) return files
  throw new Fault('INVALID_INPUT', `Two tills would have the one file ${twice}.`, { issues: [] })
}

/** @throws Fault `INVALID_INPUT` for a counter that tills would refuse */
function nextCounter({ key, counter: given, ledger = ledgerBeside(key[0] ?? '') }: MakeOptions): number {
  const signed = readLedger(ledger)
  const { pack: last } = signed
  const counter = given ?? last + 1
  if (counter <= last)
    throw new Fault('INVALID_INPUT', `The counter has to be above ${last}, which was signed before.`, { issues: [] })
  writeLedger(ledger, { ...signed, pack: counter })
  return counter
}

function write({ till, text, code }: MadePack, file: string): WrittenPack {
  writeWholeFile(file, text)
  return { till, file, code }
}

function codeList(packs: readonly WrittenPack[]): string {
  const rows = packs.map(({ till, file, code = '' }) => [till, file, code].map(csvValue).join(','))
  return `${['till,file,code', ...rows].join('\n')}\n`
}

function csvValue(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
