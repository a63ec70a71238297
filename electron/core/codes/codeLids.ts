import type { CodeRules } from '#core/settings/codes.ts'

/** One code: who asks for it and who gets it. */
export interface CodeSubject {
  /** Keyed hash of the number or address that the code goes to. */
  readonly sentTo: string
  readonly channel: CodeChannel
  /** Keyed hashes of all identifiers that the upstream has of this person; `sentTo` is one of them. */
  readonly person: readonly string[]
  /** Absent when a cashier asks. */
  readonly client: string | undefined
  readonly upstream: string
  /** Country of the number, when it is not the store's own. */
  readonly abroad: string | undefined
}

/** `unknown`: the upstream sends the code to somebody that only the upstream can name. */
export type CodeChannel = 'mobile' | 'email' | 'unknown'

/** At most `max` codes within `windowMs`, counted under all the keys together. */
export interface CodeLid {
  readonly scope: 'customer' | 'client' | 'till' | 'store' | 'country'
  /** Name of the setting that holds `max`. */
  readonly setting: keyof CodeRules
  readonly keys: readonly string[]
  readonly max: number
  readonly windowMs: number
}

const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/**
 * The keys under which one code is counted. The names stand in the database, so they are never renamed. None can be a hash,
 * which has no colon and 43 characters. A client counts by its id: adding it again gives it no fresh budget.
 */
export function countingKeys({ sentTo, channel, client, upstream, abroad }: CodeSubject): string[] {
  return [
    sentTo,
    channelKey(channel),
    ...(client === undefined ? [] : [`client:${client}`]),
    `till:${upstream}`,
    'store',
    ...(abroad === undefined ? [] : [`country:${abroad}`]),
  ]
}

export function channelKey(channel: CodeChannel): string {
  return `channel:${channel}`
}

/** Every lid on a code, the customer's first. */
export function lidsOn({ person, client, upstream, abroad }: CodeSubject, rules: CodeRules): CodeLid[] {
  const lid = (scope: CodeLid['scope'], setting: CodeLidSetting, keys: readonly string[]): CodeLid => {
    const windowMs = setting.endsWith('PerHour') ? hourMs : dayMs
    return { scope, setting, keys, max: rules[setting], windowMs }
  }
  const ofClient = client === undefined ? undefined : [`client:${client}`]
  return [
    lid('customer', 'perCustomerPerDay', person),
    ...(ofClient ? [lid('client', 'perClientPerHour', ofClient), lid('client', 'perClientPerDay', ofClient)] : []),
    lid('till', 'perTillPerHour', [`till:${upstream}`]),
    lid('till', 'perTillPerDay', [`till:${upstream}`]),
    lid('store', 'perStorePerHour', ['store']),
    lid('store', 'perStorePerDay', ['store']),
    ...(abroad === undefined ? [] : [lid('country', 'perForeignCountryPerDay', [`country:${abroad}`])]),
  ]
}

type CodeLidSetting = {
  [Name in keyof CodeRules]-?: CodeRules[Name] extends number ? Name : never
}[keyof CodeRules]
