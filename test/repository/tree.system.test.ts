import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('packages', () => {
  test('are pinned to one exact version each', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'))
    const pins = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(pins.filter(([, version]) => !/^(npm:@[\w-]+\/[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  // A lock file made where the registry lacks a package of another system drops it; `npm ci` then refuses everywhere.
  test('are all in the lock file, those of other systems too', () => {
    const locked: Record<string, { optionalDependencies?: Record<string, string> }> = JSON.parse(
      read('package-lock.json'),
    ).packages
    const missing = Object.entries(locked).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in locked) && !(`${from}/node_modules/${name}` in locked),
      ),
    )
    expect(missing).toEqual([])
  })
})

describe.runIf(has('git'))('what is in git', () => {
  const files = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
  })
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)))

  test.each([
    // Spelled so that this file does not find itself.
    ['a path of one machine', /(?:^|[^\w.~])\/(?:work|farm|root|home\/\w+|Users\/\w+)\//m],
    ['the address of a package registry', /https?:\/\/[^\s"']*(?:regist[r]y|verdacci[o]|artifactor[y]|nexu[s])/i],
    ['a resolved registry address in the lock file', /"resolv[e]d"/],
  ])('never holds %s', (_, pattern) => {
    expect(files.filter((file) => pattern.test(read(file)))).toEqual([])
  })
})
