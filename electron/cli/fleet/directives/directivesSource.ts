import { z } from 'zod'
import { KnownAsk } from '#contract/fleet/asks.ts'
import { Bar, ClientChange, DirectiveContents, UpstreamChange } from '#contract/fleet/directives.ts'
import { SettingValue } from '#contract/setting.ts'
import { commonSecrets } from '#contract/upstream.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { readLayer } from '#core/settings/policy.ts'
import { readSetupDocument } from '#host/provisioningFile.ts'
import { schemes } from '#schemes/index.ts'

const [proof, bundle] = KnownAsk.options
const strictAsks = [proof.strict(), bundle.strict()] as const

/** As tills read it, but nothing that they would leave out may stand in it. */
const DirectivesSource = z.strictObject({
  settings: z.record(z.string(), SettingValue).default({}),
  upstreams: z.array(UpstreamChange).max(100).default([]),
  clients: z.array(z.strictObject(ClientChange.shape)).max(1_000).default([]),
  /** By head office's name for the till, or its installation. */
  barred: z
    .array(z.strictObject({ till: Bar.shape.till, reason: Bar.shape.reason }))
    .max(1_000)
    .default([]),
  asks: z.array(z.discriminatedUnion('kind', strictAsks)).max(1_000).default([]),
})

export interface ReadDirectives {
  contents: DirectiveContents
  barred: Omit<Bar, 'since'>[]
  asks: KnownAsk[]
}

/** @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT`, also for a secret: the file is public */
export function readDirectivesSource(path: string): ReadDirectives {
  const prefix = `In "${path}": `
  const read = DirectivesSource.safeParse(readSetupDocument(path).document)
  if (!read.success) throw invalid(issuesOf(read.error), prefix)
  const { settings, upstreams, asks } = read.data
  const wrong = [
    ...readLayer(settings).problems.map((name) => ({
      path: `settings.${name}`,
      message: 'is no setting, has a value it cannot have, or cannot be set from afar',
    })),
    ...upstreams.flatMap(({ id, ...fields }) =>
      Object.keys(fields).flatMap((name) => {
        const message = refusedFields.get(name)
        return message === undefined ? [] : [{ path: `upstreams.${id}.${name}`, message }]
      }),
    ),
    ...asks.flatMap(({ id, till }, at) =>
      asks.findIndex((ask) => ask.id === id && ask.till === till) === at
        ? []
        : [{ path: `asks.${at}.id`, message: `is asked of ${till} already: a till does what an id stands for once` }],
    ),
  ]
  if (wrong.length > 0) throw invalid(wrong, prefix)
  return { contents: DirectiveContents.parse(read.data), barred: read.data.barred, asks }
}

const secretFields = [...schemes.flatMap((scheme) => Object.keys(scheme.secrets.shape)), ...Object.keys(commonSecrets)]

/** Fields of an upstream that no till takes from afar, with the reason. */
const refusedFields = new Map([
  ...secretFields.map((name) => [name, 'is a secret, and this file is public: secrets go in packs'] as const),
  ...['scheme', 'caFile'].map((name) => [name, 'cannot be changed from afar'] as const),
])
