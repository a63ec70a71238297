import type { Condition } from '#contract/status.ts'

export interface Words extends Record<Condition, string> {
  open: string
  doctor: string
  startAtLogin: string
  quit: string
  cannotStart: string
  crashed: string
}

const english: Words = {
  ready: 'Ready',
  attention: 'Needs attention',
  offline: 'No cloud can be reached',
  blocked: 'Not working',
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
