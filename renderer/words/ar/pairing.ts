import type { Words } from '../en/en.ts'
import type { pairing as english } from '../en/pairing.ts'

export const pairing: Words<typeof english> = {
  title: 'برنامج يطلب السماح له',
  program: 'ملف البرنامج',
  pid: 'العملية {{pid}}',
  unknownProgram: 'لا يستطيع هذا الجهاز معرفة البرنامج الذي يطلب.',
  compare: 'هل يعرض برنامج البيع هذا الرمز؟',
  impostor:
    'لا توافق إلا إذا بدأت هذا بنفسك في برنامج البيع الآن. إن كان الرمز غائبًا أو مختلفًا فهناك برنامج ينتحل صفته: ارفض.',
  wants: 'يريد',
  forHowLong: 'إلى متى',
  asAsked: '{{period}}، كما طلب',
  days_zero: 'أقل من يوم',
  days_one: 'يوم واحد',
  days_two: 'يومان',
  days_few: '{{count}} أيام',
  days_many: '{{count}} يومًا',
  days_other: '{{count}} يوم',
  untilRevoked: 'إلى أن تمنعه',
  timeLeft: 'الوقت المتبقي للإجابة',
  approve: 'نعم، الرمز نفسه: اسمح له',
  approveBySpace: 'للضغط على هذا الزر بلوحة المفاتيح استخدم مفتاح المسافة، لا مفتاح الإدخال.',
  refuse: 'رفض',
  chooseOne: 'اختر شيئًا واحدًا على الأقل مما يُسمح له به.',
  pinNeeded: 'السماح لبرنامج يحتاج إلى رمز المدير.',
  granted: 'سُمح لـ {{name}}.',
  grantedHint: 'يجلب برنامج البيع مفتاحه بنفسه. ويمكنك منعه لاحقًا من شاشة «البرامج».',
  refused: 'رُفض {{name}}.',
  gone: 'أُجيب عن هذا الطلب في مكان آخر، أو تراجع البرنامج عنه.',
  expired: 'انتهى وقت الإجابة، ولم يُسمح لأحد.',
  expiredHint: 'ابدأ الاقتران من برنامج البيع مرة أخرى.',
}
