import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'clients/typescript')

// As `npm install clients/typescript` makes it, by the script "prepare".
test('the package of the client in TypeScript is plain JavaScript, with types', async () => {
  const { exports, files } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(exports['.']).toEqual({ types: './dist/tillAgent.d.ts', default: './dist/tillAgent.js' })
  expect(files).toContain('dist')
  const made = join(root, 'out/clients/typescript/package')
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', join(folder, 'tsconfig.json'), '--outDir', made])
  const { TillAgent, findPort } = await import(pathToFileURL(join(made, 'tillAgent.js')).href)
  expect([typeof TillAgent, typeof findPort]).toEqual(['function', 'function'])
  expect(readFileSync(join(made, 'tillAgent.d.ts'), 'utf8')).toContain('mayHaveHappened: boolean')
})
