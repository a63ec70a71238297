import type * as contract from '#contract/status.ts'
import type { Concern, Status } from '#core/diagnostics/status.ts'
import { daysText, newCertificateRemedy, reSignedRemedy, reSignedText } from './networkWords.ts'
import { remedyText } from './remedies.ts'

export function presentStatus(status: Status): contract.Status {
  return { ...status, concerns: status.concerns.map(presentConcern) }
}

function presentConcern(concern: Concern): contract.Concern {
  const since = concern.code === 'UPSTREAM_OFFLINE' ? { since: concern.since } : {}
  return { about: concern.about, code: concern.code, ...wordsOf(concern), ...since }
}

function wordsOf(concern: Concern): Pick<contract.Concern, 'reason' | 'remedy'> {
  if ('fault' in concern) return { reason: concern.fault.detail, remedy: remedyText(concern.fault.remedy) }
  if ('problem' in concern) return { reason: concern.problem.reason, remedy: concern.problem.remedy }
  switch (concern.code) {
    case 'UPSTREAM_ALARM':
      return { reason: concern.alarm, remedy: 'Check till and store with head office before selling on.' }
    case 'UPSTREAM_RE_SIGNED':
      return { reason: `Its ${reSignedText(concern.issuer)}`, remedy: reSignedRemedy }
    case 'UPSTREAM_OFFLINE':
      return {
        reason: `It has not been reached since ${timeOf(concern.since)}.`,
        remedy: 'The agent tries again by itself. If it stays so, "till-agent doctor" finds out why.',
      }
    case 'IDENTITY_UNCONFIRMED':
      return {
        reason: `Nobody has said yet whether ${identityText(concern)} is right. Another till's sales count for its store.`,
        remedy: 'Look at it in the window, under Clouds, and say so; or remove the upstream.',
      }
    case 'CERTIFICATE_EXPIRING':
      return {
        reason: `The certificate "${concern.subject}", which the till shows to it, ends in ${daysText(concern.days)}.`,
        remedy: newCertificateRemedy(concern.about),
      }
    case 'CERTIFICATE_EXPIRED':
      return {
        reason: `The certificate "${concern.subject}", which the till shows to it, has ended.`,
        remedy: newCertificateRemedy(concern.about),
      }
    case 'AUDIT_DAMAGED':
      return {
        reason: `The audit trail was damaged; it was set aside as ${concern.copy}, and a new one was begun.`,
        remedy: 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.',
      }
    case 'VERIFICATIONS_DAMAGED':
      return {
        reason: `Some verifications of customers were damaged and set aside as ${concern.copy}; the rest goes on.`,
        remedy: 'Look at the disk of this machine, then move that file out of the data directory.',
      }
    case 'OUTBOX_NEEDS_PERSON':
      return {
        reason:
          concern.count === 1
            ? 'One request in the outbox needs a person.'
            : `${concern.count} requests in the outbox need a person.`,
        remedy:
          'Decide in the window, under Outbox, or by "till-agent outbox list": correct it, send it again or discard it.',
      }
    case 'DROP_STUCK':
      return {
        reason: `Files of the folder "${concern.name}" are not sent: ${concern.reason}`,
        remedy: `The agent tries again by itself. "till-agent drop test ${concern.name}" tries it at once.`,
      }
    case 'DROP_REFUSED':
      return {
        reason:
          concern.count === 1
            ? `A file of the folder "${concern.name}" was not sent.`
            : `${concern.count} files of the folder "${concern.name}" were not sent.`,
        remedy:
          'It lies in the subfolder "refused", with a note that says why. Put it right, and take it out of there.',
      }
    case 'DIRECTIVES_TAKEN_BACK':
      return {
        reason: `What head office had set from afar was taken back: ${concern.reason}.`,
        remedy: 'Nothing is to be done here. Head office has to set something else.',
      }
    case 'DIRECTIVES_REFUSED':
      return {
        reason: `What head office has set from afar cannot be used on this till: ${concern.reason}`,
        remedy: 'Nothing was changed. Tell head office.',
      }
    case 'NO_UPSTREAM':
      return { reason: 'No upstream is set up yet.', remedy: 'Add one: "till-agent upstream add".' }
    case 'NO_PIN':
      return {
        reason: 'No PIN is set: anyone at the window can change the set-up.',
        remedy: 'Set one: "till-agent pin set". Or decline it in the window, under Settings.',
      }
    case 'NO_CLIENT':
      return { reason: 'No program may call yet.', remedy: 'Add one: "till-agent client add".' }
  }
}

function identityText({ organisation, till }: { organisation: string | undefined; till: string | undefined }): string {
  const names = [organisation, till].filter((name) => name !== undefined)
  return names.length > 0 ? `"${names.join(' · ')}"` : 'the till that it is signed in as'
}

/** By the clock on the wall, such as 10:37. */
function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
