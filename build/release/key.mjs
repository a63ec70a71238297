// npm run release:key -- FILE   makes the key that releases are signed with, and says what to write into the agent.
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { publicPartOf } from './signing.mjs'

const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('Say where the key is to be written: npm run release:key -- FILE\n')
  process.exit(2)
}
const { privateKey } = generateKeyPairSync('ed25519')
// Never over one that is there: every till would have to be visited.
writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' })
const { keyId, key } = publicPartOf(privateKey)
process.stdout.write(
  `The private key is in ${file}. Keep it off every till and out of version control, with a copy in a safe.
Write this into electron/core/updates/releaseKeys.ts, and leave the old line in until no till needs it:

  '${keyId}': '${key}',
`,
)
