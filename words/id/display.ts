import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'id', typeof english> = {
  connecting: {
    title: 'Layar pelanggan',
    explain: 'Layar ini belum terhubung ke kasir. Hubungkan, lalu minta manajer mengizinkannya di kasir.',
    connect: 'Hubungkan layar ini',
    compare: 'Bandingkan kode ini dengan kode di kasir:',
    refused: 'Kasir menolak layar ini. Jika itu keliru, hubungkan lagi.',
    expired: 'Tidak ada yang menjawab di kasir tepat waktu. Hubungkan layar ini lagi.',
    busy: 'Kasir belum bisa bertanya sekarang. Tunggu sebentar, lalu hubungkan layar ini lagi.',
  },
  screen: {
    welcome: 'Selamat datang',
    language: 'Bahasa',
    askedBy: 'Diminta oleh',
    number: 'Nomor ponsel atau alamat e-mail Anda',
    numberWhy: 'Kami mengirim kode ke sana untuk memastikan itu milik Anda.',
    send: 'Kirim kode kepada saya',
    code: 'Kode Anda',
    sentTo: 'Kami mengirimnya ke',
    decline: 'Tidak, terima kasih',
    forgets: 'Layar ini tidak menyimpan apa pun yang Anda ketik.',
    done: {
      confirmed: 'Terima kasih. Terkonfirmasi.',
      other: 'Belum terkonfirmasi. Silakan tanya kasir.',
    },
    away: 'Mohon tunggu sebentar.',
    failed: 'Itu tidak berhasil. Periksa yang Anda ketik, atau tanya kasir.',
  },
  counter: {
    ask: 'Tanyakan di layar pelanggan',
    enterThere: 'Pelanggan memasukkan kode',
    title: 'Di layar pelanggan',
    asking: 'Layar meminta nomor atau alamat e-mail pelanggan.',
    typing: 'Pelanggan sedang mengetik…',
    code: 'Pelanggan memasukkan kode di sana. Layar ini berlanjut sendiri.',
    takeOver: 'Masukkan di sini saja',
  },
  settings: {
    title: 'Layar pelanggan',
    explain:
      'Layar kedua komputer ini tempat pelanggan mengetik nomor dan kode sendiri. Buka alamat ini di sana, di browser tersendiri:',
    none: 'Tidak ada layar pelanggan yang terhubung.',
    open: 'Terbuka sekarang',
    closed: 'Tidak terbuka',
    since: 'Terhubung {{time}}',
    remove: 'Hapus',
    removeQuestion: 'Hapus layar ini?',
    ownWindow: {
      explain:
        'Layar kedua komputer ini tempat pelanggan mengetik sendiri nomor dan kode. Jendela memenuhi layar lain dengan sendirinya, dan sejak itu terbuka bersama Till Agent.',
      open: 'Buka layar pelanggan',
      close: 'Tutup layar pelanggan',
    },
  },
  pairing: {
    title: 'Layar pelanggan meminta akses',
    compare: 'Apakah layar pelanggan menampilkan kode ini?',
    impostor:
      'Izinkan hanya jika Anda sendiri baru saja menghubungkan layar. Tidak ada kode, atau berbeda? Pilih Tolak: sebuah program mungkin menyamar sebagai layar untuk membaca yang diketik pelanggan.',
  },
}
