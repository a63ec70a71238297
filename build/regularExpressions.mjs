// node build/regularExpressions.mjs            finds every regular expression of the sources that is not proven to take linear time
// node build/regularExpressions.mjs --all      … and proves anew those that provenExpressions.txt lists
// node build/regularExpressions.mjs --record   … and writes that list: of those whose proof takes long
//
// Texts from outside meet them, and one that goes back over a text holds up everybody (attacks.md T50). An expression that
// the checker cannot prove has to be written more simply. One that a module makes of constants is caught while the module
// loads; one that is made later cannot be looked at, so there is none. test/repository/regularExpressions.system.test.ts
// runs it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseSync } from 'vite'

// In this process, on every system: no program of another language is started.
process.env.RECHECK_BACKEND = 'pure'
const { checkSync } = await import('recheck')

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['electron', 'words', 'renderer', 'simulator', 'build']

const listFile = join(root, 'build', 'provenExpressions.txt')
const checker = `recheck ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.recheck}`

/** Generous: it is the size of an expression that decides, never the speed of the machine. */
const timeoutMs = 60_000
/** An expression whose proof takes longer is listed. */
const listedFromMs = 50

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

/** One line for an expression: two that differ in anything differ in it. */
const lineOf = ({ source, flags }) => `/${source}/${flags}`

/**
 * The expressions that a list says are proven: none when another version of the checker wrote it.
 *
 * @param text the checker, then one expression a line
 */
export function provenBy(text) {
  const [writtenBy, ...lines] = text.split('\n')
  return new Set(writtenBy === checker ? lines : [])
}

/**
 * What is wrong with an expression; `undefined` when its time is proven to grow with the text and no faster.
 *
 * @param proven lines of those that were proven before
 */
export function problemOf({ source, flags }, proven = new Set()) {
  if (flags === undefined) return 'is made at run time'
  if (proven.has(lineOf({ source, flags }))) return undefined
  const { status, complexity, error } = checkSync(source, flags, { checker: 'automaton', timeout: timeoutMs })
  if (status === 'safe') return undefined
  return status === 'vulnerable' ? `takes ${complexity.summary} time` : `is not proven linear (${error?.kind})`
}

/**
 * Looks at all expressions of our own code.
 *
 * @param proven lines of those that were proven before
 * @returns one line for each that has a problem, and the lines of those whose proof took long
 */
export async function examine(proven) {
  const known = new Map()
  const problems = []
  const slow = []
  for (const file of sources())
    for (const expression of await resolved(file, expressionsIn(file, readFileSync(join(root, file), 'utf8')))) {
      const key = lineOf(expression)
      const startedAt = performance.now()
      if (!known.has(key)) known.set(key, problemOf(expression, proven))
      const problem = known.get(key)
      if (problem !== undefined) problems.push(`${file}:${expression.line}: ${key} ${problem}`)
      else if (performance.now() - startedAt > listedFromMs) slow.push(key)
    }
  return { problems, slow: slow.sort() }
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
  const [how] = process.argv.slice(2)
  const proven = how === undefined && existsSync(listFile) ? provenBy(readFileSync(listFile, 'utf8')) : new Set()
  const { problems, slow } = await examine(proven)
  for (const line of problems) process.stderr.write(`${line}\n`)
  if (how === '--record') writeFileSync(listFile, `${[checker, ...slow].join('\n')}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
