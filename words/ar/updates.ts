import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'ar', typeof english> = {
  title: 'التحديثات',
  version: 'الإصدار',
  offered: 'إصدار أحدث',
  ring: 'مجموعة المتاجر',
  quietHours: 'ساعات الهدوء',
  fresh: 'آخر خبر سليم من خادم التحديث',
  never: 'لم يحدث بعد',
  steps: {
    idle: 'هذا أحدث إصدار لهذا المتجر.',
    checking: 'جارٍ السؤال عن إصدار أحدث…',
    available: 'يوجد إصدار أحدث.',
    downloading: 'جارٍ جلب {{version}}…',
    ready: 'وصل الإصدار الأحدث وتم التحقق منه. سيُثبَّت عندما لا يكون هناك شيء قيد التنفيذ.',
    installing: 'جارٍ التثبيت. ستعود النافذة من تلقاء نفسها.',
    proving: 'يجري التأكد من أن الإصدار الجديد يعمل.',
    'rolling-back': 'لم يعمل الإصدار الجديد. تجري استعادة الإصدار السابق.',
  },
  waits: {
    paused: 'التحديثات متوقفة مؤقتًا.',
    pinned: 'تُبقي الإدارة هذا المتجر على إصداره.',
    'not-in-ring': 'تحصل عليه متاجر أخرى أولًا.',
    'failed-before': 'لم يعمل هنا من قبل. ينتظر الإصدار الذي يليه.',
    'request-under-way': 'ينتظر انتهاء طلب جارٍ.',
    'sale-just-now': 'ينتظر لحظة هادئة.',
    'verification-open': 'ينتظر عميلًا يجري التحقق منه.',
    'pairing-open': 'ينتظر برنامجًا يطلب السماح له.',
    'outside-quiet-hours': 'ينتظر ساعات هدوء المتجر.',
  },
  outcomes: {
    done: 'ثُبِّت الإصدار {{version}} {{when}}.',
    'rolled-back': 'لم يعمل الإصدار {{version}} فسُحب {{when}}.',
    stuck: 'تعذّر سحب الإصدار {{version}} {{when}}. اتصل بالدعم.',
  },
  progress: '{{bytes}} من {{of}}',
  check: 'البحث عن تحديثات',
  install: 'التثبيت الآن',
  installTitle: 'هل تريد تثبيت الإصدار {{version}} الآن؟',
  installExplain: 'يتوقف وكيل الصندوق ثم يعمل من جديد. لا تستطيع الخزينة الوصول إلى الخدمات نحو نصف دقيقة.',
}
