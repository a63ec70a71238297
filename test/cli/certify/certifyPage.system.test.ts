import { expect, test } from 'vitest'
import { openCertifyPage } from '#cli/certify/openCertifyPage.ts'
import { reportOf } from '#cli/certify/report.ts'
import { isUnchanged, signReport } from '#cli/certify/reportSignature.ts'
import { scenarios } from '#cli/certify/scenarios.ts'

const facts = {
  pos: 'Acme <7>',
  agentVersion: '0.1.0',
  scheme: 'capillary-till',
  at: '2026-11-30T12:00:00.000Z',
  how: 'by a person',
} as const
const [locked] = scenarios.filter(({ id }) => id === 'locked')

test('a person is led through a scenario on the page, and the signed report says how it went', async () => {
  const page = await openCertifyPage({
    ...{ port: 0, simulatorPort: 0, pagePort: 0, scenarios: scenarios.filter(({ id }) => id === 'locked') },
    sign: (results) => signReport(reportOf(facts, results, [])),
  })
  try {
    const press = async (path: string, headers = {}) =>
      (await fetch(page.url + path, { method: 'POST', headers, redirect: 'manual' })).status
    const text = async (path = '/') => (await fetch(page.url + path)).text()
    expect(await press('/start?scenario=locked', { Origin: 'https://evil.example' })).toBe(403)
    expect(await text()).toContain('0 of 1 passed')

    expect(await press('/start?scenario=locked')).toBe(303)
    expect(await text()).toContain(locked?.acts[0]?.does)
    const key = /ta_pos_[\w-]{43}/.exec(await text())?.[0] ?? ''
    const lookUp = `http://127.0.0.1:${page.port}/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993`
    const answer = await fetch(lookUp, { headers: { 'Till-Agent-Key': key } })
    expect(answer.headers.get('till-agent-fault')).toBe('UPSTREAM_LOCKED')
    await press('/next')
    await press('/answer?is=no')
    expect(await text()).toContain(
      'It was not shown. Read <code>docs/integrate.md#what-to-repeat-and-what-never</code>',
    )

    await press('/start?scenario=locked')
    await fetch(lookUp, { headers: { 'Till-Agent-Key': key } })
    await press('/next')
    await press('/answer?is=yes')
    const signed = JSON.parse(await text('/report.json'))
    expect(signed.report).toMatchObject({ ...facts, passed: true })
    expect(await text('/report.html')).toContain('Acme &lt;7&gt;: passed')
    expect(await isUnchanged(signed)).toBe(true)
    expect(await isUnchanged({ ...signed, report: { ...signed.report, pos: 'Another' } })).toBe(false)
  } finally {
    await page.close()
  }
})
