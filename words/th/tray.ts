import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'th', typeof english> = {
  ready: 'พร้อม',
  attention: 'โปรดตรวจสอบ',
  offline: 'เชื่อมต่อบริการใดไม่ได้เลย',
  blocked: 'ไม่ทำงาน',
  outbox: 'รายการรอส่ง: รอ {{open}}',
  outboxToDecide: 'รายการรอส่ง: รอ {{open}} ต้องตัดสินใจ {{needPerson}}',
  since: 'ตั้งแต่ {{time}}',
  testMode: 'โหมดทดสอบ: {{upstreams}}',
  training: 'ฝึกหัด: ไม่มีผลจริง',
  open: 'เปิด',
  doctor: 'การตรวจสอบ',
  customerScreen: 'หน้าจอลูกค้า',
  startAtLogin: 'เริ่มพร้อมคอมพิวเตอร์',
  quit: 'ออก',
  cannotStart: 'Till Agent เริ่มทำงานไม่ได้',
  crashed: 'Till Agent หยุดทำงาน',
}
