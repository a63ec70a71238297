import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { startTill } from '#test/support/till.ts'

// The guide took store, cloud and password, and refused at the end for want of a keychain.
test('a till that is not set up knows at once that its keychain is of no use', async () => {
  const fails = async () => {
    throw new Fault('KEYCHAIN_UNAVAILABLE')
  }
  const { agent } = await startTill({ isSetUp: false, vault: { read: fails, write: fails, remove: fails } })
  const codes = () => agent.status().concerns.map(({ code }) => code)
  await expect.poll(codes).toContain('KEYCHAIN_UNAVAILABLE')
})
