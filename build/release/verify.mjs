// node build/release/verify.mjs FOLDER   verifies signed releases and their packages as a till does, before they are
// published. It holds no key.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { releaseKeys } from '#core/releases/releaseKeys.ts'
import { verifySignedRelease } from '#core/releases/signedRelease.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: node build/release/verify.mjs FOLDER')
const files = readdirSync(folder).filter((name) => name.endsWith('.signed.json'))
if (files.length === 0) throw new Error(`There is no signed release in ${folder}.`)
for (const file of files) {
  const trust = { keys: releaseKeys, channel: basename(file, '.signed.json') }
  // Whether the counter goes on is for tills that have seen one before, and was asked when it was signed.
  const bytes = readFileSync(join(folder, file))
  const { counter } = JSON.parse(JSON.parse(bytes.toString()).release)
  const last = { counter, digest: digestOf(JSON.parse(bytes.toString()).release), releasedAt: 0, floor: '0.0.0' }
  const { release } = verifySignedRelease(bytes, trust, last, Date.now())
  for (const { name, size, sha512 } of release.files) {
    const content = readFileSync(join(folder, name))
    const found = createHash('sha512').update(content).digest('base64')
    if (content.length !== size || found !== sha512) throw new Error(`${name} is not what ${file} says.`)
  }
  process.stdout.write(`${file}: ${release.version}, as tills see it\n`)
}

function digestOf(text) {
  return createHash('sha256').update(text).digest('hex')
}
