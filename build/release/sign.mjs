// npm run release:sign -- --channel dist/latest-linux.yml --key FILE --after PUBLISHED --ring pilot=100
//
// Writes dist/latest-linux.signed.json, the only file that an agent trusts when it updates itself (docs/fleet.md). It loads
// modules of Node and of our own alone, because it holds the release key.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { releaseKeys } from '#core/releases/releaseKeys.ts'
import { publicPartOf } from '#core/signing/signatures.ts'
import { checkAgainst, decide, newestOf, ringsIn } from './decision.mjs'
import { ledgerBeside, readLedger, writeLedger } from './ledger.mjs'
import { planFor } from './plannedRelease.mjs'
import { demand, readKey, releaseOf, signedText, verifiedRelease } from './signing.mjs'

const usage = `Usage: npm run release:sign -- --channel FILE --key FILE [--after FILE] [--counter N] [--ring NAME=PERCENT …]
       npm run release:sign -- --channel FILE --key FILE --plan FILE --published FOLDER

  --channel FILE        the channel file of electron-builder, its packages beside it
  --key FILE|env:NAME   private key, Ed25519, PEM; twice while one key is replaced by the next
  --after FILE          what is published now; believed only as far as one of our keys signed it
  --counter N           for the very first release, or when all records of the last one are lost
  --ring NAME=PERCENT   share of that ring's tills, as the last time unless given; the name * stands for all other rings
  --floor VERSION       the lowest version that may run, as the last time unless given
  --urgent              install without waiting for the store's quiet hours
  --days N              days until the release expires, at most 90 (30)
  --ledger FILE         what was signed last; FILE.ledger.json beside the key unless given

  --plan FILE           sign what was decided with "npm run release:plan" and committed
  --published FOLDER    what is published now, as build/release/published.mjs read it
`

try {
  const { values } = parseArgs({
    options: {
      channel: { type: 'string' },
      key: { type: 'string', multiple: true },
      after: { type: 'string' },
      counter: { type: 'string' },
      ring: { type: 'string', multiple: true },
      floor: { type: 'string' },
      urgent: { type: 'boolean', default: false },
      days: { type: 'string', default: '30' },
      ledger: { type: 'string' },
      plan: { type: 'string' },
      published: { type: 'string' },
    },
  })
  if (!values.channel || !values.key || Boolean(values.plan) !== Boolean(values.published)) throw new Error(usage)
  const privateKeys = values.key.map(readKey)
  const { target, release, bytes } = await (values.plan ? signPlanned : signByHand)(values, privateKeys)
  writeFileSync(target, bytes)
  const rings = Object.entries(release.rings).map(([name, percent]) => `${name} ${percent} %`)
  process.stdout.write(
    `${target}: ${release.version}, counter ${release.counter}, floor ${release.floor}, ${rings.join(', ')}, ` +
      `valid until ${new Date(release.expiresAt).toISOString()}.\n`,
  )
} catch (thrown) {
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 2
}

/** What is left open is as the last time; what is signed is written into the ledger. */
async function signByHand(values, privateKeys) {
  const { channel: channelFile, after, counter, ring, floor, urgent, days, key } = values
  const channel = basename(channelFile, '.yml')
  const ledger = values.ledger ?? ledgerBeside(key[0])
  const published = after === undefined ? undefined : readPublished(after, privateKeys, channel)
  const before = newestOf(readLedger(ledger, channel), published)
  const decision = decide(before, {
    ...{ counter: counter === undefined ? undefined : Number(counter), rings: ring && ringsIn(ring) },
    ...{ floor, urgent, days: Number(days) },
  })
  const release = await releaseOf(channelFile, { ...decision, releasedAt: Date.now() })
  const signed = signOne(channelFile, release, before, privateKeys)
  writeLedger(ledger, channel, signed.release)
  return signed
}

/** What was decided and reviewed is signed, and nothing else. */
async function signPlanned({ channel: channelFile, plan, published: folder }, privateKeys) {
  const channel = basename(channelFile, '.yml')
  const file = join(folder, `${channel}.signed.json`)
  const before = existsSync(file) ? readPublished(file, privateKeys, channel) : undefined
  const planned = planFor(plan, channel, before !== undefined)
  const release = await releaseOf(channelFile, { ...planned, releasedAt: Date.now() })
  demand(release.version === planned.version, `The plan is for ${planned.version}, not for ${release.version}.`)
  // A job that runs once more has published this channel already.
  if (before && isDeepStrictEqual({ ...release, ...datesOf(before) }, before))
    return { target: targetOf(channelFile), release: before, bytes: readFileSync(file) }
  return signOne(channelFile, release, before, privateKeys)
}

function signOne(channelFile, release, before, privateKeys) {
  checkAgainst(before, release, Date.now())
  return { target: targetOf(channelFile), release, bytes: signedText(release, privateKeys) }
}

function datesOf({ releasedAt, expiresAt }) {
  return { releasedAt, expiresAt }
}

function readPublished(file, privateKeys, channel) {
  const own = privateKeys.map(publicPartOf).map(({ keyId, key }) => [keyId, key])
  return verifiedRelease(readFileSync(file), { ...releaseKeys, ...Object.fromEntries(own) }, channel)
}

function targetOf(channelFile) {
  return channelFile.replace(/\.yml$/, '.signed.json')
}
