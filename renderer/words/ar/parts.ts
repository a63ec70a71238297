import type { Words } from '#renderer/words/en/en.ts'
import type { parts as english } from '#renderer/words/en/parts.ts'

export const parts: Words<typeof english> = {
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
}
