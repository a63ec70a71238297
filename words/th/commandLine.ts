import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'th', typeof english> = {
  running: 'Till Agent {{version}} ทำงานอยู่: {{condition}}',
  notRunning: 'Till Agent ไม่ได้ทำงาน เริ่มด้วย “{{command}}”',
  whatToDo: 'สิ่งที่ต้องทำ:',
  inEnglish: 'รายละเอียดภาษาอังกฤษ:',
  thisTill: 'เครื่อง',
  columns: {
    upstream: 'บริการ',
    scheme: 'ชนิด',
    state: 'สถานะ',
    requests: 'คำขอ',
    connections: 'การเชื่อมต่อ',
    outcome: 'ผลลัพธ์',
    check: 'การตรวจสอบ',
    found: 'สิ่งที่พบ',
  },
  somethingWrong: 'มีบางอย่างผิดปกติ สิ่งที่ต้องทำ:',
  warnings_other: 'ไม่มีข้อผิดพลาด มีคำเตือน {{count, number}} รายการ:',
  nothingWrong: 'ทุกอย่างปกติ',
}
