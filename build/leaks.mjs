// node build/leaks.mjs FILE…   fails when a file holds a secret of the tests, in plain text or in a common encoding.
import { readFileSync } from 'node:fs'
import { findLeaks } from '../test/support/canaries.ts'

for (const file of process.argv.slice(2)) {
  for (const leak of findLeaks(readFileSync(file, 'utf8'))) {
    process.stderr.write(`A secret leaked: ${leak.label} in ${file}, line ${leak.line}: ${leak.excerpt}\n`)
    process.exitCode = 1
  }
}
