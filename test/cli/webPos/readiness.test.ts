import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { browserAsks } from '#cli/webPos/browserAsks.ts'
import { checkCall } from '#cli/webPos/callCheck.ts'
import { policiesFor } from '#cli/webPos/machinePolicies.ts'
import { openReadinessPage } from '#cli/webPos/openReadinessPage.ts'
import { policyFilesFor } from '#cli/webPos/policyFiles.ts'
import { makeFolder } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { startTill } from '#test/support/till.ts'

const origin = 'https://pos.example.com'
const chrome = (version: number) =>
  `Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/${version}.0.0.0 Safari/537.36`
const [loopback, local] = ['LoopbackNetworkAllowedForUrls', 'LocalNetworkAccessAllowedForUrls']

// docs/web-pos.md 3 and 4.
test.each([
  [chrome(138), { browser: 'Chrome or Chromium 138', asks: 'nothing', policies: [] }],
  [chrome(141), { browser: 'Chrome or Chromium 141', asks: 'nothing', policies: [local] }],
  [chrome(142), { asks: 'once a site', permission: 'local-network-access', policies: [local] }],
  [chrome(145), { asks: 'once a site', permission: 'loopback-network', policies: [local] }],
  [chrome(146), { asks: 'once a site', permission: 'loopback-network', policies: [loopback, local] }],
  [`${chrome(150)} Edg/150.0`, { browser: 'Edge 150', asks: 'once a site' }],
  ['Mozilla/5.0 (X11; rv:150.0) Gecko/20100101 Firefox/150.0', { browser: 'Firefox', asks: 'unknown', policies: [] }],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1 Version/26.0 Safari/605.1', { browser: 'Safari', asks: 'unknown' }],
  ['', { browser: 'another browser', asks: 'unknown' }],
])('%s', (userAgent, asks) => {
  expect(browserAsks(userAgent)).toMatchObject(asks)
})

test('the policy files are those of docs/web-pos.md, for this origin', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/web-pos.md'), 'utf8')
  const [json, chromeFile, edge, macOs] = policyFilesFor(origin)
  expect(page).toContain(`\`\`\`json\n${json?.content}\`\`\``)
  expect(page).toContain(`\`\`\`ini\n${chromeFile?.content.replaceAll('\r', '')}\`\`\``)
  expect(edge?.content).toBe(chromeFile?.content.replaceAll('Google\\Chrome', 'Microsoft\\Edge'))
  for (const line of (/```xml\n([^`]*)```/.exec(page)?.[1] ?? 'none').trim().split('\n'))
    expect(macOs?.content).toContain(line)
})

test('a policy of the machine is found where a file of it names the origin', () => {
  const folder = makeFolder()
  const none = join(folder, 'chrome')
  mkdirSync(join(folder, 'chromium'))
  writeFileSync(join(folder, 'chromium', 'ours.json'), policyFilesFor(origin)[0]?.content ?? '')
  writeFileSync(join(folder, 'chromium', 'other.json'), `{"${loopback}": ["https://other.example.com"]}`)
  writeFileSync(join(folder, 'chromium', 'broken.json'), '{')
  const folders = [none, join(folder, 'chromium')]
  expect(policiesFor(origin, folders, 'linux')).toEqual([join(folder, 'chromium', 'ours.json')])
  expect(policiesFor('https://elsewhere.example.com', folders, 'linux')).toEqual([])
  expect(policiesFor(origin, folders, 'win32')).toBeUndefined()
})

test('whether the agent lets the page in is asked as a browser asks', async () => {
  const till = await startTill({ origins: [origin] })
  expect(await checkCall(till.port, origin)).toBe('let in')
  expect(await checkCall(till.port, 'https://other.example.com')).toBe('not paired')
  expect(await checkCall(await freePort(), origin)).toBe('no agent')
})

test('the page says what is in the way, and hands out the files', async () => {
  const till = await startTill({ origins: [origin] })
  const { url, close } = await openReadinessPage({ origin, port: till.port, pagePort: 0 })
  const text = await (await fetch(url, { headers: { 'User-Agent': chrome(156) } })).text()
  expect(text).toContain(`It answers pages of ${origin}.`)
  expect(text).toContain('asks the person once whether the page may reach this device (loopback-network)')
  const file = await fetch(`${url}/policy/till-agent.json`)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="till-agent.json"')
  expect(await file.json()).toEqual({ [loopback]: [origin], [local]: [origin] })
  expect((await fetch(url, { headers: { Origin: 'https://evil.example' } })).status).toBe(403)
  close()
})
