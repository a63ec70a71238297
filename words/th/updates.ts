import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'th', typeof english> = {
  title: 'อัปเดต',
  version: 'เวอร์ชัน',
  offered: 'เวอร์ชันใหม่กว่า',
  ring: 'กลุ่มร้าน',
  quietHours: 'ช่วงเวลาว่าง',
  fresh: 'ตรวจสำเร็จครั้งล่าสุด',
  never: 'ยังไม่มี',
  steps: {
    idle: 'นี่คือเวอร์ชันล่าสุดสำหรับร้านนี้',
    checking: 'กำลังหาเวอร์ชันใหม่กว่า…',
    available: 'มีเวอร์ชันใหม่กว่า',
    downloading: 'กำลังดาวน์โหลด {{version}}…',
    ready: 'ดาวน์โหลดและตรวจแล้ว จะติดตั้งเมื่อเครื่องว่าง',
    installing: 'กำลังติดตั้ง หน้าต่างจะกลับมาเอง',
    proving: 'กำลังตรวจว่าเวอร์ชันใหม่ทำงานหรือไม่',
    'rolling-back': 'เวอร์ชันใหม่ไม่ทำงาน กำลังคืนเวอร์ชันก่อนหน้า',
  },
  waits: {
    paused: 'หยุดอัปเดตไว้ชั่วคราว',
    pinned: 'สำนักงานใหญ่ให้ร้านนี้อยู่ที่เวอร์ชันเดิม',
    'not-in-ring': 'ร้านอื่นได้รับก่อน',
    'failed-before': 'เคยไม่ทำงานที่นี่ กำลังรอเวอร์ชันใหม่กว่า',
    'request-under-way': 'กำลังรอให้คำขอเสร็จ',
    'sale-just-now': 'กำลังรอช่วงที่ว่าง',
    'verification-open': 'กำลังรอให้ลูกค้ายืนยันตัวตน',
    'pairing-open': 'กำลังรอคำตอบแก่โปรแกรมที่ขอสิทธิ์',
    'outside-quiet-hours': 'กำลังรอช่วงเวลาว่างของร้าน',
  },
  outcomes: {
    done: 'ติดตั้งเวอร์ชัน {{version}} แล้ว {{when}}',
    'rolled-back': 'เวอร์ชัน {{version}} ไม่ทำงานและถูกลบ {{when}}',
    stuck: 'ลบเวอร์ชัน {{version}} ไม่ได้ {{when}} ติดต่อฝ่ายสนับสนุน',
  },
  progress: '{{bytes}} จาก {{of}}',
  check: 'หาอัปเดต',
  install: 'ติดตั้งตอนนี้',
  installTitle: 'ติดตั้งเวอร์ชัน {{version}} ตอนนี้?',
  installExplain: 'Till Agent จะหยุดแล้วเริ่มใหม่ โปรแกรมขายจะเชื่อมต่อบริการไม่ได้ประมาณครึ่งนาที',
}
