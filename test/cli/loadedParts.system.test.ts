import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { built, firstLine, follow, run, type Started } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'

// Compiling and keeping code is most of what a start costs, in time and in memory (docs/performance.md).

/** Parts of Node that are large, and that no till needs to start. */
const largeOfNode = ['internal/deps/undici/undici', 'internal/http2/core', 'internal/crypto/webcrypto']

/** Packages for what few tills do, and none at its start. */
const notToServe =
  /^(axios|undici|i18next|electron-updater|builder-util-runtime|ssh2|basic-ftp|simulator|quickjs-wasi|qr|unhomoglyph)$/

interface Loaded {
  /** Large parts of Node. */
  ofNode: string[]
  /** Packages from the registry by name, and the simulated clouds. */
  packages: string[]
}

function startRecorded(args: readonly string[]): { command: Started; loaded(): Loaded } {
  const file = join(makeFolder(), 'loaded.json')
  const recorder = join(import.meta.dirname, '../support/loadRecorder.cjs')
  const env = { ...process.env, LOADED_FILE: file, LANG: 'C' }
  const child = spawn(process.execPath, ['--require', recorder, built, ...args], { env, stdio: 'pipe' })
  return { command: follow(child), loaded: () => loadedIn(file) }
}

function loadedIn(file: string): Loaded {
  const { files, ofNode } = JSON.parse(readFileSync(file, 'utf8')) as { files: string[]; ofNode: string[] }
  return {
    ofNode: largeOfNode.filter((name) => ofNode.includes(`NativeModule ${name}`)),
    packages: [...new Set(files.flatMap(packagesIn))].sort(),
  }
}

/** Packages with code in a built file, by its source map. */
function packagesIn(file: string): string[] {
  const map = `${file}.map`
  if (!existsSync(map)) return []
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }
  return sources.flatMap((source) => /(?:node_modules\/|(?=simulator\/))((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? [])
}

describe('the program loads no more than it needs', () => {
  test('to tell its version', async () => {
    const { command, loaded } = startRecorded(['--version'])
    expect((await command.ended).code).toBe(0)
    expect(loaded()).toEqual({ ofNode: [], packages: [] })
  })

  test('to tell how a running agent is', async () => {
    const { dataDir } = await startAgent()
    const { command, loaded } = startRecorded(['status', '--vault', 'memory', '--data-dir', dataDir])
    expect((await command.ended).code).toBe(4)
    expect(loaded()).toEqual({
      ofNode: [],
      packages: [
        '@orpc/client',
        '@orpc/shared',
        '@orpc/standard-server',
        '@orpc/standard-server-fetch',
        'commander',
        'i18next',
        'zod',
      ],
    })
  })

  test('to serve, and to tell how it is', async () => {
    const place = ['--vault', 'memory', '--data-dir', join(makeFolder(), 'data')]
    const { command, loaded } = startRecorded(['serve', '--json', '--port', '0', ...place])
    await firstLine(command)
    expect((await run(['status', ...place])).code).toBe(4)
    command.process.kill('SIGTERM')
    expect((await command.ended).code).toBe(0)
    const { ofNode, packages } = loaded()
    expect(ofNode).toEqual([])
    expect(packages).not.toEqual(expect.arrayContaining([expect.stringMatching(notToServe)]))
  })
})
