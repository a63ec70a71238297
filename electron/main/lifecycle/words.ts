import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { Condition } from '#contract/status.ts'

export interface Words extends Record<Condition, string> {
  /** What the outbox holds, in one line. */
  outbox(counts: OutboxCounts): string
  testMode(upstreams: readonly string[]): string
  training: string
  open: string
  doctor: string
  startAtLogin: string
  quit: string
  cannotStart: string
  crashed: string
}

/** Of what waits: since when the oldest does, and the sum of the amounts. */
function sinceAndSum(language: string, since: string, { oldestAt, amount }: Pick<OutboxCounts, 'oldestAt' | 'amount'>) {
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' })
  const sum = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const parts = [
    ...(oldestAt === undefined ? [] : [`${since} ${time.format(oldestAt)}`]),
    ...(amount > 0 ? [sum.format(amount)] : []),
  ]
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

const english: Words = {
  ready: 'Ready',
  attention: 'Needs attention',
  offline: 'No cloud can be reached',
  blocked: 'Not working',
  outbox: ({ open, needPerson, ...counts }) =>
    `Outbox: ${open} waiting${sinceAndSum('en', 'since', counts)}${needPerson > 0 ? `, ${needPerson} to decide` : ''}`,
  testMode: (upstreams) => `Test mode: ${upstreams.join(', ')}`,
  training: 'Training: nothing counts',
  open: 'Open',
  doctor: 'Check-up',
  startAtLogin: 'Start with the computer',
  quit: 'Quit',
  cannotStart: 'The Till Agent cannot start',
  crashed: 'The Till Agent has stopped',
}

const arabic: Words = {
  ready: 'جاهز',
  attention: 'يحتاج إلى انتباه',
  offline: 'تعذّر الوصول إلى أي سحابة',
  blocked: 'لا يعمل',
  outbox: ({ open, needPerson, ...counts }) =>
    `الصادر: ${open} في الانتظار${sinceAndSum('ar', 'منذ', counts)}${needPerson > 0 ? `، ${needPerson} بانتظار قرار` : ''}`,
  testMode: (upstreams) => `وضع التجربة: ${upstreams.join(', ')}`,
  training: 'تدريب: لا شيء يُحتسب',
  open: 'فتح',
  doctor: 'فحص',
  startAtLogin: 'التشغيل مع بدء الحاسوب',
  quit: 'إنهاء',
  cannotStart: 'تعذّر تشغيل Till Agent',
  crashed: 'توقّف Till Agent',
}

/** @param locale of the system, such as `ar-EG` */
export function wordsFor(locale: string): Words {
  return /^ar\b/i.test(locale) ? arabic : english
}
