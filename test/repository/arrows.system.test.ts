import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

const { rooms, folders } = (await import(join(root, 'build/arrows.mjs'))) as {
  rooms: Record<string, string[]>
  folders: Record<string, Record<string, string[]>>
}

/** One file a room, each with imports that are allowed. */
const allowed: Record<string, string> = {
  'electron/contract/thing.ts': `import { z } from 'zod'\n\nexport const Thing = z.string()\n`,
  'electron/core/base/thing.ts': `export const same = (thing: string): string => thing\n`,
  'electron/core/audit/thing.ts': `import { createHash } from 'node:crypto'
import { Thing } from '#contract/thing.ts'
import { same } from '#core/base/thing.ts'

export const hashOf = (thing: string): string => createHash('sha256').update(Thing.parse(same(thing))).digest('hex')
`,
  'electron/schemes/thing.ts': `import { hashOf } from '#core/audit/thing.ts'\n\nexport const authorise = hashOf\n`,
  'electron/adapters/keychain/keychainEntries.ts': `import keytar from 'keytar'
import { hashOf } from '#core/audit/thing.ts'

export const keep = (thing: string): Promise<void> => keytar.setPassword('till-agent', 'thing', hashOf(thing))
`,
  'electron/api/http/thing.ts': `import { createServer } from 'node:http'
import { hashOf } from '#core/audit/thing.ts'

export const api = () => createServer((_, response) => response.end(hashOf('thing')))
`,
  'clients/typescript/thing.ts': `import { readFile } from 'node:fs/promises'\n\nexport const read = readFile\n`,
  'simulator/thing.ts': `import { createServer } from 'node:http'\n\nexport const cloud = () => createServer()\n`,
  'words/thing.ts': `import type { Thing } from '#contract/thing.ts'\n\nexport const words: Record<string, typeof Thing> = {}\n`,
  'renderer/thing.tsx': `import { useState } from 'react'
import type { Thing } from '#contract/thing.ts'

export const shown = (thing: typeof Thing) => useState(() => thing.type)
`,
  'electron/host/thing.ts': `import { keep } from '#adapters/keychain/keychainEntries.ts'
import { api } from '#api/http/thing.ts'
import { authorise } from '#schemes/thing.ts'

export const parts = [keep, api, authorise]
`,
  'electron/cli/thing.ts': `import { parts } from '#host/thing.ts'
import { cloud } from '#simulator/thing.ts'

export const command = [parts, cloud]
`,
  'electron/preload/thing.ts': `import { ipcRenderer } from 'electron'

export const send = (thing: string): void => ipcRenderer.send('thing', thing)
`,
  'electron/main/thing.ts': `import { app } from 'electron'
import { keep } from '#adapters/keychain/keychainEntries.ts'
import { api } from '#api/http/thing.ts'
import { parts } from '#host/thing.ts'
import { send } from '#preload/thing.ts'

export const host = [app, keep, api, parts, send]
`,
}

interface Probe {
  from: string
  what: string
  file: string
  files: Record<string, string>
}

