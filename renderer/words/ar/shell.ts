import type { Words } from '../en/en.ts'
import type { shell as english } from '../en/shell.ts'

export const shell: Words<typeof english> = {
  title: 'وكيل الصندوق',
  rooms: 'الشاشات',
  customer: 'العميل',
  status: 'الحالة',
  programs: 'البرامج',
  upstreams: 'الخدمات',
  settings: 'الإعدادات',
  condition: {
    ready: 'جاهز',
    attention: 'يحتاج إلى انتباه',
    blocked: 'متوقف',
    unheard: 'لا يعمل',
    unknown: 'لحظة من فضلك…',
  },
  conditionLink: 'حالة هذا الصندوق: {{condition}}',
  language: 'اللغة',
  scheme: { label: 'المظهر', light: 'فاتح', dark: 'داكن', auto: 'حسب النظام' },
  unheard: {
    title: 'وكيل الصندوق لا يستجيب.',
    remedy: 'يمكن أن يستمر البيع بدونه. تعود هذه الشاشة تلقائيًا فور عودة وكيل الصندوق إلى العمل.',
  },
}
