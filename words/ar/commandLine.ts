import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

export const commandLine: Words<'ar', typeof english> = {
  running: 'Till Agent {{version}} يعمل: {{condition}}.',
  notRunning: 'Till Agent لا يعمل. شغّله بالأمر «{{command}}».',
  whatToDo: 'ما العمل:',
  inEnglish: 'التفاصيل بالإنجليزية:',
  thisTill: 'الصندوق',
  columns: {
    upstream: 'الخدمة السحابية',
    scheme: 'النوع',
    state: 'الحالة',
    requests: 'الطلبات',
    connections: 'الاتصالات',
    outcome: 'النتيجة',
    check: 'الفحص',
    found: 'ما وُجد',
  },
  somethingWrong: 'هناك خلل. ما العمل:',
  warnings_zero: 'لا أخطاء ولا تنبيهات:',
  warnings_one: 'لا أخطاء، تنبيه واحد:',
  warnings_two: 'لا أخطاء، تنبيهان:',
  warnings_few: 'لا أخطاء، {{count, number}} تنبيهات:',
  warnings_many: 'لا أخطاء، {{count, number}} تنبيهًا:',
  warnings_other: 'لا أخطاء، {{count, number}} تنبيه:',
  nothingWrong: 'لا خلل.',
}
