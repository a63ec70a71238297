import type { ControlCall } from './controlAudit.ts'

/**
 * What a till that head office has barred still answers: what says why and what was, and what sets it up again by a pack of head
 * office. Everything else is refused.
 */
const served: ReadonlySet<string> = new Set<ControlCall>([
  ...(['status', 'changes', 'doctor', 'openSystemPanel', 'day', 'stop', 'webLink', 'secrets.forget'] as const),
  ...(['bundle.preview', 'bundle.make', 'traffic.recent', 'traffic.latency', 'traffic.refusals'] as const),
  ...(['audit.list', 'audit.export', 'audit.verify', 'settings.list', 'pin.status', 'pin.unlock', 'pin.lock'] as const),
  ...(['enrolment.fetch', 'enrolment.inspect', 'enrolment.enrol', 'directives.status', 'directives.look'] as const),
  ...(['updates.status', 'updates.check', 'updates.install'] as const),
  ...(['upstreams.forms', 'upstreams.list', 'upstreams.remove', 'clients.list', 'clients.revoke'] as const),
  ...(['drops.list', 'drops.remove', 'outbox.list', 'outbox.counts', 'outbox.page', 'verifications.open'] as const),
  ...(['pairings.pending', 'browser.session', 'browser.remember', 'browser.forget'] as const),
])

export function isServedWhenBarred(path: readonly string[]): boolean {
  return served.has(path.join('.'))
}
