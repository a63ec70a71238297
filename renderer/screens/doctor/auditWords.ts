import type { i18n, TFunction } from 'i18next'
import type { AuditEvent, AuditRow } from '#contract/audit.ts'
import type { audit } from '#words/en/audit.ts'
import { faultTitle } from '#words/faultTitle.ts'

type Catalogue = Pick<i18n, 'exists'>
type RowWords = Record<'event' | 'actor' | 'subject' | 'outcome', string>
type ActorKind = keyof (typeof audit)['actors']
type SubjectKind = keyof (typeof audit)['subjects']

/** The sentences for a row of the audit trail. A value that the catalogue lacks is shown unchanged. */
export function auditWords(row: AuditRow, t: TFunction, catalogue: Catalogue): RowWords {
  return {
    event: catalogue.exists(`audit.events.${row.event}`) ? t(`audit.events.${row.event as AuditEvent}`) : row.event,
    actor: actorWords(row.actor, t, catalogue),
    subject: subjectWords(row.subject, t, catalogue),
    outcome: row.outcome === 'done' ? t('audit.done') : faultTitle(row.outcome, t, catalogue),
  }
}

function actorWords(actor: string, t: TFunction, { exists }: Catalogue): string {
  if (actor === 'agent') return t('audit.agent')
  if (actor === 'pos/unknown') return t('audit.unknownClient')
  const [kind, who] = splitAtSlash(actor)
  return who && exists(`audit.actors.${kind}`) ? t(`audit.actors.${kind as ActorKind}`, { who }) : actor
}

function subjectWords(subject: string, t: TFunction, { exists }: Catalogue): string {
  const [kind, name] = splitAtSlash(subject)
  return name && exists(`audit.subjects.${kind}`) ? t(`audit.subjects.${kind as SubjectKind}`, { name }) : subject
}

/** `pipe/anna` becomes `['pipe', 'anna']`; the second text is empty without a slash. */
function splitAtSlash(text: string): [string, string] {
  const slash = text.indexOf('/')
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)]
}
