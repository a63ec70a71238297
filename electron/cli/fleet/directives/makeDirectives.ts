import type { KeyObject } from 'node:crypto'
import { writePublicFile } from '#adapters/system/wholeFile.ts'
import { ledgerBeside, readLedger, writeLedger } from '#cli/fleet/ledger.ts'
import { readSigningKey } from '#cli/fleet/signingKey.ts'
import { UsageError } from '#cli/usage.ts'
import type { KnownAsk } from '#contract/fleet/asks.ts'
import type { Bar } from '#contract/fleet/directives.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { Directives, directivesKind } from '#core/directives/directives.ts'
import { Rings } from '#core/releases/rings.ts'
import { maxCounterStep } from '#core/signing/bounds.ts'
import { publicPartOf, signedText } from '#core/signing/signatures.ts'
import { type ReadDirectives, readDirectivesSource } from './directivesSource.ts'

const dayMs = 24 * 60 * 60_000

export interface MakeOptions {
  key: string[]
  out: string
  channel: string
  ring: string[]
  days: number
  counter?: number
  ledger?: string
}

export interface MadeDirectives {
  file: string
  channel: string
  counter: number
  expiresAt: number
  rings: Rings
}

/**
 * Signs what tills are to obey. The counter is written down before it is signed, so that no two files share one.
 *
 * @throws UsageError · Fault `FILE_UNREADABLE` · `INVALID_INPUT` · `SECRET_MISSING`
 */
export function makeDirectives(source: string, options: MakeOptions, env: NodeJS.ProcessEnv): MadeDirectives {
  const { key: keys, out: file, channel, days, ledger = ledgerBeside(keys[0] ?? '') } = options
  if (keys.length === 0) throw new UsageError('Say which key signs: --key FILE.')
  const privateKeys = keys.map((key) => readSigningKey(key, env))
  const now = Date.now()
  const { contents, barred: wanted, asks } = readDirectivesSource(source)
  checkSealKeys(asks, privateKeys)
  const { counter, rings, barred } = next(options, ledger, wanted, now)
  const expiresAt = now + days * dayMs
  const directives = {
    format: 1,
    channel,
    counter,
    releasedAt: now,
    expiresAt,
    rings,
    barred,
    asks,
    ...contents,
  } satisfies Directives
  Directives.parse(directives)
  const text = signedText(directivesKind.name, directivesKind.context, directives, privateKeys)
  if (Buffer.byteLength(text) > directivesKind.maxBytes)
    throw new Fault('INVALID_INPUT', 'This is more than a till reads.', { issues: [] })
  writePublicFile(file, text)
  return { file, channel, counter, expiresAt, rings }
}

/** The two kinds of key look alike, and what is sealed to one that signs can be opened by nobody. @throws Fault `INVALID_INPUT` */
function checkSealKeys(asks: readonly KnownAsk[], privateKeys: readonly KeyObject[]): void {
  const signing = privateKeys.map((key) => publicPartOf(key).key)
  const message = 'is the key that signs; one for bundles is made with: till-agent fleet key make FILE --for bundles'
  const wrong = asks.flatMap((ask, at) =>
    ask.kind === 'support-bundle' && signing.includes(ask.sealTo) ? [{ path: `asks.${at}.sealTo`, message }] : [],
  )
  if (wrong.length > 0) throw invalid(wrong)
}

/** @throws UsageError without shares · Fault `INVALID_INPUT` for a counter that tills would refuse */
function next(
  { channel, ring, counter: given }: MakeOptions,
  path: string,
  wanted: ReadDirectives['barred'],
  now: number,
): { counter: number; rings: Rings; barred: Bar[] } {
  const ledger = readLedger(path)
  const last = ledger.directives[channel]
  const counter = given ?? (last?.counter ?? 0) + 1
  if (last) checkCounter(counter, last.counter)
  const rings = ring.length > 0 ? ringsIn(ring) : last?.rings
  if (!rings)
    throw new UsageError('Say which tills follow it: --ring NAME=PERCENT, such as --ring pilot=100 --ring *=0.')
  // A bar counts from when it was first signed: a till that a later pack has set up is not barred by it again.
  const barred = wanted.map((bar) => ({ ...bar, since: last?.barred[bar.till] ?? now }))
  const since = Object.fromEntries(barred.map((bar) => [bar.till, bar.since]))
  writeLedger(path, { ...ledger, directives: { ...ledger.directives, [channel]: { counter, rings, barred: since } } })
  return { counter, rings, barred }
}

/** A greater step is refused by every till, and so is each later file with a counter below it. @throws Fault `INVALID_INPUT` */
function checkCounter(counter: number, last: number): void {
  const max = last + maxCounterStep
  if (counter > last && counter <= max) return
  const message = `The counter has to be above ${last}, which was signed before, and ${max} at most.`
  throw new Fault('INVALID_INPUT', message, { issues: [] })
}

function ringsIn(words: readonly string[]): Rings {
  const pairs = words.map((word) => {
    const at = word.lastIndexOf('=')
    return [word.slice(0, at), Number(word.slice(at + 1) || 'none')]
  })
  const rings = Rings.safeParse(Object.fromEntries(pairs))
  if (!rings.success) throw new UsageError('--ring is the name of a ring and its share in percent, such as pilot=100.')
  return rings.data
}
