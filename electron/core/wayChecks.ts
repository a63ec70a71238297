import type { Finding } from '../contract/doctor.ts'
import type { Diagnostics, Knock } from './diagnostics.ts'
import type { Reach } from './network.ts'
import { untrusted } from './trust.ts'

type Upstream = Reach & { id: string }

/** From where on a clock's error is worth a word, and from where on clouds refuse what is signed or dated by it. */
const noticedSkewMs = 60_000
const wrongSkewMs = 300_000

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost'])

function isLoopback({ hostname }: URL): boolean {
  return loopback.has(hostname)
}

export async function checkName(
  { id, baseUrl }: Upstream,
  proxy: string | undefined,
  diagnostics: Diagnostics,
): Promise<Finding> {
  const about = { check: 'dns', upstream: id } as const
  const url = new URL(baseUrl)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isLoopback(url)) return { ...about, outcome: 'skipped', sentence: `"${id}" is on this machine.` }
  if (proxy !== undefined) return { ...about, outcome: 'skipped', sentence: `The proxy looks up where ${host} is.` }
  const found = await diagnostics.resolve(host)
  if ('addresses' in found) return { ...about, outcome: 'fine', sentence: `The name ${host} is known.` }
  return {
    ...{ ...about, outcome: 'trouble' },
    sentence: `The name ${host} leads nowhere (${found.reason}).`,
    remedy: "Check the store's internet connection; if other pages open, check the base URL and the network's DNS.",
    action: { action: 'check-again', target: id },
  }
}

export function proxyFinding({ id }: Upstream, proxy: string | undefined, knock: Knock): Finding {
  const about = { check: 'proxy', upstream: id } as const
  if (proxy === undefined) return { ...about, outcome: 'fine', sentence: `"${id}" is reached without a proxy.` }
  if (knock.kind === 'proxy-refused' && knock.status === 407)
    return {
      ...{ ...about, outcome: 'trouble' },
      sentence: `The proxy ${proxy} wants a user name and a password (407).`,
      remedy: 'Ask whoever runs the network for them, or for a way to the upstream without the proxy.',
      action: { action: 'open-settings', target: id },
    }
  if (knock.kind === 'proxy-refused')
    return {
      ...{ ...about, outcome: 'trouble' },
      sentence: `The proxy ${proxy} does not let the till through to "${id}" (${knock.status}).`,
      remedy: "Ask whoever runs the network to allow the upstream's host at the proxy.",
      action: { action: 'check-again', target: id },
    }
  if (knock.kind === 'silent')
    return {
      ...{ ...about, outcome: 'attention' },
      sentence: `The way to "${id}" leads through the proxy ${proxy}, and nothing came back (${knock.reason}).`,
      remedy: 'Check that the proxy of the settings is the right one and runs.',
      action: { action: 'open-settings', target: id },
    }
  return { ...about, outcome: 'fine', sentence: `The way to "${id}" leads through the proxy ${proxy}.` }
}

export function tlsFinding({ id, baseUrl, caFile }: Upstream, knock: Knock): Finding {
  const about = { check: 'tls', upstream: id } as const
  if (knock.kind === 'proxy-refused')
    return { ...about, outcome: 'skipped', sentence: `The proxy let nobody through to "${id}".` }
  if (knock.kind === 'silent')
    return {
      ...{ ...about, outcome: 'trouble' },
      sentence: `"${id}" cannot be reached (${knock.reason}).`,
      remedy: "Check the store's internet connection and the upstream's base URL.",
      action: { action: 'check-again', target: id },
    }
  if (knock.kind === 'untrusted') {
    const { detail, remedy } = untrusted(knock.reason)
    const sentence = `${detail} It was made by "${knock.issuer}".`
    return { ...about, outcome: 'trouble', sentence, remedy, action: { action: 'open-settings', target: id } }
  }
  const { issuer } = knock
  if (issuer === undefined)
    return { ...about, outcome: 'skipped', sentence: `"${id}" is spoken to in the clear, at ${new URL(baseUrl).host}.` }
  if (issuer.isPublic)
    return { ...about, outcome: 'fine', sentence: `"${id}" proved who it is; "${issuer.name}" vouches for it.` }
  return {
    ...{ ...about, outcome: 'attention' },
    sentence: `"${issuer.name}", who vouches for "${id}", is no public authority: the store's network may open TLS.`,
    remedy: caFile
      ? 'If caFile of the upstream names that authority on purpose, nothing is to be done; if not, somebody is intercepting the connection.'
      : 'If it does so on purpose, give the upstream that authority as caFile; if not, somebody is intercepting the connection.',
  }
}

/** @param now ours, when the answer came */
export function clockFinding({ id }: Upstream, knock: Knock, now: number): Finding {
  const about = { check: 'clock', upstream: id } as const
  const dateMs = knock.kind === 'answered' ? knock.dateMs : undefined
  if (dateMs === undefined)
    return { ...about, outcome: 'skipped', sentence: `"${id}" did not tell what time it is there.` }
  const skewMs = now - dateMs
  if (Math.abs(skewMs) <= noticedSkewMs)
    return { ...about, outcome: 'fine', sentence: `The clock of this machine agrees with that of "${id}".` }
  return {
    ...{ ...about, outcome: Math.abs(skewMs) > wrongSkewMs ? 'trouble' : 'attention' },
    sentence: `The clock of this machine is ${spanOf(skewMs)} ${skewMs > 0 ? 'ahead of' : 'behind'} that of "${id}".`,
    remedy: 'Let this machine set its date and time automatically.',
    action: { action: 'check-again' },
  }
}

function spanOf(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
