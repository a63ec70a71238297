import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'id', typeof english> = {
  running: 'Till Agent {{version}} berjalan: {{condition}}.',
  notRunning: 'Till Agent tidak berjalan. Mulai dengan “{{command}}”.',
  whatToDo: 'Yang harus dilakukan:',
  inEnglish: 'Rincian dalam bahasa Inggris:',
  thisTill: 'Kasir',
  columns: {
    upstream: 'Layanan',
    scheme: 'Jenis',
    state: 'Keadaan',
    requests: 'Permintaan',
    connections: 'Koneksi',
    outcome: 'Hasil',
    check: 'Pemeriksaan',
    found: 'Temuan',
  },
  somethingWrong: 'Ada yang salah. Yang harus dilakukan:',
  warnings_other: 'Tidak ada kesalahan, {{count, number}} peringatan:',
  nothingWrong: 'Semuanya baik.',
}
