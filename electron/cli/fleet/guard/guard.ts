import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { readInputText } from '#adapters/files/inputFile.ts'
import { writePublicFile, writeWholeFile } from '#adapters/system/wholeFile.ts'
import { ledgerBeside } from '#cli/fleet/ledger.ts'
import { readSigningKey } from '#cli/fleet/signingKey.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { loweredBy } from '#core/releases/lowered.ts'
import { Release } from '#core/releases/release.ts'
import { releaseKeys } from '#core/releases/releaseKeys.ts'
import { maxSignedBytes, signingContext } from '#core/releases/releaseSignature.ts'
import { Rings } from '#core/releases/rings.ts'
import { publicPartOf, signedText, signersOf } from '#core/signing/signatures.ts'
import { DocumentError, openEnvelope } from '#core/signing/signedDocument.ts'
import { type GuardDecision, guardDecision } from './decision.ts'
import { ringFacts } from './prometheus.ts'
import { GuardRules } from './rules.ts'

export interface GuardOptions {
  rules: string
  prometheus: string
  key: string[]
  /** Beside the first key unless given. */
  ledger?: string
  /** Sign what was decided; without it nothing is written. */
  sign?: boolean
  /** Lift an earlier freeze first: a person has looked. */
  resume?: boolean
  /** Milliseconds since 1970, where it is not now that is looked at. */
  at?: number
}

export interface Guarded {
  version: string
  decision: GuardDecision
  /** The shares from now on. */
  rings: Record<string, number>
  /** Whether the file was signed anew. */
  isSigned: boolean
}

/** Of rules, a ledger or a signed release: many times the size of any. */
const maxBytes = 1024 * 1024

/** A release that a guard has looked at: tills know nothing of the freeze, and take what the shares say. */
const GuardedRelease = Release.extend({ frozen: z.string().optional() })
type GuardedRelease = z.infer<typeof GuardedRelease>

/**
 * Looks at how the tills of a release are, and raises its share, freezes it or pulls it. All that it knows stands in the file, in
 * Prometheus and in the rules.
 *
 * @param file the signed release, as it is published
 * @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT` · `SECRET_MISSING` · `UPSTREAM_UNREACHABLE`
 */
export async function guard(file: string, options: GuardOptions, env: NodeJS.ProcessEnv): Promise<Guarded> {
  const privateKeys = options.key.map((key) => readSigningKey(key, env))
  const rules = readRules(options.rules)
  const published = readRelease(file, privateKeys.map(publicPartOf))
  const [key] = options.key
  const { at: now = Date.now(), ledger = key === undefined ? undefined : ledgerBeside(key) } = options
  const last = ledger === undefined ? {} : readLedger(ledger)
  const { latest, isInterrupted } = latestOf(published, file, last[published.channel], now)
  const { frozen: was, ...thawed } = latest
  const release: GuardedRelease = options.resume ? thawed : latest
  const facts = await ringFacts(options.prometheus, release.version, rules, options.at)
  // A share that nobody could take yet has its time from now on.
  const ageMs = isInterrupted ? 0 : now - release.releasedAt
  const decision = guardDecision({ rings: release.rings, frozen: release.frozen, ageMs }, facts, rules)
  const next = after(release, decision)
  const isChanged = next !== undefined || isInterrupted || (options.resume === true && was !== undefined)
  const isSigned = options.sign === true && isChanged
  if (isSigned) {
    const signed = signedAnew(next ?? release, latest, now)
    if (ledger !== undefined) {
      if (!isDeepStrictEqual(readLedger(ledger), last))
        throw new Fault('FILE_UNREADABLE', `"${ledger}" was written meanwhile, by another guard or "release:sign".`)
      // The ledger first: the next release takes its shares from there, and must not undo a pull.
      writeLedger(ledger, signed)
    }
    writePublicFile(file, signedText('release', signingContext, signed, privateKeys))
  }
  return { version: release.version, decision, rings: (next ?? release).rings, isSigned }
}

/** `undefined` when nothing changes. */
function after(release: GuardedRelease, decision: GuardDecision): GuardedRelease | undefined {
  switch (decision.action) {
    case 'wait':
      return undefined
    case 'freeze':
      return { ...release, frozen: decision.reasons.join('; ').slice(0, 500) }
    case 'pull':
      return { ...release, rings: decision.rings, frozen: decision.reasons.join('; ').slice(0, 500) }
    case 'raise':
      return { ...release, rings: decision.rings }
  }
}

