// npm run release:sign -- --channel dist/latest-linux.yml --key FILE --after PUBLISHED --ring pilot=100
//
// Writes dist/latest-linux.signed.json, the only file an agent goes by when it updates itself (docs/fleet.md).
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readKey, releaseOf, signedText } from './signing.mjs'

const usage = `Usage: npm run release:sign -- --channel FILE --key FILE (--after FILE | --counter N) --ring NAME=PERCENT …

  --channel FILE        the channel file of electron-builder, its packages beside it
  --key FILE|env:NAME   private key, Ed25519, PEM; twice while one key is replaced by the next
  --after FILE          what is published now; the counter goes one further, rings and floor stay unless given
  --counter N           for the very first release, or when the published file is lost
  --ring NAME=PERCENT   share of that ring's tills; the name * stands for all other rings
  --floor VERSION       the lowest version that may run
  --urgent              not to wait for the store's quiet hours
  --days N              how long it may be believed (30)
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
    },
  })
  const { channel, key: keys, after, counter, ring, urgent, days } = values
  const before = after === undefined ? undefined : JSON.parse(JSON.parse(readFileSync(after, 'utf8')).release)
  const next = before ? before.counter + 1 : Number(counter)
  const rings = ring ? Object.fromEntries(ring.map(ringOf)) : before?.rings
  if (!channel || !keys || !rings || !Number.isSafeInteger(next)) throw new Error(usage)
  const floor = values.floor ?? before?.floor ?? '0.0.0'
  const about = { counter: next, floor, rings, urgent, releasedAt: Date.now(), days: Number(days) }
  const release = await releaseOf(channel, about)
  const target = channel.replace(/\.yml$/, '.signed.json')
  writeFileSync(target, signedText(release, keys.map(readKey)))
  process.stdout.write(
    `${target}: ${release.version}, counter ${release.counter}, floor ${release.floor}, ` +
      `${Object.entries(release.rings)
        .map(([name, percent]) => `${name} ${percent} %`)
        .join(', ')}, ` +
      `believed until ${new Date(release.expiresAt).toISOString()}.\n`,
  )
} catch (thrown) {
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 2
}

function ringOf(text) {
  const [name, percent] = text.split('=')
  return [name, Number(percent)]
}
