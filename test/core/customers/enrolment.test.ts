import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { asFaults, type ControlClient } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { testVector } from '#simulator/simulator.ts'
import { createClockWithoutPauses } from '#test/support/clock.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'

const nobody = '+919999999900'
const byTill = { scheme: 'capillary-till', till: testVector.till, password: testVector.password }

/** A till of a store in India, whose cashiers may enrol customers. */
async function startEnrolling(baseUrl: string, enrol: 'on' | 'off' = 'on') {
  const till = await startSchemeTill({ entry: { ...byTill, baseUrl }, deps: { clock: createClockWithoutPauses() } })
  till.settings.write({ ...till.settings.read(), store: { country: 'IN' }, counter: { enrol } })
  const { customers }: ControlClient = createRouterClient(
    controlRouter(till.agent, till.log, { actor: 'window/anna' }),
    { interceptors: [({ next }) => asFaults(next)] },
  )
  const lookUp = (query: string) => customers.lookUp({ upstream: 'cloud', query })
  const enrolAs = (value: string, firstName = 'Neha', lastName?: string) =>
    customers.enrol({
      ...{ upstream: 'cloud', identifier: { type: value.includes('@') ? 'email' : 'mobile', value }, firstName },
      ...(lastName !== undefined && { lastName }),
    })
  return { ...till, lookUp, enrol: enrolAs }
}

test.each([
  ['99999 99900', 'Neha Rao', 'sms', '••••••• 00'],
  ['Neha@Example.com', 'Neha Rao', 'email', 'n•••@e•••.com'],
])('who is enrolled by %s can be sent a code, and is found the next time', async (value, name, channel, masked) => {
  const cloud = await startTestSimulator()
  const { lookUp, enrol, agent, expectNoLeak } = await startEnrolling(cloud.url)
  expect(await lookUp(value)).toMatchObject({ outcome: 'not-found', canEnrol: true })
  expect(await enrol(value, 'Neha', 'Rao')).toMatchObject({ name, channels: [{ channel, masked }] })
  expect(await lookUp(value)).toMatchObject({ outcome: 'found', customer: { name } })
  expect(agent.audit.page(0, 100).filter(({ event }) => event === 'customer-enrolled')).toMatchObject([
    { actor: 'window/anna', subject: 'upstream/cloud', outcome: 'done', detail: '' },
  ])
  expectNoLeak('9999999900', 'Neha')
})

// Capillary updates a customer who is added again: the name of somebody else would be lost (capillary.md 5.3).
test('who is known after all keeps their name', async () => {
  const cloud = await startTestSimulator()
  const { enrol } = await startEnrolling(cloud.url)
  expect(await enrol('+919999999993', 'Mallory')).toMatchObject({ name: 'Asha Example' })
  expect(cloud.seen().map(({ path }) => path.split('?')[0])).not.toContain('/v1.1/customer/add')
})

test('nobody is enrolled where the setting does not say so', async () => {
  const cloud = await startTestSimulator()
  const { lookUp, enrol } = await startEnrolling(cloud.url, 'off')
  expect(await lookUp(nobody)).toMatchObject({ outcome: 'not-found', canEnrol: false })
  await expect(enrol(nobody)).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
})

test.each(['', '   ', '<b>', 'a\nb', 'x'.repeat(61)])('%j is no name', async (firstName) => {
  const cloud = await startTestSimulator()
  const { enrol } = await startEnrolling(cloud.url)
  await expect(enrol(nobody, firstName)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(cloud.seen()).toEqual([])
})

test.each<[string, number, string, string]>([
  ['belongs to somebody else', 1016, 'CUSTOMER_NOT_ENROLLED', 'another customer'],
  ['lacks what the organisation asks for', 1017, 'CUSTOMER_NOT_ENROLLED', 'code 1017'],
  ['is no number for the cloud', 1001, 'INVALID_INPUT', ''],
])('a customer who %s is not enrolled', async (_, code, fault, detail) => {
  const status = { code: 500, message: 'no', success: 'false' }
  const answer = (item: object) => JSON.stringify({ response: { status, customers: { customer: [item] } } })
  const cloud = await startUpstream((request, response) => {
    response.setHeader('Content-Type', 'application/json')
    const isAdd = request.url?.includes('/customer/add')
    response.end(answer({ item_status: { success: 'false', code: isAdd ? code : 1012, message: 'no' } }))
  })
  const { enrol } = await startEnrolling(cloud.url)
  await expect(enrol(nobody)).rejects.toMatchObject({ code: fault, detail: expect.stringContaining(detail) })
})
