import type { z } from 'zod'
import { settingGroups } from '#core/settings/policy.ts'
import { Settings } from '#core/settings/settings.ts'

type Issue = z.core.$ZodIssue

/**
 * Settings as a file has them. What only a later version knows is left out: a name beside those of this version, and a choice
 * of a setting that this version does not offer. An update that did not work gives way to the version of before, which has to
 * start with what the later one stored.
 */
export function readSettings(stored: unknown): z.ZodSafeParseResult<Settings> {
  const read = Settings.safeParse(stored)
  if (read.success) return read
  const later = read.error.issues.flatMap(laterNames)
  return later.length === 0 ? read : Settings.safeParse(without(stored, later))
}

/** The paths of what a later version has stored. */
function laterNames(issue: Issue): PropertyKey[][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key])
  const [group = '', ...rest] = issue.path
  const isChoice = issue.code === 'invalid_value' && rest.length === 1 && Object.hasOwn(settingGroups, group)
  return isChoice ? [[...issue.path]] : []
}

function without(stored: unknown, paths: readonly PropertyKey[][]): unknown {
  const copy: unknown = structuredClone(stored)
  for (const path of paths) {
    const holder = path.slice(0, -1).reduce<unknown>((at, name) => (at as Record<PropertyKey, unknown>)[name], copy)
    delete (holder as Record<PropertyKey, unknown>)[path.at(-1) ?? '']
  }
  return copy
}
