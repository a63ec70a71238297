import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { label, launchdPlist } from '#adapters/service/launchdService.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')

/** As it is after a reader of property lists made it binary, as macOS keeps them, and text again. */
function throughBinary(text: string): string {
  const source = writeInput('source.plist', text)
  const binary = join(makeFolder(), 'binary.plist')
  execFileSync('plistutil', ['-i', source, '-o', binary, '-f', 'bin'])
  expect(readFileSync(binary).toString('latin1', 0, 8)).toBe('bplist00')
  return execFileSync('plistutil', ['-i', binary, '-f', 'xml'], { encoding: 'utf8' })
}

const keysIn = (text: string) => [...text.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key).sort()

const stringsIn = (text: string) =>
  [...text.matchAll(/<string>(.*?)<\/string>/g)].map(([, word = '']) => unescaped(word))

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

describe.runIf(has('plistutil'))('a property list that macOS is given is read whole', () => {
  test('what the app may', () => {
    const text = readFileSync(join(root, 'build/mac/entitlements.plist'), 'utf8')
    expect(keysIn(throughBinary(text))).toEqual(keysIn(text))
  })

  test('the profile with the settings of head office', () => {
    execFileSync(process.execPath, ['build/policy/templates.mjs'], { cwd: root })
    const text = readFileSync(join(root, 'out/policy/agent.till.TillAgent.mobileconfig'), 'utf8')
    expect(keysIn(throughBinary(text))).toEqual(keysIn(text))
    expect(keysIn(text).length).toBeGreaterThan(10)
  })

  test('the daemon of the service, whatever stands in its words', () => {
    const paths = { dataDir: '/Library/Application Support/till-agent/data', vaultKey: '/k' }
    const program = ['/Applications/Käse & <Söhne> "1".app/x', "it's"]
    const text = launchdPlist({ program, vault: 'file', users: 'everyone', port: 48_000 }, paths)
    const whole = throughBinary(text)
    expect(keysIn(whole)).toEqual(keysIn(text))
    const words = [
      ...program,
      'serve',
      '--service',
      '--vault',
      'file',
      '--data-dir',
      paths.dataDir,
      '--vault-key',
      '/k',
    ]
    expect(stringsIn(whole)).toEqual([label, ...words, '--users', 'everyone', '--port', '48000', 'Interactive'])
  })
})
