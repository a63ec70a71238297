import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** One file a layer, each with the imports it is allowed. */
const allowed: Record<string, string> = {
  'electron/contract/thing.ts': `import { z } from 'zod'\n\nexport const Thing = z.string()\n`,
  'electron/core/thing.ts': `import { createHash } from 'node:crypto'
import { Thing } from '../contract/thing.ts'

export const hashOf = (thing: string): string => createHash('sha256').update(Thing.parse(thing)).digest('hex')
`,
  'electron/schemes/thing.ts': `import { hashOf } from '../core/thing.ts'\n\nexport const authorise = hashOf\n`,
  'electron/adapters/thing.ts': `import keytar from 'keytar'
import { hashOf } from '../core/thing.ts'

export const keep = (thing: string): Promise<void> => keytar.setPassword('till-agent', 'thing', hashOf(thing))
`,
  'electron/doors/thing.ts': `import { createServer } from 'node:http'
import { hashOf } from '../core/thing.ts'

export const door = () => createServer((_, response) => response.end(hashOf('thing')))
`,
  'simulator/thing.ts': `import { createServer } from 'node:http'\n\nexport const cloud = () => createServer()\n`,
  'renderer/thing.tsx': `import { useState } from 'react'
import type { Thing } from '../electron/contract/thing.ts'

export const shown = (thing: typeof Thing) => useState(() => thing.type)
`,
  'electron/headless/thing.ts': `import { cloud } from '../../simulator/thing.ts'
import { keep } from '../adapters/thing.ts'
import { door } from '../doors/thing.ts'
import { authorise } from '../schemes/thing.ts'

export const parts = [cloud, keep, door, authorise]
`,
  'electron/preload/thing.ts': `import { ipcRenderer } from 'electron'

export const send = (thing: string): void => ipcRenderer.send('thing', thing)
`,
  'electron/main/thing.ts': `import { app } from 'electron'
import { keep } from '../adapters/thing.ts'
import { door } from '../doors/thing.ts'
import { parts } from '../headless/thing.ts'
import { send } from '../preload/thing.ts'

export const host = [app, keep, door, parts, send]
`,
}

interface Probe {
  layer: string
  what: string
  file: string
  files: Record<string, string>
}

const broken = [
  reaches('electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/doors', 'simulator'),
  reaches('electron/core', 'electron/schemes', 'electron/adapters', 'electron/doors', 'electron/headless', 'simulator'),
  reaches('electron/schemes', 'electron/adapters', 'electron/doors', 'electron/headless', 'simulator'),
  reaches('electron/adapters', 'electron/schemes', 'electron/doors', 'electron/headless', 'simulator'),
  reaches('electron/doors', 'electron/schemes', 'electron/adapters', 'electron/headless', 'simulator'),
  reaches('simulator', 'electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/doors'),
  reaches('renderer', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/doors', 'simulator'),
  reaches('electron/headless', 'electron/main', 'electron/preload'),
  reaches('electron/doors', 'electron/main', 'electron/preload'),
  reaches('electron/adapters', 'electron/main'),
  reaches('electron/preload', 'electron/core', 'electron/adapters', 'electron/doors', 'electron/main'),
  reaches('electron/main', 'electron/schemes', 'simulator'),
  imports('electron/contract', 'undici', 'axios', 'node:fs', 'node:crypto'),
  imports('electron/core', 'node:fs', 'node:http', 'node:sqlite', 'axios', 'undici', 'conf', 'keytar'),
  imports('electron/schemes', 'node:fs', 'node:https', 'axios', 'undici', 'keytar'),
  imports('electron/doors', 'keytar', 'conf', 'axios', 'undici', 'node:sqlite'),
  imports('electron/headless', 'keytar', 'conf', 'axios', 'undici', 'node:sqlite'),
  imports('electron/adapters', 'electron', 'electron-store'),
  imports('electron/doors', 'electron', 'electron-store'),
  imports('electron/headless', 'electron', 'electron-store'),
  imports('electron/preload', 'node:fs', 'zod'),
  imports('electron/main', 'keytar', 'conf', 'electron-store', 'axios', 'undici', 'node:sqlite'),
  imports('simulator', 'keytar', 'conf', 'axios', 'undici', 'node:sqlite'),
  imports('renderer', 'node:fs', 'electron', 'axios', 'zod'),
  uses('electron/core', 'fetch', 'WebSocket', 'process', 'Date', 'performance', 'setTimeout', 'setInterval'),
  uses('electron/schemes', 'fetch', 'WebSocket', 'process', 'Date', 'performance', 'setTimeout', 'setInterval'),
  probe('electron/core', 'import node:fs late', `export const late = () => import('node:fs')\n`),
].flat()

/** Each probe reaches for a file of its own: the compiler names a file outside a project once, whoever else imports it. */
function reaches(layer: string, ...others: string[]): Probe[] {
  return others.map((other) => {
    const target = `${other}/seen-from-${nameOf(layer)}.ts`
    const code = `import { seen } from '${relative(layer, target)}'\n\nexport { seen }\n`
    return probe(layer, `import ${other}`, code, { [target]: 'export const seen = 1\n' })
  })
}

function imports(layer: string, ...packages: string[]): Probe[] {
  return packages.map((name) =>
    probe(layer, `import ${name}`, `import * as thing from '${name}'\n\nexport { thing }\n`),
  )
}

function uses(layer: string, ...globals: string[]): Probe[] {
  return globals.map((name) => probe(layer, `use ${name}`, `export const thing = () => ${name}\n`))
}

function probe(layer: string, what: string, code: string, others: Record<string, string> = {}): Probe {
  const file = `${layer}/probe-${nameOf(what)}.ts`
  return { layer, what, file, files: { ...others, [file]: code } }
}

function nameOf(words: string): string {
  return words.replaceAll(/\W+/g, '-')
}

let check: string[]
let work: string

beforeAll(async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  check = scripts.check.split(' && ').filter((command: string) => !command.startsWith('node '))
  work = await mkdtemp(join(tmpdir(), 'till-layers-'))
})

