import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'id', typeof english> = {
  ready: 'Siap',
  attention: 'Perlu perhatian',
  offline: 'Tidak ada layanan yang terjangkau',
  blocked: 'Tidak berfungsi',
  outbox: 'Kotak keluar: {{open}} menunggu',
  outboxToDecide: 'Kotak keluar: {{open}} menunggu, {{needPerson}} perlu diputuskan',
  since: 'sejak {{time}}',
  testMode: 'Mode uji: {{upstreams}}',
  training: 'Latihan: tidak dihitung',
  open: 'Buka',
  doctor: 'Pemeriksaan',
  customerScreen: 'Layar pelanggan',
  startAtLogin: 'Mulai bersama komputer',
  quit: 'Keluar',
  cannotStart: 'Till Agent tidak dapat dimulai',
  crashed: 'Till Agent berhenti',
}
