import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'ar', typeof english> = {
  loading: 'لحظة من فضلك…',
  tryAgain: 'حاول مرة أخرى',
  retryIn: 'يمكنك المحاولة مرة أخرى بعد',
  retryNow: 'يمكنك المحاولة مرة أخرى الآن.',
  cancel: 'إلغاء',
  back: 'رجوع',
  next: 'التالي',
  close: 'إغلاق',
  stay: 'البقاء',
  leave: 'المغادرة',
  missing: 'بقي أن تُدخل:',
  checkField: 'راجع ما أُدخل هنا.',
  rules: {
    missing: 'املأ هذا الحقل.',
    number: 'أدخل رقمًا.',
    'whole-number': 'أدخل عددًا صحيحًا.',
    'at-least': 'أدخل {{limit}} على الأقل.',
    'at-most': 'أدخل {{limit}} على الأكثر.',
    'too-short': 'قصير جدًا. الحد الأدنى {{limit}} من الأحرف.',
    'too-long': 'طويل جدًا. الحد الأقصى {{limit}} من الأحرف.',
    'one-of': 'اختر واحدًا من: {{choices}}.',
    email: 'أدخل عنوان بريد كاملًا، مثل name@example.com.',
    url: 'أدخل عنوانًا كاملًا، مثل https://example.com.',
  },
}
