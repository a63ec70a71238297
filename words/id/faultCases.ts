import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'id', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Pelanggan tidak dapat dicari sekarang.',
      remedy: 'Coba lagi sebentar lagi. Jika tidak membantu, lihat alasannya di “Status”. Penjualan dapat dilanjutkan.',
    },
    UPSTREAM_SILENT: {
      title: 'Layanan tidak menjawab pencarian ini.',
      remedy: 'Cari pelanggan lagi. Penjualan dapat dilanjutkan.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Layanan tidak dapat dijangkau, jadi tidak ada yang dapat dicari.',
      remedy: 'Penjualan dapat dilanjutkan. Coba lagi nanti; jika tetap begitu, beri tahu manajer.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Kode tidak dikirim: layanan tidak mengirim kode sekarang.',
      remedy: 'Layani pelanggan tanpa verifikasi, dan sampaikan kepada manajer apa yang tertulis di bawah.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Kode tidak dikirim: layanan tidak dapat dijangkau.',
      remedy: 'Coba lagi sebentar lagi, atau layani pelanggan tanpa verifikasi.',
    },
    UPSTREAM_BUSY: { title: 'Kode tidak dikirim: layanan sedang sibuk.', remedy: 'Tunggu sebentar, lalu kirim lagi.' },
    OUTCOME_UNKNOWN: {
      title: 'Layanan tidak menjawab. Kode mungkin sudah dikirim.',
      remedy: 'Tanyakan kepada pelanggan apakah ada pesan. Jika tidak, kirim kode lain.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'Kode tidak diperiksa: layanan tidak memeriksa kode sekarang.',
      remedy:
        'Tekan “Konfirmasi” lagi sebentar lagi: tidak ada percobaan yang terpakai. Atau layani pelanggan tanpa verifikasi.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Kode tidak diperiksa: layanan tidak dapat dijangkau.',
      remedy: 'Tekan “Konfirmasi” lagi sebentar lagi. Tidak ada percobaan yang terpakai.',
    },
    UPSTREAM_BUSY: {
      title: 'Kode tidak diperiksa: layanan sedang sibuk.',
      remedy: 'Tunggu sebentar, lalu tekan “Konfirmasi” lagi. Tidak ada percobaan yang terpakai.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Layanan tidak menjawab, jadi tidak diketahui apakah kodenya benar.',
      remedy: 'Tekan “Konfirmasi” lagi dengan kode yang sama. Ini dihitung sebagai satu percobaan lagi.',
    },
  },
  unproven: {
    unreachable: {
      title: 'Alamat tidak dapat dijangkau. Tidak ada yang disimpan.',
      remedy: 'Periksa alamat, dan apakah internet toko berfungsi. Yang terjadi tertulis di bawah.',
    },
    timeout: {
      title: 'Tidak ada jawaban tepat waktu di alamat ini. Tidak ada yang disimpan.',
      remedy: 'Periksa alamat, lalu coba lagi. Jika benar, coba lagi nanti.',
    },
    untrusted: {
      title: 'Server tidak dapat membuktikan bahwa ia yang benar. Tidak ada yang disimpan.',
      remedy:
        'Periksa alamat, serta tanggal dan waktu komputer ini. Jika benar, mungkin ada proksi toko di tengah: tanyakan kepada pengelola jaringan.',
    },
    'proxy-sign-in': {
      title: 'Jaringan toko meminta nama pengguna dan kata sandi dahulu. Tidak ada yang disimpan.',
      remedy: 'Masukkan keduanya di atas. Pengelola jaringan toko mengetahuinya.',
    },
    unexpected: {
      title: 'Ada yang menjawab, tetapi tidak seperti layanan ini. Tidak ada yang disimpan.',
      remedy: 'Periksa alamat: mungkin halaman atau layanan lain. Yang terjadi tertulis di bawah.',
    },
  },
}
