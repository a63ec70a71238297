import type * as contract from '#contract/doctor.ts'
import type { Fault } from '#core/base/fault.ts'
import type { ProxySource } from '#core/network/systemProxy.ts'

/** Why a check came out as it did, with the facts that a sentence about it needs. */
export interface FindingParams {
  /** The check failed with this fault. */
  fault: Pick<Fault, 'detail' | 'remedy'>
  'no-answer': { seconds: number }
  'check-failed': null

  'keychain-works': null
  'keychain-in-memory': null
  'settings-in-order': null
  'settings-damaged': { copy: string }
  /** @property writers other users that may write in the data directory */
  'data-shared': { directory: string; writers: readonly string[] }
  'data-access-unknown': { directory: string; code: string }
  'port-not-open': null
  'port-answers': { port: number }
  'port-silent': { port: number }
  'audit-written': null
  'audit-damaged': { copy: string }
  'verifications-damaged': { copy: string }
  /** @property count since the start */
  'log-lines-lost': { count: number }
  /** @property name of the folder's drop */
  'drop-works': { name: string }
  'drop-refused': { name: string; count: number }
  /** @property host of the collector */
  'collector-takes': { host: string }
  'collector-refuses': { host: string; status: number }
  /** @property code of the system, or of TLS */
  'collector-silent': { host: string; code: string }
  'no-upstream': null
  /** @property names variables and options that would make connections less safe */
  'environment-weakens': { names: readonly string[] }
  /** @property names variables and options that name certificate authorities */
  'environment-trusts': { names: readonly string[] }

  'name-local': null
  'name-left-to-proxy': { host: string }
  'name-known': { host: string }
  /** @property code of the system's resolver */
  'name-unknown': { host: string; code: string }
  'no-proxy': null
  'proxy-used': { proxy: string }
  /** @property proxy the ways in their order */
  'proxy-of-system': { proxy: string; source: ProxySource; pac: string | undefined }
  /** @property pac empty without a PAC file */
  'no-proxy-of-system': { source: ProxySource; pac: string }
  'proxy-unsupported': { source: ProxySource }
  'pac-unreachable': { pac: string }
  'pac-broken': { pac: string }
  'proxy-wants-sign-in': { proxy: string; status: number }
  /** The proxy takes no Basic credentials. */
  'proxy-sign-in-unsupported': { proxy: string; status: number }
  'proxy-untrusted': { proxy: string }
  /** @property source the variable of the environment, or `proxy` of the upstream */
  'proxy-unreadable': { source: string }
  'proxy-refused': { proxy: string; status: number }
  'proxy-silent': { proxy: string; code: string }
  'tls-stopped-by-proxy': null
  'way-unknown': null
  /** Of a credential. */
  'not-reached': null
  unreachable: { code: string }
  /** @property issuer who made the certificate */
  untrusted: Pick<Fault, 'detail' | 'remedy'> & { issuer: string }
  'not-encrypted': { host: string }
  'tls-trusted': { issuer: string }
  /** The upstream names this authority itself. */
  'private-authority': { issuer: string }
  /** Only this machine's store vouches for the authority. */
  're-signed': { issuer: string }
  /** The upstream asks for a certificate of the till, which has none to show. */
  'certificate-required': null
  'certificate-refused': null
  /** @property expiresAt in milliseconds since 1970 */
  'certificate-valid': { subject: string; expiresAt: number }
  'certificate-expiring': { subject: string; expiresAt: number; days: number }
  'certificate-expired': { subject: string; expiresAt: number }
  'clock-unknown': null
  'clock-agrees': null
  /** @property skewMs this machine's clock minus the upstream's */
  'clock-off': { skewMs: number }
  'credential-accepted': { notice: string | undefined }
}

export type FindingReason = keyof FindingParams

/** Which check of which upstream a finding belongs to. */
export type Checked = Pick<contract.Finding, 'check' | 'upstream'>

/** The result of one check, as data. A presenter makes the sentences. */
export type Finding = {
  [Reason in FindingReason]: Checked &
    Pick<contract.Finding, 'outcome' | 'action'> & { reason: Reason; params: FindingParams[Reason] }
}[FindingReason]

export function faultFinding(checked: Checked, { detail, remedy }: Pick<Fault, 'detail' | 'remedy'>): Finding {
  return { ...checked, outcome: 'trouble', reason: 'fault', params: { detail, remedy } }
}

export interface Diagnosis {
  /** Milliseconds since 1970. */
  at: number
  findings: Finding[]
}
