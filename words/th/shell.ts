import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'th', typeof english> = {
  title: 'Till Agent',
  screens: 'หน้าจอ',
  customer: 'ลูกค้า',
  status: 'สถานะ',
  outbox: 'รายการรอส่ง',
  clients: 'โปรแกรม',
  upstreams: 'บริการ',
  settings: 'การตั้งค่า',
  condition: {
    ready: 'พร้อม',
    attention: 'โปรดตรวจสอบ',
    blocked: 'ใช้งานไม่ได้',
    offline: 'ออฟไลน์',
    disconnected: 'ไม่ทำงาน',
    unknown: 'สักครู่…',
  },
  conditionLink: 'สถานะของเครื่องนี้: {{condition}}',
  language: 'ภาษา',
  colorScheme: { label: 'ลักษณะ', light: 'สว่าง', dark: 'มืด', auto: 'ตามระบบ' },
  signedOut: {
    title: 'คุณออกจากระบบแล้ว',
    remedy: 'ขายต่อไปได้ และขอให้ผู้จัดการเปิดหน้าจอนี้อีกครั้งด้วยลิงก์ใหม่ ลิงก์ใช้ได้หนึ่งครั้งภายในสิบนาทีบนคอมพิวเตอร์นี้',
    command: 'ผู้จัดการขอลิงก์บนคอมพิวเตอร์นี้ได้ด้วยคำสั่ง',
    remember: 'เพื่อไม่ให้เกิดขึ้นทุกวัน ผู้จัดการเลือก “อยู่ในระบบต่อไป” ได้ใน “การตั้งค่า”',
  },
  testMode: 'โหมดทดสอบ: {{upstreams}} สิ่งที่ทำในนั้นไม่มีผลจริง',
  trainingCode: 'ส่งรหัส {{code}} ให้ลูกค้าแล้ว',
  training: 'ฝึกหัดถึง {{time}} สิ่งที่ทำที่นี่ไม่มีผลจริง',
  offline: {
    title: 'Till Agent ไม่ตอบสนอง คุณขายต่อไปได้',
    remedy: 'หน้าจอนี้จะกลับมาทำงานเองทันทีที่ Till Agent ทำงาน',
  },
}
