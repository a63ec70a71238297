import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const script = pathToFileURL(join(import.meta.dirname, '../../build/collection.mjs')).href

test('the Postman collection is what the contract says now: node build/collection.mjs', async () => {
  const { collectionFile, collectionText } = (await import(script)) as {
    collectionFile: string
    collectionText(): Promise<string>
  }
  const text = readFileSync(collectionFile, 'utf8')
  // Whatever has laid it out since.
  expect(JSON.parse(text)).toEqual(JSON.parse(await collectionText()))
  const { item } = JSON.parse(text)
  expect(item.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['verifications', 'brokered requests']),
  )
})