/** The same for as long as before, under the next counter. */
function signedAnew(
  release: GuardedRelease,
  { counter, releasedAt, expiresAt }: GuardedRelease,
  now: number,
): GuardedRelease {
  const signedAt = Math.max(now, releasedAt)
  return { ...release, counter: counter + 1, releasedAt: signedAt, expiresAt: signedAt + (expiresAt - releasedAt) }
}

function readRules(path: string): GuardRules {
  const rules = GuardRules.safeParse(parseJson(textOf(path)))
  if (!rules.success) throw invalid(issuesOf(rules.error), `In "${path}": `)
  return rules.data
}

/** @throws Fault `FILE_UNREADABLE` for what none of our keys signed: a guard signs nothing that a stranger wrote */
function readRelease(file: string, own: readonly { keyId: string; key: string }[]): GuardedRelease {
  const wrong = (why: string) => new Fault('FILE_UNREADABLE', `"${file}" ${why}.`)
  const keys = { ...releaseKeys, ...Object.fromEntries(own.map(({ keyId, key }) => [keyId, key])) }
  try {
    const bytes = Buffer.from(textOf(file))
    const { text, signatures } = openEnvelope(bytes, { name: 'release', maxBytes: maxSignedBytes })
    if (signersOf(signingContext, text, signatures, keys).length === 0) throw wrong('was signed by none of our keys')
    const release = GuardedRelease.safeParse(parseJson(text))
    if (!release.success || basename(file) !== `${release.data.channel}.signed.json`)
      throw wrong('is no release of its channel')
    return release.data
  } catch (thrown) {
    if (thrown instanceof DocumentError) throw wrong('is no signed release')
    throw thrown
  }
}

/** As `npm run release:sign` keeps it (build/release/ledger.mjs). */
const LastSigned = z.object({
  ...{ counter: z.int(), floor: z.string(), version: z.string(), releasedAt: z.int(), rings: Rings },
  frozen: z.string().optional(),
})
type LastSigned = z.infer<typeof LastSigned>

const Ledger = z.record(z.string(), LastSigned)

/**
 * The host alone does not say what is published: an older file that was put back would have a pull undone, and a counter taken
 * twice. Where the ledger is one ahead, a guard was interrupted before it wrote the file: what it decided then counts.
 *
 * @param last what was signed last, from where no host can write
 * @throws Fault `FILE_UNREADABLE`
 */
function latestOf(
  release: GuardedRelease,
  file: string,
  last: LastSigned | undefined,
  now: number,
): { latest: GuardedRelease; isInterrupted: boolean } {
  const wrong = (why: string) => new Fault('FILE_UNREADABLE', `"${file}" ${why}.`)
  if (release.expiresAt <= now) throw wrong('has expired: sign it again, or see who holds newer ones back')
  if (!last) return { latest: release, isInterrupted: false }
  const { counter, floor, version, rings } = release
  const lowered = loweredBy(release, last)
  if (lowered) throw wrong(`has ${lowered} ${release[lowered]}, and ${last[lowered]} was signed last`)
  const isSame = floor === last.floor && version === last.version
  const isInterrupted = isSame && counter === last.counter - 1
  if (isInterrupted) {
    const { frozen: _, ...thawed } = release
    const decided = {
      counter: last.counter,
      rings: last.rings,
      ...(last.frozen !== undefined && { frozen: last.frozen }),
    }
    return { latest: { ...thawed, ...decided }, isInterrupted }
  }
  if (counter < last.counter) throw wrong(`has counter ${counter}, and ${last.counter} was signed last`)
  if (counter === last.counter && !(isSame && isDeepStrictEqual(rings, last.rings)))
    throw wrong(`is not what was signed last with counter ${counter}`)
  return { latest: release, isInterrupted }
}

/** @throws Fault `FILE_UNREADABLE`: to begin anew would believe the host */
function readLedger(path: string): z.infer<typeof Ledger> {
  if (!existsSync(path)) return {}
  const ledger = Ledger.safeParse(parseJson(textOf(path)))
  if (ledger.success) return ledger.data
  throw new Fault('FILE_UNREADABLE', `The ledger "${path}" no longer says what was signed last.`)
}

function textOf(path: string): string {
  return readInputText('The file', path, { maxBytes, owner: 'anybody' }).text
}

function writeLedger(path: string, release: GuardedRelease): void {
  const { channel, counter, floor, version, releasedAt, rings, frozen } = release
  const ledger = { ...readLedger(path), [channel]: { counter, floor, version, releasedAt, rings, frozen } }
  writeWholeFile(path, `${JSON.stringify(ledger, null, 2)}\n`)
}
