import type { ServerResponse } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { entryFor, startGini } from './startGini.ts'

const vendor = 'application/vnd.gini.v1+json'

/** A till at a Gini that answers so. */
async function startGiniThat(answer: (response: ServerResponse, url: string) => void, more: object = {}) {
  const gini = await startUpstream((_, response) => answer(response, gini.url))
  return { gini, till: await startSchemeTill({ entry: entryFor('gini-trusted', gini.url, more) }) }
}

// gini.md 8.8. A POS that followed a link sent its key for the agent to Gini, and got a 401.
describe('the links of a document lead to the agent', () => {
  test('by which a POS gets the document, its extractions, and pages for another one', async () => {
    const till = await startGini('gini-derived')
    const upload = { method: 'POST', headers: { 'Content-Type': 'image/png' }, body: 'page' }
    const made = await till.call('/documents', upload)
    const location = new URL(made.headers.get('location') ?? '', till.url).href
    const follow = (url: string) => fetch(url, { headers: { 'Till-Agent-Key': till.key } })

    const { _links, id } = await (await follow(location)).json()
    expect(_links).toMatchObject({ document: location, extractions: `${location}/extractions` })
    const extracted = await (await follow(_links.extractions)).json()
    expect(extracted.extractions.amountToPay.value).toBe('24.99:EUR')

    await till.send('POST', '/documents', { partialDocuments: [{ document: _links.document }] })
    const named = `{"partialDocuments":[{"document":"${till.simulator.url}/documents/${id}"}]}`
    expect(till.simulator.seen().at(-1)?.rawBody()?.toString()).toBe(named)
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('also where Gini answers in %s, whose length and digest are of another body', async (coding, compress) => {
    const { till } = await startGiniThat((response, url) => {
      const body = compress(`{"_links":{"document":"${url}/documents/7"},"pad":"${'x'.repeat(50_000)}"}`)
      const headers = { 'Content-Type': vendor, 'Content-Encoding': coding, 'Content-Length': body.length }
      response.writeHead(200, { ...headers, 'Content-Digest': 'sha-256=:AAAA:', ETag: '"7"' }).end(body)
    })
    const answer = await till.call('/documents/7', { headers: { 'Accept-Encoding': coding } })
    const gone = ['content-encoding', 'content-length', 'content-digest'].map((name) => answer.headers.get(name))
    expect([answer.headers.get('etag'), ...gone]).toEqual(['"7"', null, null, null])
    expect(await answer.json()).toMatchObject({ _links: { document: `${till.url}/via/cloud/documents/7` } })
  })

  test('in a name that the POS itself used for this machine', async () => {
    const { till } = await startGiniThat((response, url) =>
      response.setHeader('Content-Type', vendor).end(`{"document":"${url}/documents/7"}`),
    )
    const head = `GET /via/cloud/documents/7 HTTP/1.1\r\nHost: localhost:${till.port}\r\nTill-Agent-Key: ${till.key}`
    expect(await till.raw(`${head}\r\nConnection: close\r\n\r\n`)).toContain(
      `"http://localhost:${till.port}/via/cloud/documents/7"`,
    )
  })

  test('as they come, part by part: no answer is held until its end', async () => {
    const parts = Promise.withResolvers<void>()
    const { till, gini } = await startGiniThat((response, url) => {
      response.writeHead(200, { 'Content-Type': vendor }).write(`{"a":"${url}/a","b":"${url.slice(0, 9)}`)
      void parts.promise.then(() => response.end(`${url.slice(9)}/b"}`))
    })
    const reader = (await till.call('/documents')).body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe(`{"a":"${till.url}/via/cloud/a","b":`)
    parts.resolve()
    expect((await reader?.read())?.value).toBe(`"${till.url}/via/cloud/b"}`)
    expect(gini.heads()).toBe(1)
  })
})

describe('links stay as they were sent', () => {
  test.each([
    ['where the upstream is set up so', { links: 'upstream' }, vendor],
    ['in what is no JSON', {}, 'text/plain'],
  ])('%s', async (_, more, type) => {
    const { gini, till } = await startGiniThat(
      (response, url) => response.setHeader('Content-Type', type).end(`{"document":"${url}/documents/7"}`),
      more,
    )
    expect(await (await till.call('/documents/7')).text()).toBe(`{"document":"${gini.url}/documents/7"}`)
  })

  test('at any other cloud, unless it is set up so', async () => {
    const cloud = await startUpstream(({ headers }, response) =>
      response.setHeader('Content-Type', 'application/hal+json').end(`{"next":"http://${headers.host}/orders?page=2"}`),
    )
    const entry = { scheme: 'basic', baseUrl: cloud.url, username: 'store', password: 'secret' }
    const [as, led] = [await startSchemeTill({ entry }), await startSchemeTill({ entry: { ...entry, links: 'agent' } })]
    expect(await (await as.call('/orders')).json()).toEqual({ next: `${cloud.url}/orders?page=2` })
    expect(await (await led.call('/orders')).json()).toEqual({ next: `${led.url}/via/cloud/orders?page=2` })
    const headers = { 'Content-Type': 'application/json' }
    await led.call('/jobs', { method: 'POST', headers, body: `{"of":"${led.url}/via/cloud/orders/7"}` })
    expect(cloud.seen.at(-1)?.body.toString()).toBe(`{"of":"${cloud.url}/orders/7"}`)
  })
})
