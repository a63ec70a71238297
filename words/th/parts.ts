import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'th', typeof english> = {
  loading: 'สักครู่…',
  tryAgain: 'ลองอีกครั้ง',
  keyboard: {
    label: 'แป้นพิมพ์บนหน้าจอ',
    shift: 'อักษรชุดที่สอง',
    symbols: 'ตัวเลขและเครื่องหมาย',
    letters: 'เปลี่ยนตัวอักษร',
    space: 'เว้นวรรค',
    hide: 'ซ่อนแป้นพิมพ์',
    auto: 'เมื่อระบบไม่มี',
    on: 'เสมอ',
    off: 'ไม่แสดง',
  },
  retryIn: 'ลองอีกครั้งได้ใน',
  retryNow: 'ลองอีกครั้งได้แล้ว',
  cancel: 'ยกเลิก',
  back: 'ย้อนกลับ',
  next: 'ถัดไป',
  close: 'ปิด',
  stay: 'อยู่ต่อ',
  leave: 'ออก',
  missing: 'ยังต้องกรอก:',
  checkField: 'ตรวจสอบสิ่งที่กรอกตรงนี้',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'โปรดกรอกช่องนี้',
    number: 'โปรดป้อนตัวเลข',
    'whole-number': 'โปรดป้อนจำนวนเต็ม',
    'at-least': 'โปรดป้อนอย่างน้อย {{limit}}',
    'at-most': 'โปรดป้อนไม่เกิน {{limit}}',
    'too-short': 'สั้นเกินไป อย่างน้อย {{limit}} ตัวอักษร',
    'too-long': 'ยาวเกินไป ไม่เกิน {{limit}} ตัวอักษร',
    'one-of': 'โปรดเลือกหนึ่งในนี้: {{choices}}',
    email: 'โปรดป้อนอีเมลให้ครบ เช่น name@example.com',
    url: 'โปรดป้อนที่อยู่ให้ครบ เช่น https://example.com',
  },
}
