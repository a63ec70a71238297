import type * as contract from '#contract/doctor.ts'
import type { Diagnosis, Finding, FindingParams, FindingReason } from '#core/diagnostics/finding.ts'
import { certificateExplanations, sourceText, wayAroundSignIn } from '#core/network/unreachable.ts'
import { dateText, daysText, newCertificateRemedy, reSignedRemedy, reSignedText, settingsText } from './networkWords.ts'
import { remedyText } from './remedies.ts'

export function presentDiagnosis({ at, findings }: Diagnosis): contract.Diagnosis {
  return { at, findings: findings.map(presentFinding) }
}

export function presentFinding(finding: Finding): contract.Finding {
  const { check, upstream, outcome, action } = finding
  return {
    ...{ check, ...(upstream !== undefined && { upstream }), outcome, ...wordsOf(finding) },
    ...{ reason: finding.reason, facts: factsOf(finding) },
    ...(action && { action }),
  }
}

/** What a sentence in another language is made of. */
function factsOf({ params }: Finding): contract.Finding['facts'] {
  const facts = Object.entries(params ?? {}).filter(([, value]) => ['string', 'number'].includes(typeof value))
  return Object.fromEntries(facts)
}

interface FindingWords {
  sentence: string
  remedy?: string
}

type Catalogue = {
  [Reason in FindingReason]: (params: FindingParams[Reason], upstream: string) => FindingWords
}

