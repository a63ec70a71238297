import type { Grant } from '../contract/grant.ts'

/** A grant in one line, for the audit trail: `loyalty=capillary:sell|GET /v2/x`. */
export function grantText({ upstream, allow }: Grant): string {
  const permissions = allow.map((one) => (typeof one === 'string' ? one : `${one.methods.join(',')} ${one.path}`))
  return `${upstream}=${permissions.join('|')}`
}
