import { z } from 'zod'
import { type DropEntry, dropSecrets } from '#contract/drops/drop.ts'
import { Pin } from '#contract/pin.ts'
import { ProvisioningFile } from '#contract/provisioning.ts'
import { TelemetryHeaderName, TelemetryHeaderValue } from '#contract/telemetry.ts'
import { commonSecrets, type UpstreamEntry } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { divideProxy } from '#core/secrets/proxyPasswords.ts'
import type { Pack } from './pack.ts'

/** Headers for the collector, by name. */
export const TelemetryHeaderTexts = z.record(TelemetryHeaderName, TelemetryHeaderValue)
export type TelemetryHeaderTexts = z.infer<typeof TelemetryHeaderTexts>

/** The secrets of a pack: of upstreams and folders by name and field, of clients by id, headers for the collector, and the manager's PIN. */
const PackSecrets = z.strictObject({
  upstreams: z.record(z.string(), z.record(z.string(), z.string())),
  clients: z.record(z.string(), z.string()),
  drops: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  telemetryHeaders: TelemetryHeaderTexts.optional(),
  pin: Pin.optional(),
})

/** What a pack sets beside the set-up itself. */
export interface OtherSecrets {
  /** The manager's. */
  pin?: string | undefined
  telemetryHeaders?: TelemetryHeaderTexts | undefined
}

type Schemes = ReadonlyMap<string, Scheme>

/** A set-up in two: what a pack shows, and what it seals. */
export interface DividedSetup {
  setup: Pack['setup']
  secrets: Secret
}

/** @param file with its secrets as texts */
export function divideSetup(file: ProvisioningFile, others: OtherSecrets, schemes: Schemes): DividedSetup {
  const { pin, telemetryHeaders } = others
  const divided = file.upstreams.map((entry) => ({ id: entry.id, ...divideUpstream(entry, schemes) }))
  const upstreamSecrets = divided.filter(({ secrets }) => Object.keys(secrets).length > 0)
  const clientKeys = file.clients.flatMap(({ id, key }) => (typeof key === 'string' ? [[id, key]] : []))
  const drops = (file.drops ?? []).map(divideDrop)
  const secrets: z.infer<typeof PackSecrets> = {
    upstreams: Object.fromEntries(upstreamSecrets.map(({ id, secrets: own }) => [id, own])),
    clients: Object.fromEntries(clientKeys),
    drops: Object.fromEntries(drops.map(({ shown, secrets: own }) => [shown.name, own])),
    ...(telemetryHeaders && { telemetryHeaders }),
    ...(pin !== undefined && { pin }),
  }
  // Named one by one: what a provisioning file has some day may hold secrets, too.
  const { limits, store, codes } = file
  return {
    setup: {
      ...(limits && { limits }),
      ...(store && { store }),
      ...(codes && { codes }),
      upstreams: divided.map(({ shown }) => shown),
      clients: file.clients.map(({ key: _, ...client }) => client),
      ...(drops.length > 0 && { drops: drops.map(({ shown }) => shown) }),
    },
    secrets: new Secret(JSON.stringify(secrets)),
  }
}

/** Names of the fields of an upstream that are secrets. */
export function secretFieldsOf(scheme: string, schemes: Schemes): string[] {
  return [...Object.keys(schemes.get(scheme)?.secrets.shape ?? {}), ...Object.keys(commonSecrets)]
}

function divideDrop(entry: DropEntry): { shown: DropEntry; secrets: Record<string, string> } {
  const isSecret = (name: string) => Object.hasOwn(dropSecrets, name)
  const fields = Object.entries(entry).filter(([, value]) => value !== undefined)
  return {
    shown: Object.fromEntries(fields.filter(([name]) => !isSecret(name))) as DropEntry,
    secrets: Object.fromEntries(fields.filter(([name]) => isSecret(name))) as Record<string, string>,
  }
}

/** The password in the address of a proxy is a secret, too. */
function divideUpstream(entry: UpstreamEntry, schemes: Schemes) {
  const names = secretFieldsOf(entry.scheme, schemes)
  const fields = Object.entries(entry).filter(([, value]) => value !== undefined)
  const { proxy, password } = divideProxy(entry.proxy)
  const shown = Object.fromEntries(fields.filter(([name]) => !names.includes(name)))
  const secrets = Object.fromEntries(fields.filter(([name]) => names.includes(name)))
  return {
    shown: { ...shown, ...(proxy !== undefined && { proxy }) } as UpstreamEntry,
    secrets: { ...secrets, ...(password && { proxyPassword: password.reveal() }) } as Record<string, string>,
  }
}

/**
 * The set-up that a pack stands for.
 *
 * @param opened what was sealed in it
 * @throws Fault `PACK_INVALID` when that is no list of secrets · `INVALID_INPUT`
 */
export function assembledSetup({ setup }: Pack, opened: Secret): { file: ProvisioningFile; others: OtherSecrets } {
  const secrets = PackSecrets.safeParse(parseJson(opened.reveal()))
  if (!secrets.success) throw new Fault('PACK_INVALID')
  const { upstreams, clients, drops, ...others } = secrets.data
  const file = ProvisioningFile.safeParse({
    ...setup,
    // What a pack shows stands: a person has read it.
    upstreams: setup.upstreams.map((entry) => ({ ...own(upstreams, entry.id), ...entry })),
    clients: setup.clients.map((client) => ({ ...client, ...keyOf(clients, client.id) })),
    ...(setup.drops && { drops: setup.drops.map((entry) => ({ ...own(drops, entry.name), ...entry })) }),
  })
  if (!file.success) throw invalid(issuesOf(file.error))
  return { file: file.data, others }
}

function own(secrets: Record<string, Record<string, string>>, id: string): Record<string, string> {
  return Object.hasOwn(secrets, id) ? (secrets[id] ?? {}) : {}
}

function keyOf(keys: Record<string, string>, id: string): { key?: string } {
  const key = Object.hasOwn(keys, id) ? keys[id] : undefined
  return key === undefined ? {} : { key }
}
