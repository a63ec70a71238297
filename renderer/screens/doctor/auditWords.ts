import type { i18n, TFunction } from 'i18next'
import type { AuditEvent, AuditRow } from '../../../electron/contract/audit.ts'
import type { FaultCode } from '../../../electron/contract/faults.ts'
import type { audit } from '../../words/en/audit.ts'

type Words = Record<'event' | 'actor' | 'subject' | 'outcome', string>
type Door = keyof (typeof audit)['doors']
type Room = keyof (typeof audit)['subjects']

/** A row of the trail as a person would say it. What the catalogue does not know is shown as it stands. */
export function auditWords(row: AuditRow, t: TFunction, { exists }: Pick<i18n, 'exists'>): Words {
  return {
    event: exists(`audit.events.${row.event}`) ? t(`audit.events.${row.event as AuditEvent}`) : row.event,
    actor: actorWords(row.actor, t, exists),
    subject: subjectWords(row.subject, t, exists),
    outcome: outcomeWords(row.outcome, t, exists),
  }
}

function actorWords(actor: string, t: TFunction, exists: i18n['exists']): string {
  if (actor === 'agent') return t('audit.agent')
  if (actor === 'pos/unknown') return t('audit.unknownProgram')
  const [door, who] = divided(actor)
  return who && exists(`audit.doors.${door}`) ? t(`audit.doors.${door as Door}`, { who }) : actor
}

function subjectWords(subject: string, t: TFunction, exists: i18n['exists']): string {
  const [room, name] = divided(subject)
  return name && exists(`audit.subjects.${room}`) ? t(`audit.subjects.${room as Room}`, { name }) : subject
}

function outcomeWords(outcome: string, t: TFunction, exists: i18n['exists']): string {
  if (outcome === 'done') return t('audit.done')
  return exists(`faults.${outcome}.title`) ? t(`faults.${outcome as FaultCode}.title`) : outcome
}

function divided(text: string): [string, string] {
  const at = text.indexOf('/')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
