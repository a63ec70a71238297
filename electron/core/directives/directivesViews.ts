import type { DirectivesProblem, FleetStatus } from '#contract/fleet/directives.ts'
import type { StoredHeadOffice } from '#core/settings/settings.ts'
import { DocumentError } from '#core/signing/signedDocument.ts'
import { UnreachableError } from './directivesFeed.ts'
import { DirectivesError } from './verifyDirectives.ts'

export function inForceView({
  counter,
  at,
  contents,
}: NonNullable<StoredHeadOffice['inForce']>): FleetStatus['inForce'] {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  const { settings, upstreams, clients } = contents
  return { counter, at, settings: Object.keys(settings), upstreams: ids(upstreams), clients: ids(clients) }
}

export function failedView({ digest: _, ...failed }: NonNullable<StoredHeadOffice['failed']>): FleetStatus['failed'] {
  return failed
}

export function problemOf(thrown: unknown): DirectivesProblem | undefined {
  if (thrown instanceof DirectivesError) return thrown.problem
  if (thrown instanceof DocumentError) return thrown.flaw
  return thrown instanceof UnreachableError ? 'unreachable' : undefined
}

export function detailOf(thrown: unknown): string {
  if (thrown instanceof DirectivesError || thrown instanceof DocumentError) return thrown.detail
  return thrown instanceof Error ? thrown.message : ''
}
