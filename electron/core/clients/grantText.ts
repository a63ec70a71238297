import type { Grant } from '#contract/grant.ts'

/** A grant in one line, for the audit trail: `loyalty=capillary:sell|GET /v2/x`. */
export function grantText({ upstream, allow }: Grant): string {
  const permissions = allow.map((permission) =>
    typeof permission === 'string' ? permission : `${permission.methods.join(',')} ${permission.path}`,
  )
  return `${upstream}=${permissions.join('|')}`
}
