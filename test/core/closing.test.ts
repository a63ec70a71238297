import { expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import { startTill } from '#test/support/till.ts'

/** An agent whose stores can be made to fail, and which of them are closed. */
async function startOnStores() {
  const failing = new Set<'settings' | 'audit' | 'verifications'>()
  const closed: string[] = []
  const [settings, audit, verifications] = [createMemorySettings(), createMemoryAudit(), createMemoryVerifications()]
  const till = await startTill({
    settings: {
      read: () => settings.read(),
      write: (next) => {
        if (failing.has('settings')) throw new Fault('SETTINGS_UNWRITABLE')
        settings.write(next)
      },
    },
    deps: {
      audit: {
        ...audit,
        append: (rows) => {
          if (failing.has('audit')) throw new Fault('AUDIT_UNAVAILABLE', 'The disk is full.')
          audit.append(rows)
        },
        close: () => void closed.push('audit'),
      },
      verifications: {
        ...verifications,
        close: () => {
          closed.push('verifications')
          if (failing.has('verifications')) throw new Fault('VERIFICATIONS_UNAVAILABLE')
        },
      },
    },
  })
  await till.call('/v1/status')
  await till.closeApi()
  return { till, failing, closed }
}

// The first step that failed was the last one: timers, links and the trail stayed, and SIGTERM ended nothing.
test.each<['settings' | 'audit' | 'verifications', string | undefined]>([
  // When each client was last used is worth no failure.
  ['settings', undefined],
  // The host tells how many rows are lost.
  ['audit', undefined],
  ['verifications', 'VERIFICATIONS_UNAVAILABLE'],
])('an agent whose %s cannot be written at its end closes all the rest', async (store, code) => {
  const { till, failing, closed } = await startOnStores()
  failing.add(store)
  till.agent.audit.record({ event: 'agent-stopped', actor: 'start', subject: '', outcome: 'done', detail: '' })
  const failure = await till.agent.close().then(
    () => undefined,
    (thrown) => thrown.code,
  )
  expect([failure, closed]).toEqual([code, ['verifications', 'audit']])
  expect(till.agent.audit.unwritten).toBe(store === 'audit' ? 1 : 0)
  failing.clear()
})
