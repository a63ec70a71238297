import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Scheme } from '#core/scheme/scheme.ts'
import { schemeFormOf } from '#core/scheme/schemeForm.ts'

const scheme = {
  ...{
    id: 'sample',
    deniedRoutes: [],
    presets: { 'sample:read': [] },
    regions: ['EU', 'ASIA', 'US'],
    offers: ['look-up'],
  },
  settings: z.strictObject({
    name: z.string(),
    port: z.int().optional(),
    isFast: z.boolean().optional(),
    encoding: z.enum(['form', 'raw']).optional(),
    attribution: z.strictObject({ type: z.string(), code: z.string() }).optional(),
    address: z.strictObject({ host: z.string() }),
  }),
  secrets: z.strictObject({ password: z.string() }),
  addressesOf: (region: string) => {
    if (region === 'EU') return { outcome: 'found', baseUrl: 'https://eu.example.com' }
    const settings = { tokenUrl: 'https://asia.example.com' }
    return region === 'ASIA'
      ? { outcome: 'asks', settings, message: '' }
      : { outcome: 'unsure', message: 'is not sure' }
  },
} as unknown as Scheme

test('a form has every field of a scheme, with its kind and whether it is required', () => {
  const { fields } = schemeFormOf(scheme)
  expect(fields.map(({ name, kind, isRequired, isSecret }) => [name, kind, isRequired, isSecret])).toEqual([
    ['name', 'text', true, false],
    ['port', 'number', false, false],
    ['isFast', 'flag', false, false],
    ['encoding', 'choice', false, false],
    // Nothing in an object is required when the object itself is not.
    ['attribution.type', 'text', false, false],
    ['attribution.code', 'text', false, false],
    ['address.host', 'text', true, false],
    ['password', 'text', true, true],
  ])
  expect(fields.find(({ name }) => name === 'encoding')).toMatchObject({ choices: ['form', 'raw'] })
})

test('and the regions with what each stands for, the presets and what the scheme offers', () => {
  expect(schemeFormOf(scheme)).toMatchObject({
    scheme: 'sample',
    baseUrlName: 'baseUrl',
    regions: [
      { region: 'EU', baseUrl: 'https://eu.example.com', settings: [] },
      { region: 'ASIA', settings: ['tokenUrl'] },
    ],
    presets: ['sample:read'],
    canLookUp: true,
    canVerify: false,
  })
})

test('and how long answers are kept, where the scheme has look-ups whose answers may be', () => {
  const cached = schemeFormOf({ ...scheme, cache: {} } as unknown as Scheme)
  expect(cached.fields.filter(({ name }) => name.startsWith('cache.'))).toEqual([
    { name: 'cache.freshSeconds', kind: 'number', isRequired: false, isSecret: false },
    { name: 'cache.staleSeconds', kind: 'number', isRequired: false, isSecret: false },
  ])
})
