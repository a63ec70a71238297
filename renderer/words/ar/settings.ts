import type { Words } from '../en/en.ts'
import type { settings as english } from '../en/settings.ts'

export const settings: Words<typeof english> = {
  title: 'الإعدادات',
  groups: { store: 'هذا المتجر', window: 'هذه النافذة', limits: 'الحدود', other: 'المزيد' },
  limitsExplain: 'مناسبة كما هي. لا تغيّرها إلا إذا طلب منك فريق الدعم ذلك.',
  names: {
    store: { name: 'اسم المتجر', country: 'البلد' },
    limits: {
      bodyBytes: 'أكبر محتوى للطلب',
      headerBytes: 'أكبر ترويسات للطلب',
      localConnections: 'الاتصالات من البرامج',
      upstreamConnections: 'الاتصالات بالخدمة الواحدة',
      upstreamConnectionsPerClient: 'منها للبرنامج الواحد',
      queue: 'الطلبات التي قد تنتظر خدمة',
      requestsPerSecond: 'الطلبات في الثانية للبرنامج الواحد',
      burst: 'الطلبات دفعة واحدة للبرنامج الواحد',
      connectTimeoutMs: 'انتظار الاتصال',
      answerTimeoutMs: 'انتظار الإجابة',
      idleTimeoutMs: 'الانتظار أثناء الإجابة',
    },
  },
  sources: { default: 'القيمة الأصلية', settings: 'ضُبطت هنا', start: 'حُدّدت عند التشغيل', policy: 'حددتها الإدارة' },
  fixed: {
    start: 'حُدّدت عند تشغيل الوكيل، ولا تُغيَّر إلا هناك.',
    policy: 'القرار فيها للإدارة.',
  },
  notSet: 'غير محدد',
  perSecond: '{{value}} في الثانية',
  normally: 'عادةً {{value}}',
  between: 'من {{least}} إلى {{most}}.',
  needsRestart: 'يسري عند التشغيل التالي',
  edit: 'تغيير',
  save: 'حفظ',
  reset: 'إعادة إلى الأصل',
  saved: 'حُفظ.',
  savedForRestart: 'حُفظ، ويسري عند التشغيل التالي.',
  wasReset: 'أُعيد إلى الأصل.',
  units: { bytes: 'بالبايت.', milliseconds: 'بالمللي ثانية.', 'per-second': 'في الثانية.', count: '' },
  countryHint: 'تُقرأ أرقام الهاتف التي بلا رمز بلد على أنها أرقام هذا البلد.',
  chooseCountry: 'اختر البلد',
  noSuchCountry: 'لا يوجد بلد بهذا الاسم',
}
