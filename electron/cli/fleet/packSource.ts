import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { Pin } from '#contract/pin.ts'
import { type ProvisioningFile, SecretSource } from '#contract/provisioning.ts'
import { SettingValue } from '#contract/setting.ts'
import { TelemetryHeaderName } from '#contract/telemetry.ts'
import { ShownName } from '#contract/text/shownName.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { TelemetryHeaderTexts } from '#core/fleet/packContents.ts'
import { readPolicy } from '#core/settings/policy.ts'
import { plainSecrets, readSetupDocument, secretForAll, setupIn } from '#host/provisioningFile.ts'
import { readSecret } from '#host/secretSource.ts'
import { readTillList, type TillRow } from './tillList.ts'

/** What packs are made from. `setup` is a provisioning file. `{{name}}` in any text stands for a column of the list of tills. */
const PackSource = z.strictObject({
  till: ShownName(60),
  pin: SecretSource.optional(),
  /** For the collector that `telemetry.endpoint` names. */
  telemetryHeaders: z.record(TelemetryHeaderName, SecretSource).optional(),
  settings: z.record(z.string(), SettingValue).default({}),
  setup: z.unknown(),
})

/** A till's set-up, with its secrets. */
export interface PackInput {
  till: string
  pin: string | undefined
  telemetryHeaders?: TelemetryHeaderTexts | undefined
  settings: Record<string, string | number | boolean>
  file: ProvisioningFile
}

/**
 * Reads the source of packs, once for each till of a list.
 *
 * @param list path of the list; without it the source is one till's
 * @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT` · `SECRET_MISSING`
 */
export function readPackSource(path: string, list: string | undefined, env: NodeJS.ProcessEnv): PackInput[] {
  const { document, isWorldReadable } = readSetupDocument(path)
  // With a list, what stands here in place of a secret is the name of its column.
  if (isWorldReadable && list === undefined) {
    const { setup, pin, telemetryHeaders } = Object(document) as Record<string, unknown>
    const headers = Object.entries(Object(telemetryHeaders)).filter(([, value]) => typeof value === 'string')
    const plain = [
      ...plainSecrets(setup).map((place) => `setup.${place}`),
      ...headers.map(([name]) => `telemetryHeaders.${name}`),
      ...(typeof pin === 'string' ? ['pin'] : []),
    ]
    if (plain.length > 0) throw secretForAll(path, plain)
  }
  const rows: (TillRow | undefined)[] = list === undefined ? [undefined] : readTillList(list)
  return rows.map((row, at) => {
    const prefix = row ? `In "${path}" for till ${at + 1} of the list: ` : `In "${path}": `
    return inputFrom(filled(document, row, prefix), { prefix, folder: dirname(resolve(path)), env })
  })
}

function inputFrom(document: unknown, where: Parameters<typeof setupIn>[1]): PackInput {
  const { prefix, folder, env } = where
  const read = PackSource.safeParse(document)
  if (!read.success) throw invalid(issuesOf(read.error), prefix)
  const { till, pin: pinSource, telemetryHeaders, settings, setup } = read.data
  checkSettings(settings, prefix)
  checkPaths(setup, prefix)
  const pinText = typeof pinSource === 'object' ? readSecret(pinSource, folder, env) : pinSource
  const pin = pinText === undefined ? undefined : pinIn(pinText, prefix)
  const headers = telemetryHeaders && headersFrom(telemetryHeaders, where)
  return { till, pin, settings, ...(headers && { telemetryHeaders: headers }), file: setupIn(setup, where) }
}

function headersFrom(
  sources: Readonly<Record<string, SecretSource>>,
  { prefix, folder, env }: Parameters<typeof setupIn>[1],
): TelemetryHeaderTexts {
  const texts = Object.entries(sources).map(([name, source]) => [
    name,
    typeof source === 'object' ? readSecret(source, folder, env) : source,
  ])
  const headers = TelemetryHeaderTexts.safeParse(Object.fromEntries(texts))
  if (!headers.success) throw invalid(issuesOf(headers.error, 'telemetryHeaders'), prefix)
  return headers.data
}

function pinIn(text: string, prefix: string): string {
  const pin = Pin.safeParse(text)
  if (!pin.success) throw invalid(issuesOf(pin.error, 'pin'), prefix)
  return pin.data
}

function checkSettings(settings: Record<string, unknown>, prefix: string): void {
  const unfit = [...readPolicy(settings).problems, ...Object.keys(settings).filter((name) => name === 'fleet.keys')]
  if (unfit.length === 0) return
  const message = 'is no setting, or has a value it cannot have'
  throw invalid(
    unfit.map((name) => ({ path: `settings.${name}`, message })),
    prefix,
  )
}

/** A relative path would become one of this machine. */
function checkPaths(setup: unknown, prefix: string): void {
  const document = Object(setup) as Record<string, unknown>
  const relative = ['upstreams', 'drops'].flatMap((list) => {
    const entries = document[list]
    return (Array.isArray(entries) ? entries : []).flatMap((entry, at) => {
      const { caFile } = Object(entry) as { caFile?: unknown }
      return typeof caFile === 'string' && !/^(\/|[A-Za-z]:[\\/])/.test(caFile) ? [`setup.${list}[${at}].caFile`] : []
    })
  })
  if (relative.length === 0) return
  const message = 'names a file on the till, so it must be a whole path'
  throw invalid(
    relative.map((path) => ({ path, message })),
    prefix,
  )
}

/** The document with the values of a till in place of the names of columns. @throws Fault `INVALID_INPUT` */
function filled(document: unknown, row: TillRow | undefined, prefix: string): unknown {
  const missing = new Set<string>()
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(/\{\{([^{}]*)\}\}/g, (_, name: string) => {
        const given = row && Object.hasOwn(row, name) ? row[name] : undefined
        if (given === undefined) missing.add(name)
        return given ?? ''
      })
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fill(part)]))
  }
  const whole = fill(document)
  if (missing.size === 0) return whole
  const message = row ? 'is no column of the list of tills' : 'stands for a column: give the list of tills with --list'
  throw invalid(
    [...missing].map((name) => ({ path: `{{${name}}}`, message })),
    prefix,
  )
}
