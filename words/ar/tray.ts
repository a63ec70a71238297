import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

export const tray: Words<'ar', typeof english> = {
  ready: 'جاهز',
  attention: 'يحتاج إلى انتباه',
  offline: 'تعذّر الوصول إلى أي خدمة سحابية',
  blocked: 'لا يعمل',
  outbox: 'الصادر: {{open}} في الانتظار',
  outboxToDecide: 'الصادر: {{open}} في الانتظار، {{needPerson}} بانتظار قرار',
  since: 'منذ {{time}}',
  testMode: 'وضع التجربة: {{upstreams}}',
  training: 'تدريب: لا شيء يُحتسب',
  open: 'فتح',
  doctor: 'فحص',
  customerScreen: 'شاشة العميل',
  startAtLogin: 'التشغيل مع بدء الحاسوب',
  quit: 'إنهاء',
  cannotStart: 'تعذّر تشغيل Till Agent',
  crashed: 'توقّف Till Agent',
}
