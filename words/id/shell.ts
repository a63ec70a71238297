import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'id', typeof english> = {
  title: 'Till Agent',
  screens: 'Layar',
  customer: 'Pelanggan',
  status: 'Status',
  outbox: 'Kotak keluar',
  clients: 'Program',
  upstreams: 'Layanan',
  settings: 'Pengaturan',
  condition: {
    ready: 'Siap',
    attention: 'Perhatian',
    blocked: 'Terblokir',
    offline: 'Offline',
    disconnected: 'Tidak berjalan',
    unknown: 'Sebentar…',
  },
  conditionLink: 'Keadaan kasir ini: {{condition}}',
  language: 'Bahasa',
  colorScheme: { label: 'Tampilan', light: 'Terang', dark: 'Gelap', auto: 'Sama dengan sistem' },
  signedOut: {
    title: 'Anda telah keluar.',
    remedy:
      'Tetap berjualan, dan minta manajer membuka lagi layar ini dengan tautan baru. Tautan berlaku satu kali, selama sepuluh menit, di komputer ini.',
    command: 'Manajer mendapatkannya di komputer ini dengan perintah',
    remember: 'Agar tidak terjadi setiap hari, manajer dapat memilih “Tetap masuk” di “Pengaturan”.',
  },
  testMode: 'Mode uji: {{upstreams}}. Yang dilakukan di sana tidak dihitung.',
  trainingCode: 'Pelanggan dikirimi kode {{code}}.',
  training: 'Latihan sampai {{time}}. Yang dilakukan di sini tidak dihitung.',
  offline: {
    title: 'Till Agent tidak menjawab. Anda tetap dapat berjualan.',
    remedy: 'Layar ini berfungsi lagi sendiri begitu Till Agent berjalan.',
  },
}
