import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'id', typeof english> = {
  title: 'Pembaruan',
  version: 'Versi',
  offered: 'Versi lebih baru',
  ring: 'Grup toko',
  quietHours: 'Jam sepi',
  fresh: 'Pemeriksaan terakhir yang berhasil',
  never: 'Belum ada',
  steps: {
    idle: 'Ini versi terbaru untuk toko ini.',
    checking: 'Mencari versi yang lebih baru…',
    available: 'Ada versi yang lebih baru.',
    downloading: 'Mengunduh {{version}}…',
    ready: 'Diunduh dan diperiksa. Dipasang saat kasir sedang sepi.',
    installing: 'Memasang. Jendela kembali sendiri.',
    proving: 'Memeriksa apakah versi baru berfungsi.',
    'rolling-back': 'Versi baru tidak berfungsi. Versi sebelumnya dipulihkan.',
  },
  waits: {
    paused: 'Pembaruan dijeda.',
    pinned: 'Kantor pusat menahan toko ini di versinya.',
    'not-in-ring': 'Toko lain mendapatkannya dahulu.',
    'failed-before': 'Sebelumnya tidak berfungsi di sini. Menunggu rilis yang lebih baru.',
    'request-under-way': 'Menunggu sampai sebuah permintaan selesai.',
    'sale-just-now': 'Menunggu saat yang sepi.',
    'verification-open': 'Menunggu sampai pelanggan diverifikasi.',
    'pairing-open': 'Menunggu sampai program yang meminta akses dijawab.',
    'outside-quiet-hours': 'Menunggu jam sepi toko.',
  },
  outcomes: {
    done: 'Versi {{version}} dipasang {{when}}.',
    'rolled-back': 'Versi {{version}} tidak berfungsi dan dihapus {{when}}.',
    stuck: 'Versi {{version}} tidak dapat dihapus {{when}}. Hubungi dukungan.',
  },
  progress: '{{bytes}} dari {{of}}',
  check: 'Cari pembaruan',
  install: 'Pasang sekarang',
  installTitle: 'Pasang versi {{version}} sekarang?',
  installExplain:
    'Till Agent berhenti dan mulai lagi. Aplikasi kasir tidak dapat menjangkau layanan selama sekitar setengah menit.',
}
