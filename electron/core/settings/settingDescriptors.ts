import { z } from 'zod'
import type { SettingView } from '#contract/setting.ts'
import { defaultCodeRules } from './codes.ts'
import { defaultCounter } from './counter.ts'
import { defaultFleet } from './fleet.ts'
import { defaultLimits } from './limits.ts'
import { defaultNetwork } from './network.ts'
import { defaultOutboxApproval } from './outboxApproval.ts'
import { type SettingGroup, settingGroups } from './policy.ts'
import { defaultStart } from './start.ts'
import { defaultStatements } from './statements.ts'
import { defaultTelemetry } from './telemetry.ts'
import { defaultTraining } from './training.ts'
import { defaultUpdates } from './updates.ts'

/** The facts of a setting that do not depend on its value. */
export interface SettingDescriptor {
  group: SettingGroup
  key: string
  facts: Omit<SettingView, 'value' | 'source'>
  /** The message about an invalid value; the schema's own issues when absent. */
  rule: string | undefined
}

let described: readonly SettingDescriptor[] | undefined

/** Of every setting that a person may see. Made when first asked for, since a start takes long enough. */
export function settingDescriptors(): readonly SettingDescriptor[] {
  described ??= shownGroups.flatMap(describeGroup)
  return described
}

const shownGroups = [
  ...(['limits', 'store', 'codes', 'updates', 'network', 'statements'] as const),
  ...(['counter', 'training', 'outbox', 'start', 'fleet', 'telemetry'] as const),
]

/** Made from the contract's schema, so that the bounds shown are the bounds checked. */
function describeGroup(group: SettingGroup): SettingDescriptor[] {
  const { properties = {} } = z.toJSONSchema(settingGroups[group], { io: 'input' })
  return Object.entries(properties).map(([key, schema]) => {
    const setting = { group, key, name: `${group}.${key}` }
    const { type, enum: choices } = schema as { type?: string; enum?: string[] }
    const isNumber = type === 'integer' || type === 'number'
    return isNumber ? describeNumber(setting, schema as NumberSchema) : describeText(setting, choices)
  })
}

type SettingName = Pick<SettingDescriptor, 'group' | 'key'> & { name: string }

interface NumberSchema {
  type: 'integer' | 'number'
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

function describeNumber({ group, key, name }: SettingName, schema: NumberSchema): SettingDescriptor {
  const { type, minimum: least, exclusiveMinimum: above, maximum: most } = schema
  const bounds = { ...(least !== undefined && { least }), ...(most !== undefined && { most }) }
  const fallback = defaultOf({ group, key })
  const from = least === undefined ? `above ${above} and at most` : `from ${least} to`
  const rule = `must be a ${type === 'integer' ? 'whole number' : 'number'} ${from} ${most}`
  return {
    group,
    key,
    rule,
    facts: {
      ...{ name, kind: 'number', ...(fallback !== undefined && { fallback }), ...bounds },
      ...{ unit: unitOf(key), needsRestart: takesEffectAtStart(group) },
    },
  }
}

function describeText({ group, key, name }: SettingName, choices: string[] | undefined): SettingDescriptor {
  const kind = name === 'store.country' ? 'country' : 'text'
  const fallback = defaultOf({ group, key })
  const facts = {
    name,
    kind,
    ...(fallback !== undefined && { fallback }),
    ...(choices && { choices }),
    needsRestart: takesEffectAtStart(group),
  } as const
  return { group, key, rule: undefined, facts }
}

function takesEffectAtStart(group: SettingGroup): boolean {
  return group === 'limits' || group === 'network' || group === 'start'
}

/** The built-in value of a setting, if it has one. */
function defaultOf({ group, key }: Pick<SettingDescriptor, 'group' | 'key'>): SettingView['fallback'] {
  const defaults: Partial<Record<SettingGroup, object>> = {
    limits: defaultLimits,
    codes: defaultCodeRules,
    network: defaultNetwork,
    statements: defaultStatements,
    counter: defaultCounter,
    training: defaultTraining,
    outbox: defaultOutboxApproval,
    start: defaultStart,
    updates: defaultUpdates,
    fleet: defaultFleet,
    telemetry: defaultTelemetry,
  }
  return (defaults[group] as Record<string, SettingView['fallback']> | undefined)?.[key]
}

/** The unit is the end of a limit's name. */
function unitOf(key: string): NonNullable<SettingView['unit']> {
  if (key.endsWith('Bytes')) return 'bytes'
  if (key.endsWith('Ms')) return 'milliseconds'
  return key.endsWith('PerSecond') ? 'per-second' : 'count'
}
