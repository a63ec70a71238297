import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { firstLine, run, type Started, start } from '#test/support/command.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { launch } from './driver.ts'
import { asha, key, provisioningFor } from './testTill.ts'

// The window of each user started an agent of its own, which fought for the port with the one of the machine.

async function serviceWithWindow() {
  const simulator = await startTestSimulator({
    tills: [{ till: 'till1', password: canaries.password, organisation: 'Demo Retail' }],
  })
  const folder = makeFolder()
  const env = { TILL_AGENT_SERVICE_DIR: join(folder, 'run') }
  const file = writeInputIn(folder, 'provision.json', provisioningFor(simulator.url))
  let service: Started | undefined
  const begin = async () => {
    const args = ['serve', '--json', '--service', '--port', '0', '--vault', 'memory', '--provision', file]
    service = start([...args, '--data-dir', join(folder, 'data')], { ...process.env, ...env })
    return `http://127.0.0.1:${JSON.parse(await firstLine(service)).port}`
  }
  const url = await begin()
  const app = await launch({ usesDefaultDataDir: true, env })
  // `stop` is sure that it answers no more; its data directory is free once the process is gone.
  const stop = async () => {
    await run(['stop'], { env: { ...process.env, ...env } })
    await service?.ended
  }
  return { simulator, app, url, begin, stop }
}

test('the window of a user shows the till of the machine, and a cashier works with it', async () => {
  const { simulator, app, url } = await serviceWithWindow()
  const page = await app.page()
  await page.getByRole('textbox', { name: 'Mobile number' }).fill(asha.replace('+91', ''))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Send a code by SMS' }).click()
  await expect.poll(() => simulator.messages().length).toBe(1)
  // The field of the look-up is there until the cloud has answered.
  await page.locator('input[autocomplete="one-time-code"]').fill(simulator.messages().at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await page
    .getByText(/confirmed|verified/i)
    .first()
    .waitFor()
  // The window has no agent of its own.
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow()
  await app.close()
  expect((await fetch(`${url}/v1/status`, { headers: { 'Till-Agent-Key': key } })).status).toBe(200)
})

test('the tray tells when the till of the machine has ended, and when it is back', async () => {
  const { app, begin, stop } = await serviceWithWindow()
  const toolTip = async () => (await app.tray()).toolTip
  await expect.poll(toolTip).toBe('Till Agent: Ready')
  await stop()
  await expect.poll(toolTip).toBe('Till Agent: Not working')
  await begin()
  await expect.poll(toolTip).toBe('Till Agent: Ready')
})
