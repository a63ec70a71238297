import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type KeyringState, withPrivateKeyring } from '#test/support/keyring.ts'
import { has } from '#test/support/skips.ts'

const command = join(import.meta.dirname, 'vaultCommand.ts')

async function vault(env: NodeJS.ProcessEnv, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], { env })
  return JSON.parse(stdout)
}

const long = 'long '.repeat(400)

describe.runIf(has('linux'))('a keychain', () => {
  test.each<[KeyringState, string, string]>([
    ['locked', 'KEYCHAIN_LOCKED', 'The keychain is locked.'],
    ['never-made', 'KEYCHAIN_LOCKED', 'The keychain of this user was never set up.'],
    ['no-service', 'KEYCHAIN_UNAVAILABLE', 'No Secret Service runs in this session.'],
    ['no-bus', 'KEYCHAIN_UNAVAILABLE', 'This session has no message bus, so no keychain can be reached.'],
  ])('in state "%s" says so at every call', (state, code, detail) =>
    withPrivateKeyring(state, async (env) => {
      const fault = { code, detail, remedy: expect.stringMatching(/^[A-Z].+\.$/) }
      const calls = [['read'], ['write', 'short'], ['write', long], ['remove']]
      // One after another: asked by several at once, a locked gnome-keyring now and then lets D-Bus's 25 s pass.
      for (const [call = '', ...secret] of calls) expect(await vault(env, call, 'loyalty', ...secret)).toEqual(fault)
    }),
  )

  test('whose native module is missing says so', () =>
    withPrivateKeyring('unlocked', async (env) => {
      const missing = `import { registerHooks } from 'node:module'
        registerHooks({ resolve: (name, context, next) => next(name === 'keytar' ? 'keytar-is-missing' : name, context) })`
      const without = { ...env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(missing)}` }
      expect(await vault(without, 'read', 'loyalty')).toMatchObject({
        code: 'KEYCHAIN_UNAVAILABLE',
        detail: expect.stringContaining('keytar'),
      })
    }))

  test('whose message bus is gone says so', () =>
    withPrivateKeyring('unlocked', async (env) => {
      const astray = { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }
      expect(await vault(astray, 'read', 'loyalty')).toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' })
    }))

  test.each([
    ['short', 'short', 'other'],
    ['long', long, `${long}!`],
  ])('that locks itself keeps a %s secret unchanged', (_, before, after) =>
    withPrivateKeyring('unlocked', async (env, keyring) => {
      await vault(env, 'write', 'loyalty', before)
      await keyring.lock()
      expect(await vault(env, 'read', 'loyalty')).toMatchObject({ code: 'KEYCHAIN_LOCKED' })
      expect(await vault(env, 'write', 'loyalty', after)).toMatchObject({ code: 'KEYCHAIN_LOCKED' })
      expect(await vault(env, 'write', 'commerce', after)).toMatchObject({ code: 'KEYCHAIN_LOCKED' })
      expect(await vault(env, 'remove', 'loyalty')).toMatchObject({ code: 'KEYCHAIN_LOCKED' })
      await keyring.unlock()
      expect(await vault(env, 'read', 'loyalty')).toBe(before)
      expect(await vault(env, 'read', 'commerce')).toBe('absent')
    }),
  )
})
