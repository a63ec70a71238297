import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

export const installer: Words<'ar', typeof english> = {
  busy: 'يعمل Till Agent على أمر ما الآن. أعد المحاولة بعد انتهاء البيع.',
  forget: 'هل تُحذف أيضًا أسرار الصندوق من خزنة المفاتيح؟ يجب بعدها ضبط الصندوق من جديد.',
  summary: 'يربط برنامج البيع بخدمات الولاء والخدمات السحابية الأخرى',
}
