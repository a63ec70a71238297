import { describe, expect, test } from 'vitest'
import { capillaryCustomer } from '#schemes/capillaryCustomer/scheme.ts'
import { giniAnonymous } from '#schemes/gini/anonymous.ts'
import { oauth2 } from '#schemes/oauth2/scheme.ts'
import { oidc } from '#schemes/oidc/scheme.ts'

const read = (schema: { safeParse(value: unknown): { data?: unknown } }, settings: object, name: string) =>
  (schema.safeParse(settings).data as Record<string, unknown> | undefined)?.[name]

// One parser checked the text, another used it: every control call of the agent was INTERNAL.
describe('an address is kept as it was parsed, in every scheme', () => {
  test.each([
    ['tokenUrl', oauth2.settings, { clientId: 'c' }, '/token', '/token'],
    ['authBaseUrl', capillaryCustomer.settings, { brand: 'b' }, '/auth/', '/auth'],
    ['userCenterUrl', giniAnonymous.settings, { clientId: 'c', emailDomain: 'a.example' }, '/', ''],
    ['issuer', oidc.settings, { clientId: 'c' }, '/tenant', '/tenant'],
    ['issuer', oidc.settings, { clientId: 'c' }, '/tenant/', '/tenant/'],
  ] as const)('%s', (name, schema, more, path, kept) => {
    for (const text of [
      `https://Id.example:443${path}`,
      ` https://id.example${path}\r\n`,
      `\ufeffhttps://id.example${path}`,
    ])
      expect(read(schema, { ...more, [name]: text }, name)).toBe(`https://id.example${kept}`)
    for (const text of [`https://id\u200b.example${path}`, `http://id.example${path}`, `https://id.example${path}#x`])
      expect(read(schema, { ...more, [name]: text }, name)).toBeUndefined()
  })
})
