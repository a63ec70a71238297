import type { NetworkSettings } from '#contract/setting.ts'

/** The rules in force. */
type NetworkRules = { [Key in keyof NetworkSettings]-?: Exclude<NetworkSettings[Key], undefined> }

export const defaultNetwork: NetworkRules = { authorities: 'system', certificateWarningDays: 30 }

/** The settings in force. Later ones win over earlier ones, all of them over the defaults. */
export function networkOf(...settings: { network?: NetworkSettings | undefined }[]): NetworkRules {
  return Object.assign({}, defaultNetwork, ...settings.map((group) => group.network))
}
