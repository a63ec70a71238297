import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileCacheDir, makeCompileCache } from '#adapters/system/compileCache.ts'
import { makeFolder } from '#test/support/folder.ts'

test.each([
  ['linux', { HOME: '/homes/till' }, '/homes/till/.cache/till-agent/compiled'],
  ['linux', { HOME: '/homes/till', XDG_CACHE_HOME: '/cache' }, '/cache/till-agent/compiled'],
  ['darwin', { HOME: '/homes/till' }, '/homes/till/Library/Caches/till-agent/compiled'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\till\\Local' }, 'C:\\Users\\till\\Local\\till-agent\\compiled'],
] as const)('on %s with %o, compiled code is kept in %s', (platform, env, expected) => {
  expect(compileCacheDir(env, platform)).toBe(expected)
})

test('what other versions have compiled is removed', () => {
  const parent = join(makeFolder(), 'compiled')
  mkdirSync(join(parent, '0.0.9'), { recursive: true, mode: 0o700 })
  expect(makeCompileCache(parent, '0.1.0')).toBe(join(parent, '0.1.0'))
  expect(existsSync(join(parent, '0.0.9'))).toBe(false)
})

// Whoever can write there decides what the agent runs.
test('no compiled code is read from a directory in which others can write', () => {
  const parent = join(makeFolder(), 'compiled')
  mkdirSync(parent)
  chmodSync(parent, 0o777)
  expect(makeCompileCache(parent, '0.1.0')).toBeUndefined()
})

test('an agent that can keep no compiled code starts all the same', () => {
  const parent = join(makeFolder(), 'file')
  writeFileSync(parent, '')
  expect(makeCompileCache(parent, '0.1.0')).toBeUndefined()
})
