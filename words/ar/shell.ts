import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'ar', typeof english> = {
  title: 'وكيل الصندوق',
  screens: 'الشاشات',
  customer: 'العميل',
  status: 'الحالة',
  outbox: 'الصادر',
  clients: 'البرامج',
  upstreams: 'الخدمات',
  settings: 'الإعدادات',
  condition: {
    ready: 'جاهز',
    attention: 'يحتاج إلى انتباه',
    blocked: 'متوقف',
    offline: 'بلا اتصال',
    disconnected: 'لا يعمل',
    unknown: 'لحظة من فضلك…',
  },
  conditionLink: 'حالة هذا الصندوق: {{condition}}',
  language: 'اللغة',
  colorScheme: { label: 'المظهر', light: 'فاتح', dark: 'داكن', auto: 'حسب النظام' },
  signedOut: {
    title: 'سُجّل خروج هذا المتصفح.',
    remedy: 'تابع البيع واطلب من المدير رابطًا جديدًا. يعمل الرابط مرة واحدة خلال عشر دقائق على هذا الجهاز.',
    command: 'يحصل عليه المدير على هذا الجهاز بالأمر',
    remember: 'كي لا يتكرر ذلك كل يوم، يمكن أن يختار المدير «البقاء مسجّل الدخول» في الإعدادات.',
  },
  testMode: 'وضع التجربة: {{upstreams}}. لا يُحتسب ما يجري هناك.',
  trainingCode: 'أُرسل إلى العميل الرمز {{code}}.',
  training: 'وضع التدريب حتى {{time}}. لا يُحتسب أي شيء مما يجري هنا.',
  offline: {
    title: 'وكيل الصندوق لا يستجيب. يمكنك متابعة البيع.',
    remedy: 'تعود هذه الشاشة تلقائيًا فور عودة وكيل الصندوق إلى العمل.',
  },
}
