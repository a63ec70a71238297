// node build/regularExpressions.mjs   finds every regular expression of the sources that is not proven to take linear time.
// Texts from outside meet them, and one that goes back over a text holds up everybody (attacks.md T50). An expression that
// the checker cannot prove has to be written more simply. One that a module makes of constants is caught while the module
// loads; one that is made later cannot be looked at, so there is none. test/repository/regularExpressions.system.test.ts
// runs it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseSync } from 'vite'

// In this process, on every system: no program of another language is started.
process.env.RECHECK_BACKEND = 'pure'
const { checkSync } = await import('recheck')

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['electron', 'words', 'renderer', 'simulator', 'build']

/** Generous: it is the size of an expression that decides, never the speed of the machine. */
const timeoutMs = 60_000

/**
 * The expressions of a source, and the calls that make some at run time.
 *
 * @returns {{ line: number, source: string, flags: string | undefined }[]} without flags where it is made at run time
 */
export function expressionsIn(file, text) {
  const found = []
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) return node.forEach(visit)
    const line = () => text.slice(0, node.start).split('\n').length
    if (node.type === 'Literal' && node.regex)
      found.push({ line: line(), source: node.regex.pattern, flags: node.regex.flags })
    if (/^(?:New|Call)Expression$/.test(node.type) && node.callee.name === 'RegExp')
      found.push({ line: line(), source: text.slice(node.start, node.end), flags: undefined })
    for (const part of Object.values(node)) visit(part)
  }
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`)
  visit(program)
  return found
}

/** What is wrong with an expression; `undefined` when its time is proven to grow with the text and no faster. */
export function problemOf({ source, flags }) {
  if (flags === undefined) return 'is made at run time'
  const { status, complexity, error } = checkSync(source, flags, { checker: 'automaton', timeout: timeoutMs })
  if (status === 'safe') return undefined
  return status === 'vulnerable' ? `takes ${complexity.summary} time` : `is not proven linear (${error?.kind})`
}

/** One line for each expression of our own code that has a problem. */
export async function findSlowExpressions() {
  const known = new Map()
  const slow = []
  for (const file of sources())
    for (const expression of await resolved(file, expressionsIn(file, readFileSync(join(root, file), 'utf8')))) {
      const key = `/${expression.source}/${expression.flags}`
      if (!known.has(key)) known.set(key, problemOf(expression))
      const problem = known.get(key)
      if (problem !== undefined) slow.push(`${file}:${expression.line}: ${key} ${problem}`)
    }
  return slow
}

/** With what the module makes while it loads in place of the calls that make it. */
async function resolved(file, expressions) {
  if (expressions.every(({ flags }) => flags !== undefined)) return expressions
  const made = await madeWhileLoading(join(root, file))
  return expressions.flatMap((expression) => {
    if (expression.flags !== undefined) return [expression]
    const here = made.filter(({ line }) => line === expression.line)
    return here.length > 0 ? here : [expression]
  })
}

/** The expressions that `RegExp` makes for a module while it loads, and the lines where it is called. */
export async function madeWhileLoading(path) {
  const made = []
  const note = (result) => {
    const [, line] =
      new Error().stack
        .split('\n')
        .find((frame) => frame.includes(path))
        ?.match(/:(\d+):\d+\)?$/) ?? []
    if (line) made.push({ line: Number(line), source: result.source, flags: result.flags })
    return result
  }
  const ordinary = globalThis.RegExp
  globalThis.RegExp = new Proxy(ordinary, {
    construct: (target, args, as) => note(Reflect.construct(target, args, as)),
    apply: (target, self, args) => note(Reflect.apply(target, self, args)),
  })
  try {
    // Anew, though it may have been loaded before.
    await import(`${pathToFileURL(path)}?at=${performance.now()}`)
  } catch {
    // A module of Electron or of the window loads elsewhere only.
  } finally {
    globalThis.RegExp = ordinary
  }
  return made
}

function sources() {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((name) => /\.(?:tsx?|mjs|cjs|js)$/.test(name) && !name.endsWith('.d.ts')),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await findSlowExpressions()
  for (const line of found) process.stderr.write(`${line}\n`)
  process.exitCode = found.length > 0 ? 1 : 0
}
