import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { SystemPanels } from '#core/diagnostics/systemPanels.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { startTill } from '#test/support/till.ts'

async function startWindow(panels?: SystemPanels) {
  const { agent, log } = await startTill({ deps: { panels } })
  return createRouterClient(controlRouter(agent, log, { actor: 'window/anna', pinSession: new PinSession() }))
}

test('a person at the window has the system’s own settings opened, by the manager’s PIN where one is set', async () => {
  const opened: string[] = []
  const window = await startWindow({ has: () => true, open: async (panel) => opened.push(panel) > 0 })
  await window.openSystemPanel({ panel: 'clock' })
  await window.pin.set({ pin: '246802' })
  await window.pin.lock()
  await expect(window.openSystemPanel({ panel: 'keychain' })).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await window.pin.unlock({ pin: '246802' })
  await window.openSystemPanel({ panel: 'keychain' })
  expect(opened).toEqual(['clock', 'keychain'])
  for (const panel of ['calculator', 'clock; reboot', ''])
    await expect(window.openSystemPanel({ panel: panel as never })).rejects.toThrow()
  expect(opened).toHaveLength(2)
})

test('an agent whose machine nobody looks at says what to do instead', async () => {
  const failing = { has: () => true, open: async () => false }
  for (const window of [await startWindow(), await startWindow(failing)])
    await expect(window.openSystemPanel({ panel: 'clock' })).rejects.toMatchObject({
      code: 'NOT_SUPPORTED',
      data: { detail: expect.stringContaining('Set it in the settings of the system.') },
    })
})
