import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { isTrustFailure, readCaFile } from '#adapters/tls/tlsTrust.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { has } from '#test/support/skips.ts'

const ca = makePrivateCa()
const folder = mkdtempSync(join(tmpdir(), 'till-pem-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const unreadable = (why: RegExp) =>
  expect.objectContaining({ name: 'Fault', code: 'FILE_UNREADABLE', detail: expect.stringMatching(why) })

test('a CA file is read unchanged, however many authorities it holds', () => {
  const file = join(folder, 'two.pem')
  copyFileSync(ca.caFile, file)
  appendFileSync(file, `# another one\r\n${ca.cert}`)
  expect(readCaFile(file)).toBe(readFileSync(file, 'utf8'))
})

test.each([
  ['is missing', undefined, /ENOENT/],
  ['is empty', '', /no PEM certificate/],
  ['holds a key', ca.key, /no PEM certificate/],
  ['holds a damaged certificate', ca.cert.replace(/^MI.{20}/m, ''), /certificate 1 in it is damaged/],
  ['is cut off', `${ca.cert}${ca.cert.slice(0, 300)}`, /certificate 2/],
  ['holds a damaged one after a good one', `${ca.cert}${ca.cert.replace(/^MI.{20}/m, '')}`, /certificate 2/],
])('a CA file that %s is refused by name', (_, content, why) => {
  const file = join(folder, `${Math.random()}.pem`)
  if (content !== undefined) writeFileSync(file, content)
  expect(() => readCaFile(file)).toThrow(unreadable(why))
  expect(() => readCaFile(file)).toThrow(file)
})

test.runIf(has('unix'))('a pipe or a folder is no CA file, and does not block', () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const path of [pipe, folder]) expect(() => readCaFile(path)).toThrow(unreadable(/not a file/))
})

test('a network checks an endpoint without a connection', () => {
  const network = createSystemNetwork(defaultLimits)
  const baseUrl = 'https://localhost'
  network.check({ baseUrl })
  network.check({ baseUrl, caFile: ca.caFile })
  const reach = { baseUrl, caFile: join(folder, 'missing.pem') }
  for (const attempt of [network.check, network.http, network.link])
    expect(() => attempt(reach)).toThrow(unreadable(/ENOENT/))
})

test('a link of the network can be closed', async () => {
  const link = createSystemNetwork(defaultLimits).link({ baseUrl: 'https://localhost', caFile: ca.caFile })
  expect(link.openConnections()).toBe(0)
  await link.close()
})

test('a failed connection is no trust failure', () => {
  expect(['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'].map(isTrustFailure)).toEqual([true, true])
  expect(['ECONNREFUSED', 'EPROTO', undefined].map(isTrustFailure)).toEqual([false, false, false])
})
