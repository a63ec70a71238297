import { expect, test } from 'vitest'
import { testVector } from '#simulator/simulator.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { run } from '#test/support/command.ts'
import { saleBody, saleTime } from '#test/support/outboxTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()

test('who removes the access of a program hears that its accepted sales are still sent: in the window and on the command line', async () => {
  const cloud = await startTestSimulator()
  const { till, password } = testVector
  const agent = await startAgent({
    ui: true,
    // Without one nothing is kept: nobody could read it after a restart.
    vault: 'keychain',
    provisioning: {
      store: { country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:record'] }] }],
    },
  })
  cloud.injectFault({ fault: '429' })
  for (const bill of ['B-1', 'B-2']) {
    const response = await fetch(`${agent.url}/via/loyalty/v1.1/transaction/add?format=json`, {
      method: 'POST',
      headers: {
        'Till-Agent-Key': agent.key('pos'),
        'Till-Agent-Outbox': 'accept',
        'Content-Type': 'application/json',
      },
      body: saleBody(bill, '919876543210', 99.5, saleTime),
    })
    expect(response.status).toBe(202)
  }
  const page = await browser.open(agent.link)
  await page.getByRole('link', { name: 'Programs' }).click()
  await page.getByRole('button', { name: 'Remove access' }).click()
  await page.getByText('2 writes that were accepted from it are still to be sent, and will be').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()

  const revoked = await run(['client', 'revoke', 'pos', '--data-dir', agent.dataDir])
  expect(revoked).toMatchObject({ code: 0, stderr: '' })
  expect(revoked.stdout).toContain('2 writes that were accepted from it wait in the outbox and will still be sent.')
  expect(revoked.stdout).toContain('till-agent outbox list --client pos')
})
