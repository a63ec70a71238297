import { expect, test } from 'vitest'
import type { SchemeForm } from '../../electron/contract/schemeForm.ts'
import { formOf } from '../../electron/core/schemeForms.ts'
import { readUpstreamEntry } from '../../electron/core/upstreamEntry.ts'
import { schemes } from '../../electron/schemes/index.ts'
import { entryOf, secretsOf, withoutSecrets } from '../../renderer/parts/schemeEntry.ts'

const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))

function form(id: string): SchemeForm {
  const scheme = byId.get(id)
  if (!scheme) throw new Error(`There is no scheme ${id}.`)
  return formOf(scheme)
}

const till = { till: ' store.till1 ', password: ' pass word ' }

test('a till with its region is what the agent reads', () => {
  const entry = entryOf('loyalty', form('capillary-till'), { ...till, region: 'EU', baseUrl: 'https://left.example' })
  const { common, settings, secrets } = readUpstreamEntry(entry, byId)
  expect(common).toEqual({ id: 'loyalty', scheme: 'capillary-till', baseUrl: 'https://eu.api.capillarytech.com' })
  expect(settings).toEqual({ till: 'store.till1' })
  expect(secrets).toEqual({ password: ' pass word ' })
})

test('an address of its own takes the place of a region', () => {
  const entry = entryOf('loyalty', form('capillary-till'), {
    ...till,
    region: 'custom',
    baseUrl: ' https://c.example ',
  })
  expect(entry).toEqual({
    id: 'loyalty',
    scheme: 'capillary-till',
    baseUrl: 'https://c.example',
    till: 'store.till1',
    password: ' pass word ',
  })
})

test('a dot in a name leads into an object, and what is blank is left out', () => {
  const values = { region: 'EU', clientKey: 'k', clientSecret: 's', proxy: ' ', 'attribution.type': 'TILL' }
  const oauth = form('capillary-oauth')
  expect(entryOf('loyalty', oauth, values)).not.toHaveProperty('proxy')
  const entry = entryOf('loyalty', oauth, { ...values, 'attribution.code': 'store.till1' })
  expect(readUpstreamEntry(entry, byId).settings).toEqual({
    clientKey: 'k',
    attribution: { type: 'TILL', code: 'store.till1' },
  })
})

test('only what is secret takes the place of a credential, and only that is wiped out', () => {
  expect(secretsOf(form('capillary-till'), till)).toEqual({ password: ' pass word ' })
  expect(withoutSecrets(form('capillary-till'), till)).toEqual({ till: ' store.till1 ' })
})
