import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'id', typeof english> = {
  title: 'Sebuah program meminta akses',
  executable: 'Berkas program',
  pid: 'proses {{pid}}',
  foreignLetters: 'Yang ada di antara ‹ › bukan huruf biasa: mungkin mirip huruf lain, atau tidak terlihat.',
  resembles: 'Namanya milik program yang sudah punya akses, atau terlihat sama: {{clients}}.',
  unknownProcess: 'Komputer ini tidak tahu program mana yang meminta.',
  compare: 'Apakah aplikasi kasir menampilkan kode ini?',
  impostor:
    'Izinkan hanya jika Anda sendiri baru saja memulainya di aplikasi kasir. Tidak ada kode, atau berbeda? Pilih “Tolak”: mungkin program lain menyamar sebagai aplikasi kasir.',
  wants: 'Program ini ingin',
  forHowLong: 'Berapa lama',
  asRequested: '{{period}} (diminta)',
  days_other: '{{count}} hari',
  untilRevoked: 'Sampai Anda mencabut aksesnya',
  timeLeft: 'Sisa waktu untuk menjawab',
  approve: 'Kode sama: izinkan akses',
  approveBySpace: 'Untuk menekan tombol ini dengan papan ketik, gunakan bilah spasi, bukan Enter.',
  refuse: 'Tolak',
  chooseOne: 'Pilih paling sedikit satu hal yang boleh dilakukannya.',
  pinNeeded: 'Untuk memberi akses kepada program, masukkan PIN manajer.',
  granted: '{{name}} sekarang punya akses.',
  grantedHint: 'Aplikasi kasir menerima kuncinya sendiri. Anda dapat mencabut aksesnya di “Program”.',
  refused: '{{name}} ditolak.',
  withdrawn: 'Ini dijawab di tempat lain, atau program berhenti meminta.',
  expired: 'Waktu untuk menjawab habis. Program tidak diberi akses.',
  expiredHint: 'Mulai pemasangan lagi di aplikasi kasir.',
}