afterAll(() => rm(work, { recursive: true }))

/** What each command of `npm run check` says about a tree of these files under this repository's own rules. */
async function checkTree(
  name: string,
  files: Record<string, string>,
): Promise<{ exitCodes: number[]; report: string }> {
  const tree = join(work, name)
  for (const shared of [
    'package.json',
    'biome.json',
    'tsconfig.json',
    'vite.config.ts',
    '.gitignore',
    'build/tsconfig',
  ]) {
    await cp(join(root, shared), join(tree, shared), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
  for (const [file, code] of Object.entries(files)) {
    await mkdir(dirname(join(tree, file)), { recursive: true })
    await writeFile(join(tree, file), code)
  }
  const runs = await Promise.all(check.map((command) => runCheck(tree, command)))
  return { exitCodes: runs.map(({ exitCode }) => exitCode), report: runs.map(({ output }) => output).join('\n') }
}

/** Told to list every complaint, one a line, and to leave formatting out of it. */
const flags: Record<string, string> = {
  tsc: '--pretty false',
  biome: '--reporter=github --max-diagnostics=none --formatter-enabled=false',
}

async function runCheck(cwd: string, command: string): Promise<{ exitCode: number; output: string }> {
  const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter) }
  return new Promise((resolve) => {
    const child = execFile(
      `${command} ${flags[command.split(' ')[0] ?? '']}`,
      { cwd, env, shell: true },
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? 1, output: stdout + stderr })
      },
    )
  })
}

test('`npm run check` looks at types and at style', () => {
  expect(check).toEqual(['tsc -b', 'biome ci .'])
})

test('a tree that keeps to its arrows passes', async () => {
  const { exitCodes, report } = await checkTree('kept', allowed)
  expect(report).not.toMatch(/error/i)
  expect(exitCodes).toEqual([0, 0])
}, 60_000)

describe('an arrow broken is an error', () => {
  let exitCodes: number[]
  let complaints: string[]

  beforeAll(async () => {
    const probes = Object.assign({}, ...broken.map(({ files }) => files))
    const checked = await checkTree('broken', { ...allowed, ...probes })
    exitCodes = checked.exitCodes
    complaints = checked.report
      .split('\n')
      .filter((line) => /TS6307|noRestrictedImports|noRestrictedGlobals/.test(line))
  }, 60_000)

  test('in the types and in the style', () => {
    expect(exitCodes.every((code) => code !== 0)).toBe(true)
  })

  test.each(broken)('$layer may not $what', ({ file }) => {
    expect(complaints.filter((line) => line.includes(file))).not.toEqual([])
  })

  test('and no other file is named', () => {
    const named = complaints.map((line) => /^(?:.*file=)?([^,(]+)/.exec(line)?.[1] ?? line)
    expect(named.filter((file) => !broken.some((probe) => file.endsWith(probe.file)))).toEqual([])
  })
})