const broken = [
  reaches('electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/api', 'simulator'),
  reaches('electron/core', 'electron/schemes', 'electron/adapters', 'electron/api', 'electron/host', 'simulator'),
  reaches('electron/schemes', 'electron/adapters', 'electron/api', 'electron/host', 'simulator'),
  reaches('electron/adapters', 'electron/schemes', 'electron/api', 'electron/host', 'electron/main', 'simulator'),
  reaches('electron/api', 'electron/schemes', 'electron/adapters', 'electron/host', 'electron/main', 'simulator'),
  reaches('electron/host', 'electron/cli', 'electron/main', 'electron/preload'),
  reaches('electron/cli', 'electron/main', 'electron/preload'),
  reaches('electron/main', 'electron/cli', 'electron/schemes', 'simulator'),
  reaches('electron/preload', 'electron/core', 'electron/adapters', 'electron/api', 'electron/main'),
  reaches('simulator', 'electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/api'),
  reaches('words', 'electron/core', 'electron/api', 'electron/host', 'renderer'),
  reaches('renderer', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/api', 'simulator'),
  reaches('clients', 'electron/contract', 'electron/core', 'simulator'),
  imports('electron/contract', 'axios', 'node:fs', 'node:crypto'),
  imports('electron/core/base', 'node:fs', 'node:http', 'node:sqlite', 'axios', 'keytar'),
  imports('electron/schemes', 'node:fs', 'node:https', 'axios', 'keytar'),
  imports('electron/api/http', 'keytar', 'axios', 'node:sqlite', 'electron', 'electron-store'),
  imports('electron/host', 'keytar', 'axios', 'node:sqlite', 'electron', 'electron-store'),
  imports('electron/host', 'commander', '@inquirer/password', 'pino', 'jose', 'fflate', 'electron-updater'),
  imports('electron/cli', 'keytar', 'axios', 'node:sqlite', 'electron', 'electron-store'),
  imports('electron/adapters/network', 'electron', 'keytar', 'node:sqlite', 'axios'),
  imports('electron/adapters/http1', 'axios'),
  imports('electron/adapters/keychain', 'keytar'),
  imports('electron/adapters/settings', 'electron', 'electron-store'),
  imports('electron/adapters/log', 'pino'),
  imports('electron/adapters/system', 'jose', 'fflate'),
  imports('electron/adapters/updates', 'electron', 'electron-updater'),
  imports('electron/preload', 'node:fs', 'zod'),
  imports('electron/main', 'keytar', 'electron-store', 'axios', 'node:sqlite'),
  imports('simulator', 'keytar', 'axios', 'node:sqlite'),
  imports('clients', 'axios', 'zod', 'node:http'),
  imports('words', 'node:fs', 'zod', 'react'),
  imports('renderer', 'node:fs', 'electron', 'axios', 'zod'),
  uses('electron/core/base', 'fetch', 'WebSocket', 'process', 'Date', 'performance', 'setTimeout', 'setInterval'),
  uses('electron/schemes', 'fetch', 'WebSocket', 'process', 'Date', 'performance', 'setTimeout', 'setInterval'),
  probe('electron/core/base', 'import node:fs late', `export const late = () => import('node:fs')\n`),
  ...Object.entries(folders).flatMap(([room, inside]) =>
    Object.entries(inside).map(([folder, others]) => {
      const strangers = Object.keys(inside).filter((other) => other !== folder && !others.includes(other))
      return reaches(`${room}/${folder}`, ...strangers.map((other) => `${room}/${other}`))
    }),
  ),
].flat()

/** Each probe reaches for a file of its own: the compiler names a file outside a project once, whoever else imports it. */
function reaches(from: string, ...others: string[]): Probe[] {
  return others.map((other) => {
    const name = `seen-from-${nameOf(from)}.ts`
    const code = `import { seen } from '#${other.replace('electron/', '')}/${name}'\n\nexport { seen }\n`
    return probe(from, `import ${other}`, code, { [`${other}/${name}`]: 'export const seen = 1\n' })
  })
}

function imports(from: string, ...packages: string[]): Probe[] {
  return packages.map((name) => probe(from, `import ${name}`, `import * as thing from '${name}'\n\nexport { thing }\n`))
}

function uses(from: string, ...globals: string[]): Probe[] {
  return globals.map((name) => probe(from, `use ${name}`, `export const thing = () => ${name}\n`))
}

function probe(from: string, what: string, code: string, others: Record<string, string> = {}): Probe {
  const file = `${from}/probe-${nameOf(what)}.ts`
  return { from, what, file, files: { ...others, [file]: code } }
}

function nameOf(words: string): string {
  return words.replaceAll(/\W+/g, '-')
}

let check: string[]
let work: string

beforeAll(async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  check = scripts.check.split(' && ').filter((command: string) => !/^(?:env )?node /.test(command))
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
    'vitest.config.ts',
    '.gitignore',
    'build/arrows.mjs',
    // What vitest.config.ts imports, and vite.config.ts.
    'test/support/longestFirst.ts',
    'test/support/memoryFolder.ts',
    ...readdirSync(join(root, 'build'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `build/${file}`),
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
  depcruise: '--output-type err-long',
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

test('`npm run check` looks at types, at style and at arrows', () => {
  expect(check.map((command) => command.split(' ')[0])).toEqual(['tsc', 'biome', 'depcruise'])
})

test('a tree that keeps to its arrows passes', async () => {
  const { exitCodes, report } = await checkTree('kept', allowed)
  expect(report).not.toMatch(/error/i)
  expect(exitCodes).toEqual([0, 0, 0])
})

describe('an arrow broken is an error', () => {
  let exitCodes: number[]
  let complaints: string[]

  beforeAll(async () => {
    const probes = Object.assign({}, ...broken.map(({ files }) => files))
    const checked = await checkTree('broken', { ...allowed, ...probes })
    exitCodes = checked.exitCodes
    complaints = checked.report
      .split('\n')
      .filter((line) => /TS6307|noRestrictedGlobals|^\s+error .+: .+ → /.test(line))
  })

  test('in the types, in the style and in the table of arrows', () => {
    expect(exitCodes.every((code) => code !== 0)).toBe(true)
  })

  test.each(broken)('$from may not $what', ({ file }) => {
    expect(complaints.filter((line) => line.includes(file))).not.toEqual([])
  })

  test('and no other file is named', () => {
    expect(complaints.filter((line) => !broken.some(({ file }) => line.includes(file)))).toEqual([])
  })
})

test('the table of arrows names each room there is', () => {
  expect(Object.keys(rooms).sort()).toEqual(
    [
      ...readdirSync(join(root, 'electron')).map((name) => `electron/${name}`),
      'words',
      'renderer',
      'simulator',
      'clients',
    ].sort(),
  )
})
