import { expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { withPrivateKeyring } from '#test/support/keyring.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** What a service manager or a person may be asked to wait. */
const withinMs = 25_000

// The daemon of the keyring was suspended: no port after 40 s and no word, and no end after SIGTERM.
test.runIf(has('linux'))('an agent whose keychain hangs opens its port, says so, and ends', async () => {
  await withPrivateKeyring('unlocked', async (env, keyring) => {
    const upstream = await startUpstream()
    const provisioned = await startAgent({ env, vault: 'keychain', baseUrl: upstream.url })
    await provisioned.end()

    const goOn = await keyring.hang()
    const startedAtMs = performance.now()
    const agent = await startAgent({ env, vault: 'keychain', dataDir: provisioned.dataDir })
    expect(performance.now() - startedAtMs).toBeLessThan(withinMs)
    const { answer } = await runJson(['status', '--data-dir', agent.dataDir], { env })
    expect(answer.concerns).toContainEqual(
      expect.objectContaining({ about: 'loyalty', reason: expect.stringMatching(/keychain .*has not answered/) }),
    )
    const sale = await agent.call(provisioned.key('pos'), '/via/loyalty/sale')
    expect(sale.headers.get('till-agent-fault')).toBe('UPSTREAM_NOT_READY')
    const setting = await runJson(['setting', 'set', 'store.name', 'Shop', '--data-dir', agent.dataDir], { env })
    expect(setting.code).toBe(0)

    // A change that waits for the keychain must not hold the end up either.
    const rotating = runJson(
      ['upstream', 'rotate', 'loyalty', '--no-probe', '--secret', 'password=env:NEW', '--data-dir', agent.dataDir],
      { env: { ...env, NEW: canaries.password } },
    )
    const toldAtMs = performance.now()
    const ended = await agent.end()
    expect(performance.now() - toldAtMs).toBeLessThan(withinMs)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    goOn()
    await rotating
  })
})
