import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type KeyringState, withPrivateKeyring } from '#test/support/keyring.ts'
import { has } from '#test/support/skips.ts'

/** What keytar says to a process that sets, reads and deletes one entry. */
async function roundTrip(env: NodeJS.ProcessEnv): Promise<{ set: string; get: string; delete: string }> {
  const script = `
    const keytar = require('keytar')
    const tell = (call) => call.then(String, (thrown) => 'refused: ' + thrown.message)
    const run = async () => ({
      set: await tell(keytar.setPassword('till-agent', 'probe', 'value')),
      get: await tell(keytar.getPassword('till-agent', 'probe')),
      delete: await tell(keytar.deletePassword('till-agent', 'probe')),
    })
    run().then((said) => console.log(JSON.stringify(said)))`
  const cwd = join(import.meta.dirname, '../..')
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env, cwd })
  return JSON.parse(stdout)
}

describe.runIf(has('linux'))('a private keyring', () => {
  test('that is unlocked keeps secrets', () =>
    withPrivateKeyring('unlocked', async (env) => {
      expect(await roundTrip(env)).toEqual({ set: 'undefined', get: 'value', delete: 'true' })
    }))

  test.each<[KeyringState, string]>([
    ['locked', 'locked collection'],
    ['never-made', 'Object does not exist'],
  ])('that is %s refuses to keep one and reads as if there were none', (state, refusal) =>
    withPrivateKeyring(state, async (env) => {
      const refused = expect.stringMatching(`^refused: .*${refusal}`)
      expect(await roundTrip(env)).toEqual({ set: refused, get: 'null', delete: 'false' })
    }),
  )

  test.each<[KeyringState, string]>([
    ['no-service', 'org.freedesktop.secrets was not provided'],
    ['no-bus', 'Cannot autolaunch D-Bus'],
  ])('with %s refuses everything', (state, refusal) =>
    withPrivateKeyring(state, async (env) => {
      const refused = expect.stringMatching(`^refused: .*${refusal}`)
      expect(await roundTrip(env)).toEqual({ set: refused, get: refused, delete: refused })
    }),
  )

  test('locks, unlocks and leaves nothing behind', async () => {
    let home = ''
    await withPrivateKeyring('unlocked', async (env, keyring) => {
      home = env.HOME ?? ''
      await keyring.lock()
      expect((await roundTrip(env)).set).toMatch(/^refused/)
      await keyring.unlock()
      expect((await roundTrip(env)).get).toBe('value')
    })
    expect(existsSync(dirname(home))).toBe(false)
  })
})
