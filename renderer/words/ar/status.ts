import type { Words } from '../en/en.ts'
import type { status as english } from '../en/status.ts'

export const status: Words<typeof english> = {
  title: 'الحالة',
  condition: {
    ready: 'كل ما يحتاج إليه الصندوق يعمل.',
    attention: 'الصندوق يعمل، لكن هناك أمرًا يحتاج إلى انتباهك.',
    blocked: 'لا يستطيع برنامج البيع الوصول إلى أي خدمة سحابية عبر هذا الصندوق.',
  },
  version: 'الإصدار {{version}}',
  runningSince: 'بدأ العمل',
  concerns: {
    title: 'ما الذي ينبغي فعله',
    thisTill: 'هذا الصندوق',
    byCode: {
      NO_UPSTREAM: {
        reason: 'لم تُضبط أي خدمة سحابية بعد.',
        remedy: 'اضبط هذا الصندوق، فالأمر لا يستغرق سوى دقائق.',
      },
      NO_CLIENT: {
        reason: 'لا يُسمح لأي برنامج باستخدام هذا الصندوق بعد.',
        remedy: 'ابدأ الاقتران من برنامج البيع، أو أضف البرنامج يدويًا.',
      },
      UPSTREAM_ALARM: {
        reason: 'نفّذت الخدمة السحابية الطلب باسم صندوق آخر غير هذا الصندوق.',
        remedy: 'تحقّق من الصندوق والمتجر مع الإدارة قبل متابعة البيع.',
      },
      AUDIT_DAMAGED: {
        reason: 'كان سجل التدقيق تالفًا، فوُضع جانبًا وبدأ سجل جديد.',
        remedy: 'ابحث عن السبب، واحتفظ بالملف القديم لمن سيفحصه.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'لا يستطيع الصندوق استخدام هذه الخدمة بعد، فليس لديه ما يسجّل الدخول به.',
        remedy: 'سجّل الدخول أو أدخل بيانات الدخول. وإن تم ذلك فابحث عن السبب.',
      },
      UPSTREAM_LOCKED: {
        reason: 'رفضت الخدمة السحابية بيانات دخول هذا الصندوق، فلن يُرسل بها شيء بعد الآن.',
        remedy: 'أدخل بيانات الدخول الصحيحة.',
      },
    },
    actions: {
      credential: 'إدخال بيانات دخول جديدة',
      signIn: 'تسجيل الدخول',
      pair: 'السماح لبرنامج',
      setUp: 'ضبط هذا الصندوق',
      doctor: 'معرفة السبب',
    },
  },
  upstreams: {
    title: 'الخدمات السحابية',
    none: 'لم تُضبط أي خدمة سحابية بعد.',
    openConnections: 'الاتصالات',
    activeRequests: 'قيد التنفيذ',
    waitingRequests: 'في الانتظار',
  },
  latency: {
    title: 'زمن الاستجابة في الساعة الأخيرة',
    none: 'لا توجد طلبات في الساعة الأخيرة.',
    summary: 'الآن {{last}}، وفي المتوسط {{mean}}، وعلى الأكثر {{most}}. عدد الطلبات: {{requests}}.',
    asTable: 'عرض في جدول',
    caption: 'زمن استجابة {{upstream}} في كل دقيقة',
    minute: 'الدقيقة',
    requests: 'الطلبات',
    mean: 'المتوسط',
    most: 'الأطول',
    anHourAgo: 'قبل ساعة',
    now: 'الآن',
  },
  requests: {
    title: 'آخر الطلبات',
    none: 'لم يطلب أي برنامج شيئًا بعد.',
    noTroubles: 'لا مشكلات في آخر الطلبات.',
    onlyTroubles: 'المشكلات فقط',
    time: 'الوقت',
    program: 'البرنامج',
    upstream: 'الخدمة',
    route: 'المسار',
    outcome: 'النتيجة',
    duration: 'المدة',
    outcomes: {
      done: 'تم',
      missing: 'غير موجود في الخدمة',
      redirected: 'أُحيل إلى مكان آخر',
      refused: 'رفضته الخدمة',
      failed: 'تعذّر على الخدمة تنفيذه',
      dropped: 'انقطع',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'ما رُدّ منذ بدء التشغيل',
    none: 'لم يُردّ أي طلب.',
    kind: 'السبب',
    count: 'عدد المرات',
  },
}
