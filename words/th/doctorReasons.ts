import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'th', typeof english> = {
  'no-proxy': { sentence: 'เชื่อมต่อบริการโดยไม่ผ่านพร็อกซี' },
  'proxy-used': { sentence: 'ทางไปยังบริการผ่านพร็อกซี {{proxy}}' },
  'proxy-of-system': {
    sentence: 'ทางไปยังบริการผ่าน {{proxy}} ตาม{{settings}}',
  },
  'no-proxy-of-system': { sentence: 'เชื่อมต่อบริการโดยไม่ผ่านพร็อกซี ตาม{{settings}}' },
  'proxy-unsupported': {
    sentence: 'พร็อกซีตาม{{settings}} เป็นแบบที่ Till Agent ไม่รองรับ เช่น SOCKS',
    remedy: 'ขอพร็อกซีแบบ HTTP จากผู้ดูแลเครือข่ายของร้าน',
  },
  'pac-unreachable': {
    sentence: 'ดึงไฟล์ PAC {{pac}} ไม่ได้ จึงเรียกบริการโดยไม่ผ่านพร็อกซี',
    remedy: 'ถามผู้ดูแลเครือข่ายของร้านว่าที่อยู่ถูกต้องหรือไม่',
  },
  'pac-broken': {
    sentence: 'ไฟล์ PAC {{pac}} ใช้ไม่ได้ จึงเรียกบริการโดยไม่ผ่านพร็อกซี',
    remedy: 'ส่งให้ผู้ดูแลเครือข่ายของร้าน',
  },
  'proxy-wants-sign-in': {
    sentence: 'พร็อกซี {{proxy}} ขอชื่อผู้ใช้และรหัสผ่าน',
    remedy: 'ป้อนพร็อกซีพร้อมชื่อผู้ใช้ เช่น http://till@proxy.store:3128 และรหัสผ่าน',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'พร็อกซี {{proxy}} ขอวิธีลงชื่อเข้าใช้ที่ Till Agent ไม่รองรับ เช่น NTLM หรือ Kerberos',
    remedy: 'ขอให้ผู้ดูแลเครือข่ายของร้านให้เครื่องนี้ผ่านโดยไม่ต้องลงชื่อเข้าใช้ หรือใช้ Basic',
  },
  'proxy-untrusted': {
    sentence: 'พร็อกซี {{proxy}} พิสูจน์ตัวตนไม่ได้ จึงไม่ได้ส่งข้อมูลให้',
    remedy: 'ขอผู้ออกใบรับรองของพร็อกซีจากผู้ดูแลเครือข่ายของร้าน',
  },
  'proxy-unreadable': { sentence: 'อ่านที่อยู่ของพร็อกซีไม่ได้', remedy: 'แก้ไข เช่น เป็น http://proxy.store:3128' },
  'proxy-refused': {
    sentence: 'พร็อกซี {{proxy}} ไม่ให้เครื่องผ่าน ({{status}})',
    remedy: 'ขอให้ผู้ดูแลเครือข่ายของร้านอนุญาตโฮสต์ของบริการ',
  },
  'proxy-silent': {
    sentence: 'ทางไปยังบริการผ่านพร็อกซี {{proxy}} และไม่มีอะไรกลับมา ({{code}})',
    remedy: 'ตรวจว่าพร็อกซีถูกต้องและทำงานอยู่',
  },
  're-signed': {
    sentence: 'คำตอบของบริการถูกลงลายมือชื่อใหม่โดย “{{issuer}}” ซึ่งจึงอ่านสิ่งที่ส่งได้',
    remedy: 'ถ้าเป็นตัวกรองของร้านเอง ไม่ต้องทำอะไร ถ้าไม่มีใครรู้จัก ให้ติดต่อฝ่ายสนับสนุน',
  },
  'private-authority': {
    sentence: '“{{issuer}}” ซึ่งรับรองบริการ ไม่ใช่ผู้ออกใบรับรองสาธารณะ',
    remedy: 'ถ้าเครือข่ายของร้านเปิดการเชื่อมต่อโดยตั้งใจ ไม่ต้องทำอะไร ถ้าไม่มีใครรู้ ให้ติดต่อฝ่ายสนับสนุน',
  },
  'certificate-required': {
    sentence: 'บริการถามว่าใครเชื่อมต่อ และเครื่องนี้ไม่มีใบรับรองให้แสดง',
    remedy: 'ขอให้ช่างเทคนิคติดตั้งใบรับรองที่ผู้ดูแลบริการออกให้เครื่องนี้',
  },
  'certificate-refused': {
    sentence: 'บริการไม่รับใบรับรองของเครื่องนี้',
    remedy: 'ขอให้ช่างเทคนิคติดตั้งใบรับรองที่ผู้ดูแลบริการออกให้เครื่องนี้',
  },
  'certificate-valid': { sentence: 'ใบรับรองของเครื่องนี้ “{{subject}}” ใช้ได้' },
  'certificate-expiring': {
    sentence: 'ใบรับรองของเครื่องนี้ “{{subject}}” ใกล้หมดอายุ เหลือ {{days}} วัน',
    remedy: 'ขอใบรับรองใหม่ตอนนี้ และให้ช่างเทคนิคติดตั้ง',
  },
  'certificate-expired': {
    sentence: 'ใบรับรองของเครื่องนี้ “{{subject}}” หมดอายุแล้ว',
    remedy: 'ขอใบรับรองใหม่ และให้ช่างเทคนิคติดตั้ง',
  },
}
