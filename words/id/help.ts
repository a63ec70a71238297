import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'id', typeof english> = {
  open: 'Bantuan',
  next: 'Lanjut',
  support: 'Hubungi dukungan',
  supportExplain: 'Paket dukungan berisi yang diperlukan dukungan, tanpa rahasia dan pelanggan.',
  make: 'Buat paket dukungan',
  read: 'Baca dahulu',
  reference: 'Sebutkan nomor ini kepada dukungan',
  customer: {
    title: 'Bantuan: pelanggan',
    lines: {
      first: 'Ketik atau pindai nomor, email, atau kartu.',
      second: 'Kirim kode. Pelanggan menerimanya lewat SMS atau email.',
      third: 'Ketik kode yang dibacakan pelanggan.',
      fourth: 'Hijau: nomor atau alamat itu milik pelanggan.',
      fifth: 'Tidak ada kode? Kirim yang lain, atau jual tanpa verifikasi.',
    },
    next: 'Tekan Escape untuk mulai lagi dengan pelanggan berikutnya.',
  },
  status: {
    title: 'Bantuan: status',
    lines: {
      first: 'Warna di atas menunjukkan keadaan kasir.',
      second: 'Perhatian: berfungsi, dan ada yang perlu dilihat.',
      third: 'Offline: penjualan berlanjut, loyalitas tidak.',
      fourth: 'Terblokir: aplikasi kasir tidak mendapat apa pun sampai diperbaiki.',
      fifth: 'Setiap kartu menyebutkan kapan layanannya terakhir menjawab.',
    },
    next: 'Buka Diagnostik. Di sana tertulis apa yang salah dan langkahnya.',
  },
  outbox: {
    title: 'Bantuan: kotak keluar',
    lines: {
      first: 'Penjualan yang tidak dapat dikirim disimpan di sini.',
      second: 'Kasir mengirimnya sendiri, sesuai urutannya.',
      third: 'Sebagian perlu keputusan: layanan menolak, atau tidak menjawab.',
      fourth: 'Perbaikan dikirim lagi sebagai penjualan yang sama.',
      fifth: 'Tidak ada yang hilang di sini saat kasir dimulai ulang.',
    },
    next: 'Lihat “Perlu diputuskan” dahulu.',
  },
  clients: {
    title: 'Bantuan: program',
    lines: {
      first: 'Program adalah aplikasi kasir yang boleh memakai layanan kasir ini.',
      second: 'Masing-masing punya kunci sendiri dan hanya boleh melakukan yang tercantum.',
      third: 'Mulai pemasangan di aplikasi kasir; pertanyaan muncul di sini.',
      fourth: 'Bandingkan kode di kedua layar sebelum mengizinkan.',
      fifth: 'Segera cabut akses jika kunci mungkin diketahui orang lain.',
    },
    next: 'Pasangkan aplikasi kasir, atau tambahkan secara manual.',
  },
  upstreams: {
    title: 'Bantuan: layanan',
    lines: {
      first: 'Layanan adalah tempat kasir ini masuk di cloud.',
      second: 'Kata sandi disimpan di rantai kunci komputer ini.',
      third: 'Terkunci: layanan menolak kata sandi. Tidak dicoba lagi.',
      fourth: 'Kata sandi baru diuji sebelum yang lama dihapus.',
      fifth: 'Uji menunjukkan sebagai siapa layanan mengenal kasir ini.',
    },
    next: 'Jika layanan terkunci, masukkan kata sandi yang benar.',
  },
  settings: {
    title: 'Bantuan: pengaturan',
    lines: {
      first: 'Atur negara dahulu: nomor dibaca menurut negara itu.',
      second: 'Pasang PIN manajer, agar kasir tidak mengubah apa pun.',
      third: 'Yang ditentukan kantor pusat tidak dapat diubah di sini.',
      fourth: 'Beberapa perubahan berlaku sejak mulai berikutnya. Barisnya menyebutkannya.',
      fifth: 'Setel ulang mengembalikan nilai bawaan.',
    },
    next: 'Biarkan batas seperti adanya kecuali dukungan memintanya.',
  },
}
