import type { ControlCall } from './controlAudit.ts'

/** Which calls set the till up, and so need the manager's PIN where one is set. */
const managerCalls: Record<ControlCall, boolean> = {
  status: false,
  changes: false,
  'upstreams.forms': false,
  'upstreams.list': false,
  'upstreams.add': true,
  'upstreams.test': false,
  'upstreams.rotate': true,
  'upstreams.remove': true,
  'upstreams.signIn.start': true,
  'upstreams.signIn.finish': true,
  'upstreams.signOut': true,
  'clients.list': false,
  'clients.add': true,
  'clients.revoke': true,
  'pairings.pending': false,
  'pairings.approve': true,
  // Anybody may turn a program away.
  'pairings.refuse': false,
  'customers.lookUp': false,
  'verifications.open': false,
  'verifications.get': false,
  'verifications.start': false,
  'verifications.check': false,
  'verifications.resend': false,
  'verifications.cancel': false,
  'settings.list': false,
  'settings.set': true,
  'pin.status': false,
  'pin.unlock': false,
  'pin.lock': false,
  'pin.set': true,
  'pin.remove': true,
  'traffic.recent': false,
  'traffic.latency': false,
  'traffic.refusals': false,
  doctor: false,
  'bundle.preview': true,
  'bundle.make': true,
  webLink: true,
  provision: true,
  'audit.list': true,
  'audit.export': true,
  'audit.verify': false,
}

export function needsManager(path: readonly string[]): boolean {
  return managerCalls[path.join('.') as ControlCall]
}