/** One entry for each reason; `upstream` is its id, for reasons that concern one. */
const catalogue: Catalogue = {
  fault: ({ detail, remedy }) => ({ sentence: detail, remedy: remedyText(remedy) }),
  'no-answer': ({ seconds }, upstream) => ({
    sentence: `There was no answer within ${seconds} seconds.`,
    remedy: upstream
      ? "Check the store's network, then look again."
      : 'Look again; if it stays so, start this machine again.',
  }),
  'check-failed': () => ({
    sentence: 'This could not be looked at.',
    remedy: 'Look again; if it stays so, send a support bundle.',
  }),

  'keychain-works': () => ({ sentence: 'The keychain keeps what it is given.' }),
  'keychain-in-memory': () => ({
    sentence: 'Secrets are kept in memory only and are gone when the till agent ends.',
    remedy: 'Start it without --vault memory, unless it is provisioned at each start.',
  }),
  'settings-in-order': () => ({ sentence: 'The settings are in order.' }),
  'settings-damaged': ({ copy }) => ({
    sentence: `The settings were damaged once; a copy of them is kept as ${copy}.`,
    remedy: 'Find out why, then move that file out of the data directory.',
  }),
  'data-shared': ({ directory, writers }) => ({
    sentence: `Other users may write in the data directory ${directory} (${writers.join(', ')}), and so have the secrets sent to themselves.`,
    remedy: 'Use the usual data directory, or take those rights away in the properties of the folder, tab Security.',
  }),
  'data-access-unknown': ({ directory, code }) => ({
    sentence: `Windows did not tell who may write in the data directory ${directory} (${code}).`,
    remedy:
      'Look in the properties of the folder, tab Security: only you, SYSTEM and administrators should have rights.',
  }),
  'port-not-open': () => ({ sentence: 'Checkout software is answered only while the agent runs.' }),
  'port-answers': ({ port }) => ({ sentence: `Checkout software is answered at port ${port}.` }),
  'port-silent': ({ port }) => ({
    sentence: `Nobody answers checkout software at port ${port}.`,
    remedy: 'Start the till agent again; if it stays so, look for a program that guards the ports of this machine.',
  }),
  'audit-written': () => ({ sentence: 'The audit trail is written.' }),
  'audit-damaged': ({ copy }) => ({
    sentence: `The audit trail was damaged once; it is kept as ${copy}.`,
    remedy: 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.',
  }),
  'verifications-damaged': ({ copy }) => ({
    sentence: `Some verifications of customers were damaged; they are kept as ${copy}.`,
    remedy: 'Look at the disk of this machine, then move that file out of the data directory.',
  }),
  'drop-works': ({ name }) => ({ sentence: `The server of the folder "${name}" takes files.` }),
  'drop-refused': ({ name, count }) => ({
    sentence:
      count === 1
        ? `A file of the folder "${name}" was not sent.`
        : `${count} files of the folder "${name}" were not sent.`,
    remedy: 'Look into its subfolder "refused": a note beside each says why.',
  }),
  'log-lines-lost': ({ count }) => ({
    sentence: `The log is written again, but ${count === 1 ? '1 line is' : `${count} lines are`} lost.`,
    remedy: 'Find out why the disk of this machine was full or failed.',
  }),
  'collector-takes': ({ host }) => ({ sentence: `The collector ${host} takes what this till sends.` }),
  'collector-refuses': ({ host, status }) => ({
    sentence: `The collector ${host} refuses what this till sends (${status}).`,
    remedy: 'Check the address, and the headers: till-agent telemetry header set. Selling does not depend on it.',
  }),
  'collector-silent': ({ host, code }) => ({
    sentence: `The collector ${host} does not answer (${code}).`,
    remedy: 'Check the address and the network. Selling does not depend on it.',
  }),
  'no-upstream': () => ({
    sentence: 'No upstream is set up yet, so there is nothing to sell with.',
    remedy: 'Add one: "till-agent upstream add".',
  }),

  'environment-weakens': ({ names }) => ({
    sentence: `This machine asks its programs for less safety (${names.join(', ')}); the till agent does not listen to it.`,
    remedy: 'Remove it where it is not needed: other programs obey it.',
  }),
  'environment-trusts': ({ names }) => ({
    sentence: `Certificate authorities that ${names.join(', ')} names are not trusted here; those of the system and of caFile are.`,
  }),

  'name-local': (_, upstream) => ({ sentence: `"${upstream}" is on this machine.` }),
  'name-left-to-proxy': ({ host }) => ({ sentence: `The proxy looks up where ${host} is.` }),
  'name-known': ({ host }) => ({ sentence: `The name ${host} is known.` }),
  'name-unknown': ({ host, code }) => ({
    sentence: `The address ${host} can't be found (${code}).`,
    remedy: "Check the store's internet connection; if other pages open, check the base URL and the network's DNS.",
  }),
  'no-proxy': (_, upstream) => ({ sentence: `"${upstream}" is reached without a proxy.` }),
  'proxy-used': ({ proxy }, upstream) => ({ sentence: `The way to "${upstream}" leads through the proxy ${proxy}.` }),
  'proxy-of-system': ({ proxy, source, pac }, upstream) => ({
    sentence: `The way to "${upstream}" leads through ${proxy}, as ${settingsText(source, pac)} say.`,
  }),
  'no-proxy-of-system': ({ source, pac }, upstream) => ({
    sentence:
      source === 'none'
        ? `"${upstream}" is reached without a proxy: the system has none set.`
        : `"${upstream}" is reached without a proxy, as ${settingsText(source, pac)} say.`,
  }),
  'proxy-unsupported': ({ source }) => ({
    sentence: `The proxies that ${settingsText(source)} name are none that the till agent speaks to, such as SOCKS.`,
    remedy: 'Set proxy of the upstream to direct or to the address of an HTTP proxy.',
  }),
  'pac-unreachable': ({ pac }, upstream) => ({
    sentence: `The PAC file ${pac} cannot be fetched, so "${upstream}" is called without a proxy.`,
    remedy: "Check the address in the system's settings; it must answer without a redirect, with 1 MiB at most.",
  }),
  'pac-broken': ({ pac }, upstream) => ({
    sentence: `The PAC file ${pac} does not work, so "${upstream}" is called without a proxy.`,
    remedy: 'Give it to whoever runs the network, or set proxy of the upstream to an address.',
  }),
  'proxy-wants-sign-in': ({ proxy, status }) => ({
    sentence: `The proxy ${proxy} wants a user name and a password (${status}).`,
    remedy: 'Give the upstream both: the name in proxy, as in http://till@proxy.store:3128, and proxyPassword.',
  }),
  'proxy-sign-in-unsupported': ({ proxy, status }) => ({
    sentence: `The proxy ${proxy} asks for a sign-in that the till agent does not know, such as NTLM or Kerberos (${status}).`,
    remedy: wayAroundSignIn,
  }),
  'proxy-untrusted': ({ proxy }) => ({
    sentence: `The proxy ${proxy} could not prove who it is, so it was told nothing.`,
    remedy:
      "If the proxy is the store's, give the upstream a caFile with its authority too, or name the proxy with http://.",
  }),
  'proxy-unreadable': ({ source }) => ({
    sentence: `${sourceText(source)} cannot be read as the address of an HTTP proxy.`,
    remedy:
      'Correct it, for example to http://proxy.store:3128, or set proxy of the upstream to direct or to an address.',
  }),
  'proxy-refused': ({ proxy, status }, upstream) => ({
    sentence: `The proxy ${proxy} does not let the till through to "${upstream}" (${status}).`,
    remedy: "Ask whoever runs the network to allow the upstream's host at the proxy.",
  }),
  'proxy-silent': ({ proxy, code }, upstream) => ({
    sentence: `The way to "${upstream}" leads through the proxy ${proxy}, and nothing came back (${code}).`,
    remedy: 'Check that the proxy of the settings is the right one and runs.',
  }),
  'tls-stopped-by-proxy': (_, upstream) => ({ sentence: `The proxy let nobody through to "${upstream}".` }),
  'way-unknown': (_, upstream) => ({ sentence: `Nothing was sent to "${upstream}": the way to it is not known.` }),
  'not-reached': (_, upstream) => ({
    sentence: `The credential was not tested: "${upstream}" was not reached, as said above.`,
  }),
  unreachable: ({ code }, upstream) => ({
    sentence: `"${upstream}" cannot be reached (${code}).`,
    remedy: "Check the store's internet connection and the upstream's base URL.",
  }),
  untrusted: ({ detail, remedy, issuer }) => ({
    sentence: `${detail} It was made by "${issuer}".`,
    remedy: remedyText(remedy),
  }),
  'not-encrypted': ({ host }, upstream) => ({ sentence: `"${upstream}" is spoken to in the clear, at ${host}.` }),
  'tls-trusted': ({ issuer }, upstream) => ({
    sentence: `"${upstream}" proved who it is; "${issuer}" vouches for it.`,
  }),
  'private-authority': ({ issuer }, upstream) => ({
    sentence: `"${issuer}", who vouches for "${upstream}", is no public authority: the store's network may open TLS.`,
    remedy:
      'If caFile of the upstream names that authority on purpose, nothing is to be done; if not, somebody is intercepting the connection.',
  }),
  're-signed': ({ issuer }, upstream) => ({
    sentence: `Of "${upstream}", ${reSignedText(issuer)}`,
    remedy: reSignedRemedy,
  }),
  'certificate-required': () => explanationWords('required'),
  'certificate-refused': () => explanationWords('refused'),
  'certificate-valid': ({ subject, expiresAt }, upstream) => ({
    sentence: `The certificate "${subject}", which the till shows to "${upstream}", is good until ${dateText(expiresAt)}.`,
  }),
  'certificate-expiring': ({ subject, expiresAt, days }, upstream) => ({
    sentence: `The certificate "${subject}", which the till shows to "${upstream}", ends on ${dateText(expiresAt)}, in ${daysText(days)}.`,
    remedy: newCertificateRemedy(upstream),
  }),
  'certificate-expired': ({ subject, expiresAt }, upstream) => ({
    sentence: `The certificate "${subject}", which the till shows to "${upstream}", ended on ${dateText(expiresAt)}.`,
    remedy: newCertificateRemedy(upstream),
  }),
  'clock-unknown': (_, upstream) => ({ sentence: `"${upstream}" did not tell what time it is there.` }),
  'clock-agrees': (_, upstream) => ({ sentence: `The clock of this machine agrees with that of "${upstream}".` }),
  'clock-off': ({ skewMs }, upstream) => ({
    sentence: `The clock of this machine is ${durationText(skewMs)} ${skewMs > 0 ? 'ahead of' : 'behind'} that of "${upstream}".`,
    remedy: 'Let this machine set its date and time automatically.',
  }),
  'credential-accepted': ({ notice }, upstream) => ({
    sentence: [`"${upstream}" takes the credential of this till.`, ...(notice ? [notice] : [])].join(' '),
  }),
}

function explanationWords(alert: 'required' | 'refused'): FindingWords {
  const { detail, remedy } = certificateExplanations[alert]
  return { sentence: detail, remedy }
}

function wordsOf({ reason, params, upstream = '' }: Finding): FindingWords {
  // The compiler cannot see that the entry belongs to the parameters: both were chosen by the same reason.
  return (catalogue[reason] as (params: Finding['params'], upstream: string) => FindingWords)(params, upstream)
}

/** `1 minute` · `90 minutes` · `47 hours` · `3 days`, whichever sign the duration has. */
function durationText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
