import { createHash } from 'node:crypto'

export interface Till {
  name: string
  passwordMd5: string
  userId: number
  organisation: { id: number; name: string }
  store: Store
}

export interface Store {
  id: number
  code: string
  externalId: string
  name: string
}

export interface TillSetting {
  till: string
  password: string
  /** Default 'Demo Retail'. */
  organisation?: string
}

/** The till of the test vector in capillary.md 9. */
export const testVector: TillSetting = { till: 'store.server', password: 'server123', organisation: 'Demo Retail' }

export function md5hex(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex')
}

/** Tills in the given order, each with a store of its own. */
export function createTills(settings: readonly TillSetting[]): Till[] {
  const organisations = [...new Set(settings.map(organisationOf))]
  return settings.map((setting, index) => ({
    name: setting.till,
    passwordMd5: md5hex(setting.password),
    userId: 50_001 + index,
    organisation: { id: 1001 + organisations.indexOf(organisationOf(setting)), name: organisationOf(setting) },
    store: {
      id: 7001 + index,
      code: `demo.store.${index + 1}`,
      externalId: `EXT-${index + 1}`,
      name: `${organisationOf(setting)} ${index + 1}`,
    },
  }))
}

function organisationOf(setting: TillSetting): string {
  return setting.organisation ?? 'Demo Retail'
}
