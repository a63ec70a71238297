import type { Ask, AskView } from '#contract/fleet/asks.ts'
import type { FleetStatus } from '#contract/fleet/directives.ts'
import type { Directives } from '#core/directives/directives.ts'
import { fingerprintOf } from '#core/fleet/headOfficeKeys.ts'
import { withoutControls } from '#host/terminal/output.ts'
import type { MadeDirectives } from './makeDirectives.ts'

export function madeText({ file, counter, rings, expiresAt }: MadeDirectives): string {
  return `${file}: counter ${counter}, ${ringsText(rings)}, valid until ${day(expiresAt)}. Put it beside the releases.`
}

/** Signed directives in sentences. */
export function directivesText(directives: Directives): string {
  const { channel, counter, rings, releasedAt, expiresAt, settings, upstreams, clients } = directives
  const { barred, asks } = directives
  return [
    `Directives ${counter} for the tills of ${channel}, of ${day(releasedAt)}, valid until ${day(expiresAt)}`,
    `Followed by: ${ringsText(rings)}`,
    ...Object.entries(settings).map(([name, value]) => `Setting ${name}: ${value}`),
    ...upstreams.map(({ id, ...fields }) => `Upstream ${id}: ${JSON.stringify(fields)}`),
    ...barred.map(({ till, since, reason }) => `Barred since ${day(since)}: ${till}${reason ? `, ${reason}` : ''}`),
    ...clients.map(({ id, ...fields }) => `Client ${id}: ${JSON.stringify(fields)}`),
    ...asks.map((ask) => `Asked of ${ask.till}: ${askText(ask)} (${ask.id})`),
  ]
    .map(withoutControls)
    .join('\n')
}

/** What a till made of its directives, in sentences. */
export function fleetStatusText(status: FleetStatus): string {
  const { till, installation, address, counter, seenAt, inForce, waits, problem, failed, bar, asks = [] } = status
  return [
    `This till: ${till ?? 'without a name of head office'} (installation ${installation})`,
    address === undefined
      ? 'It looks for no directives: it knows no key of head office, or no address (updates.feed).'
      : `Directives: ${address}`,
    ...(seenAt === undefined ? [] : [`Last believed: ${counter}, at ${new Date(seenAt).toISOString()}`]),
    ...(bar ? [`Barred since ${day(bar.since)}${bar.reason ? `: ${bar.reason}` : ''}`] : []),
    ...(inForce ? [`In force: ${inForce.counter}, with ${partsText(inForce)}`] : []),
    ...(waits === 'obey' ? ['New ones wait for a quiet moment.'] : []),
    ...(waits === 'trial' ? ['Those in force have yet to show that the till is well with them.'] : []),
    ...(failed
      ? [`${failed.counter} was ${failed.outcome === 'refused' ? 'refused' : 'taken back'}: ${failed.reason}`]
      : []),
    ...asks.map(askViewText),
    ...(problem === undefined ? [] : [`The last look failed: ${problem}`]),
  ]
    .map(withoutControls)
    .join('\n')
}

function askText(ask: Ask): string {
  switch (ask.kind) {
    case 'credential-proof':
      return 'to prove its credentials'
    case 'support-bundle':
      return `a support bundle, to ${ask.uploadTo}, sealed to ${fingerprintOf(ask.sealTo)}`
    case 'later':
      return `${ask.laterKind}, which this version does not know`
  }
}

function askViewText({ id, kind, state, askedAt, endedAt, host, tries, reason, proofs = [] }: AskView): string {
  const what = kind === 'credential-proof' ? 'to prove the credentials' : `a support bundle for ${host}`
  const outcome = endedAt === undefined ? waitingText(tries) : `${state} at ${new Date(endedAt).toISOString()}`
  const each = proofs.map(({ upstream, outcome: taken }) => `${upstream} ${taken}`)
  const why = [...(reason === undefined ? [] : [reason]), ...each].join(', ')
  return `Head office asked ${new Date(askedAt).toISOString()} (${id}) ${what}: ${outcome}${why && ` (${why})`}`
}

function waitingText(tries: number): string {
  return tries === 0 ? 'waits for a quiet moment' : `waits, after ${tries} ${tries === 1 ? 'try' : 'tries'}`
}

function partsText({ settings, upstreams, clients }: NonNullable<FleetStatus['inForce']>): string {
  const parts = [...settings, ...upstreams.map((id) => `upstream ${id}`), ...clients.map((id) => `client ${id}`)]
  return parts.join(', ') || 'nothing set'
}

function ringsText(rings: Directives['rings']): string {
  return Object.entries(rings)
    .map(([ring, percent]) => `${ring} ${percent} %`)
    .join(', ')
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
