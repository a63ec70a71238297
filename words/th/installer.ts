import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'th', typeof english> = {
  busy: 'Till Agent กำลังทำงาน ลองอีกครั้งเมื่อการขายเสร็จ',
  forget: 'ลบความลับของเครื่องจากพวงกุญแจด้วยหรือไม่? ต้องตั้งค่าเครื่องใหม่หลังจากนั้น',
  summary: 'เชื่อมต่อโปรแกรมขายกับระบบสมาชิกและบริการคลาวด์อื่น',
}
