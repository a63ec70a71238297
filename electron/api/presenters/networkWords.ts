import type { ProxySource } from '#core/network/systemProxy.ts'

const sourceTexts: Record<ProxySource, string> = {
  gnome: "the desktop's settings",
  'etc-environment': 'the variables in /etc/environment',
  windows: 'the Internet settings of Windows',
  winhttp: 'the WinHTTP settings of Windows',
  macos: 'the network settings of macOS',
  chromium: "the system's settings",
  none: "the system's settings",
}

/** Within a sentence, in the plural. @param pac address of the PAC file that decided */
export function settingsText(source: ProxySource, pac?: string): string {
  return pac ? `${sourceTexts[source]} (PAC file ${pac})` : sourceTexts[source]
}

/** Within a sentence, with its full stop. */
export function reSignedText(issuer: string): string {
  return `answers are re-signed by "${issuer}": only the system's store of this machine vouches for it, so it can read what is sent.`
}

export const reSignedRemedy =
  "If it is the store's own filter, nothing is to be done; naming its authority as caFile says so. If nobody knows it, somebody is intercepting the connection."

/** @param at milliseconds since 1970 @returns `2027-01-31` */
export function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

export function newCertificateRemedy(upstream: string): string {
  return `Ask whoever runs the upstream for a new one, then: "till-agent upstream rotate ${upstream} --secret clientCertificate=file:PATH".`
}
