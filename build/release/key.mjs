// npm run release:key -- FILE   makes the key that signs releases, and prints the line for the agent's trusted keys.
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { publicPartOf } from '#core/signing/signatures.ts'

const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('Say where the key is to be written: npm run release:key -- FILE\n')
  process.exit(2)
}
const { privateKey } = generateKeyPairSync('ed25519')
// An existing key is never overwritten: without it no till accepts another release.
writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' })
const { keyId, key } = publicPartOf(privateKey)
process.stdout.write(
  `The private key is in ${file}. Keep it off every till and out of version control, with a copy in a safe.
Write this into electron/core/releases/releaseKeys.ts, and leave the old line in until no till needs it:

  '${keyId}': '${key}',
`,
)
