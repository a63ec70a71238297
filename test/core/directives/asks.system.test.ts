import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createZip } from '#adapters/system/zip.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import type { Network } from '#core/network/network.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { canaries, canaryTill, findLeaks } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { startHost } from '#test/support/directives.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const ask = async (...args: string[]) => {
  const { answer, error } = await runJson(args)
  return (answer || { error }) as Record<string, string> & { error?: { detail: string } }
}

/** Keys of head office, as its commands make them, and a server for bundles behind TLS that a till trusts or not. */
async function prepare({ isTrusted = true } = {}) {
  const folder = makeFolder()
  const [fleetPem, bundlesPem] = [join(folder, 'fleet.pem'), join(folder, 'bundles.pem')]
  const { key = '' } = await ask('fleet', 'key', 'make', fleetPem)
  const { key: sealTo = '' } = await ask('fleet', 'key', 'make', bundlesPem, '--for', 'bundles')
  const ca = makePrivateCa()
  const files = await startUpstream((_, response) => response.writeHead(201).end(), { tls: ca })
  const host = await startHost()
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const settings = createMemorySettings()
  const fleet = { keys: key, bundleHosts: new URL(files.url).host }
  settings.write({ ...settings.read(), fleet, updates: { feed: host.url } })
  const system = createSystemNetwork(defaultLimits)
  const { caFile } = ca
  const trusting: Network = { ...system, http: (endpoint) => system.http({ caFile, ...endpoint }) }
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: canaryTill }
  const till = await startTill({
    settings,
    upstream: { ...upstream, password: canaries.password },
    deps: { network: isTrusted ? trusting : system, archive: createZip, bundleWords },
  })
  const publish = async (asks: object[]) => {
    const out = join(folder, 'tills.fleet.json')
    const source = writeInputIn(folder, 'settings.json', { asks })
    const { error } = await ask('fleet', 'settings', 'make', source, '--key', fleetPem, '--ring', '*=100', '--out', out)
    if (error) throw new Error(error.detail)
    host.text = readFileSync(out, 'utf8')
    return till.agent.directives.look()
  }
  const bundle = {
    id: 'b-1',
    till: settings.read().installation,
    kind: 'support-bundle',
    sealTo,
    uploadTo: `${files.url}/`,
  }
  return { ...till, folder, fleetPem, bundlesPem, files, bundle, publish }
}

test('head office opens what a till sent over TLS, and neither a secret nor a customer is in it', async () => {
  const { folder, bundlesPem, fleetPem, files, bundle, publish, call, clock } = await prepare()
  await call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  clock.skip(4 * 60_000)
  const { asks } = await publish([bundle])
  expect(asks).toMatchObject([{ state: 'done' }])
  const sealed = join(folder, 'sent.bundle.json')
  writeFileSync(sealed, files.seen[0]?.body ?? '')
  expect(readFileSync(sealed, 'latin1')).not.toContain('loyalty')
  const out = join(folder, 'opened.zip')
  const opened = await ask('fleet', 'bundle', 'open', sealed, '--key', bundlesPem, '--out', out)
  expect(opened).toMatchObject({ ask: 'b-1', till: bundle.till, file: out })
  const texts = Object.entries(unzipSync(readFileSync(out))).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
  expect(texts.map(([name]) => name)).toEqual(expect.arrayContaining(['about.txt', 'status.json', 'log.txt']))
  const all = texts.map(([, text]) => text).join('\n')
  expect(all).toContain('loyalty')
  expect(findLeaks(all)).toEqual([])
  expect(all).not.toContain('919999999993')
  // A file that is there stays, and the key that signs opens nothing.
  expect((await ask('fleet', 'bundle', 'open', sealed, '--key', bundlesPem, '--out', out)).error).toMatchObject({
    code: 'ALREADY_EXISTS',
  })
  expect((await ask('fleet', 'bundle', 'open', sealed, '--key', fleetPem)).error).toMatchObject({
    code: 'SECRET_MISSING',
  })
})

test('a server that cannot prove who it is gets nothing; the till tries again', async () => {
  const { files, bundle, publish } = await prepare({ isTrusted: false })
  const { asks } = await publish([bundle])
  expect(asks).toMatchObject([{ state: 'waiting', tries: 1, reason: 'UPSTREAM_UNREACHABLE' }])
  expect(files.seen).toEqual([])
})
