import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'id', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent tidak menjawab.',
    remedy: 'Tunggu sebentar dan coba lagi. Jika tidak membantu, mulai ulang komputer ini atau hubungi dukungan.',
  },
  MALFORMED_REQUEST: {
    title: 'Sebuah program mengirim sesuatu yang tidak dapat dibaca Till Agent.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  INVALID_INPUT: { title: 'Periksa isian yang ditandai.', remedy: 'Perbaiki dan coba lagi.' },
  AMBIGUOUS_PATH: {
    title: 'Sebuah program memakai alamat yang dapat dibaca dengan dua cara.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  NOT_FOUND: {
    title: 'Tidak ditemukan.',
    remedy: 'Tutup jendela ini dan buka lagi. Jika tidak membantu, Till Agent perlu diperbarui.',
  },
  METHOD_NOT_ALLOWED: { title: 'Tidak didukung.', remedy: 'Beri tahu pengelola aplikasi kasir.' },
  BODY_TOO_LARGE: {
    title: 'Itu melebihi yang diterima kasir ini sekaligus.',
    remedy: 'Kirim lebih sedikit, atau naikkan batas di pengaturan.',
  },
  HEADERS_TOO_LARGE: { title: 'Header permintaan terlalu besar.', remedy: 'Beri tahu pengelola aplikasi kasir.' },
  TARGET_TOO_LONG: {
    title: 'Sebuah program mengirim permintaan dengan alamat yang terlalu panjang.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  REQUEST_TIMEOUT: { title: 'Permintaan tidak sampai tepat waktu.', remedy: 'Coba lagi.' },
  UPGRADE_REFUSED: {
    title: 'Sebuah program meminta jenis koneksi yang tidak disediakan.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  EXPECTATION_REFUSED: {
    title: 'Sebuah program meminta fungsi HTTP yang tidak disediakan.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  FOREIGN_HOST: {
    title: 'Sebuah permintaan ditujukan ke komputer lain dan ditolak.',
    remedy: 'Jika sering terjadi, beri tahu dukungan: mungkin halaman web mencoba memakai kasir ini.',
  },
  ORIGIN_REFUSED: {
    title: 'Sebuah halaman web mencoba memakai kasir ini dan ditolak.',
    remedy: 'Jika itu kasir web Anda sendiri, tambahkan alamatnya di “Program”.',
  },
  KEY_REQUIRED: {
    title: 'Sebuah program tidak mengirim kuncinya.',
    remedy: 'Pasangkan program dengan kasir ini di “Program”.',
  },
  KEY_REFUSED: {
    title: 'Sebuah program mengirim kunci yang tidak dikenal kasir ini.',
    remedy: 'Pasangkan lagi program dengan kasir ini di “Program”.',
  },
  SIGNATURE_REFUSED: {
    title: 'Permintaan sebuah program tidak ditandatangani sebagaimana mestinya.',
    remedy: 'Periksa jam program itu, dan tanyakan kepada vendornya.',
  },
  CUSTOMER_UNKNOWN: { title: 'Pelanggan sudah tidak masuk lagi.', remedy: 'Minta pelanggan masuk lagi.' },
  STEP_UP_REQUIRED: {
    title: 'Layanan meminta cara masuk yang lebih kuat.',
    remedy: 'Minta orang tersebut masuk lagi, dengan faktor kedua.',
  },
  SESSION_REQUIRED: { title: 'Browser ini telah keluar.', remedy: 'Minta tautan baru kepada manajer.' },
  PIN_REQUIRED: {
    title: 'Ini memerlukan manajer.',
    remedy: 'Masukkan PIN manajer di “Pengaturan”, lalu lakukan lagi.',
  },
  PIN_WRONG: {
    title: 'Itu bukan PIN-nya.',
    remedy: 'Masukkan lagi. Jika tidak ada yang tahu, pengelola komputer ini dapat menghapusnya.',
  },
  PIN_BLOCKED: {
    title: 'Terlalu banyak PIN salah.',
    remedy: 'Tunggu sampai waktunya habis, lalu masukkan yang benar.',
  },
  UNKNOWN_UPSTREAM: {
    title: 'Layanan ini tidak disiapkan di kasir ini.',
    remedy: 'Lihat di “Layanan” mana yang disiapkan, atau tambahkan di sana.',
  },
  NOT_GRANTED: {
    title: 'Program ini tidak boleh melakukan itu.',
    remedy: 'Jika seharusnya boleh, izinkan di “Program”.',
  },
  ROUTE_DENIED: {
    title: 'Tidak ada program yang boleh melakukan itu lewat kasir ini.',
    remedy: 'Tidak ada yang perlu diperbaiki: itu akan membuka sesuatu yang harus tetap di layanan.',
  },
  BODY_REFUSED: {
    title: 'Sebuah program meminta sesuatu yang tidak diizinkan kasir ini.',
    remedy: 'Beri tahu pengelola aplikasi kasir.',
  },
  TOO_MANY_REQUESTS: { title: 'Terlalu banyak permintaan.', remedy: 'Tunggu sebentar, lalu coba lagi.' },
  LOOP_DETECTED: {
    title: 'Alamat layanan mengarah kembali ke kasir ini.',
    remedy: 'Perbaiki alamat layanan di “Layanan”.',
  },
  NOT_SUPPORTED: {
    title: 'Ini tidak disediakan di sini.',
    remedy: 'Pilih cara lain, atau tanyakan kepada dukungan apakah dapat ditambahkan.',
  },
  UNKNOWN_VERIFICATION: { title: 'Verifikasi ini sudah tidak ada.', remedy: 'Mulai lagi dengan nomor pelanggan.' },
  UNKNOWN_LOOK_UP: { title: 'Pencarian pelanggan ini sudah terlalu lama.', remedy: 'Cari pelanggan lagi.' },
  CUSTOMER_NOT_ENROLLED: {
    title: 'Layanan tidak mendaftarkan pelanggan ini.',
    remedy: 'Periksa nomornya dengan pelanggan, atau daftarkan lewat aplikasi kasir.',
  },
  VERIFICATION_OVER: {
    title: 'Verifikasi ini sudah selesai.',
    remedy: 'Jika belum terkonfirmasi, mulai lagi dengan nomor pelanggan.',
  },
  RESEND_TOO_EARLY: {
    title: 'Kode baru saja dikirim ke pelanggan ini.',
    remedy: 'Minta pelanggan menunggu: pesan bisa perlu satu menit. Lalu kirim kode lain.',
  },
  CODES_USED_UP: {
    title: 'Untuk saat ini tidak ada kode lagi yang dapat dikirim ke pelanggan ini.',
    remedy: 'Layani pelanggan tanpa verifikasi, atau coba lagi nanti.',
  },
  OVERRIDE_REFUSED: {
    title: 'Kasir ini tidak mengizinkan manajer mengonfirmasi tanpa kode.',
    remedy: 'Layani pelanggan tanpa verifikasi.',
  },
  OVERRIDES_USED_UP: {
    title: 'Hari ini manajer tidak dapat mengonfirmasi pelanggan lagi tanpa kode.',
    remedy: 'Layani pelanggan tanpa verifikasi.',
  },
  DESTINATION_REFUSED: {
    title: 'Toko ini tidak mengirim kode ke nomor ini.',
    remedy:
      'Kirim kode lewat email, atau layani pelanggan tanpa verifikasi. Kantor pusat dapat mengizinkan negara lain.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Pelanggan tidak dapat diverifikasi di kasir ini sekarang.',
    remedy: 'Layani pelanggan tanpa verifikasi dan beri tahu dukungan: kasir tidak dapat menulis ke diska.',
  },
  UNKNOWN_PAIRING: { title: 'Program ini tidak menunggu lagi.', remedy: 'Mulai pemasangan lagi di program itu.' },
  PAIRING_BUSY: { title: 'Program lain sedang meminta akses.', remedy: 'Jawab program itu dahulu, lalu coba lagi.' },
  OUTBOX_UNAVAILABLE: {
    title: 'Kasir ini tidak dapat menyimpan penjualan untuk nanti sekarang.',
    remedy:
      'Untuk saat ini penjualan langsung ke layanan. Beri tahu dukungan: diska atau penyimpanan kata sandi bermasalah.',
  },
  OUTBOX_FULL: {
    title: 'Tidak ada penjualan lagi yang dapat disimpan untuk nanti.',
    remedy: 'Lihat apa yang menunggu dan mengapa tidak terkirim. Jika koneksi baik, beri tahu dukungan.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title: 'Layanan tidak dapat dijangkau. Manajer harus mengizinkan sebelum penjualan ini disimpan untuk nanti.',
    remedy: 'Minta manajer memasukkan PIN di jendela, lalu kirim lagi penjualan dari aplikasi kasir.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Pertanyaan ini tidak terbuka lagi.',
    remedy: 'Kirim lagi penjualan dari aplikasi kasir. Jika manajer diperlukan, kasir akan bertanya.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Catatan ini sudah tidak ada.', remedy: 'Lihat lagi daftarnya.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Catatan ini sedang dikirim, atau sudah selesai.',
    remedy: 'Lihat lagi sebentar lagi.',
  },
  UNKNOWN_DROP: {
    title: 'Tidak ada folder dengan nama ini yang dipantau.',
    remedy: 'Lihat daftar folder di baris perintah.',
  },
  DROP_IN_USE: {
    title: 'Berkas dari folder ini menunggu dikirim.',
    remedy: 'Tunggu sampai terkirim, atau minta dukungan mengembalikannya ke folder.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'Folder berkas tidak dapat dipakai.',
    remedy: 'Periksa apakah folder itu ada, dan Till Agent boleh membaca dan menulis di dalamnya.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'Server berkas tidak dapat dijangkau.',
    remedy: 'Berkas menunggu, dan dikirim saat server kembali. Jika koneksi baik, beri tahu dukungan.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'Server berkas bukan yang disiapkan.',
    remedy:
      'Tidak ada yang dikirim ke sana. Beri tahu dukungan: server punya kunci baru, atau ada seseorang di tengah.',
  },
  DROP_SERVER_REFUSED: {
    title: 'Server berkas menolak kasir ini.',
    remedy: 'Tanyakan kepada dukungan kata sandi, folder, dan hak yang benar di server.',
  },
  UNKNOWN_REQUEST: { title: 'Ini bukan ID permintaan.', remedy: 'Periksa ID-nya.' },
  UPSTREAM_NOT_READY: {
    title: 'Kasir ini belum masuk ke layanan.',
    remedy: 'Coba lagi sebentar lagi. Jika tidak membantu, lihat alasannya di “Status”.',
  },
  TOKEN_EXPIRED: { title: 'Masuknya kedaluwarsa pada saat itu. Tidak ada yang dilakukan.', remedy: 'Lakukan lagi.' },
  UPSTREAM_LOCKED: {
    title: 'Layanan tidak menerima kata sandi kasir ini.',
    remedy: 'Lanjutkan tanpa layanan dan beri tahu manajer: kata sandi yang benar harus dimasukkan di “Layanan”.',
  },
  UPSTREAM_BUSY: {
    title: 'Layanan sedang sibuk.',
    remedy: 'Tunggu sebentar, lalu coba lagi. Belum ada yang dilakukan.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'Layanan tidak dapat dijangkau. Tidak ada yang dikirim.',
    remedy: 'Periksa apakah internet toko berfungsi, lalu coba lagi.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'Layanan tidak dapat membuktikan bahwa ia yang benar. Tidak ada yang dikirim.',
    remedy: 'Periksa tanggal dan waktu komputer ini. Jika benar, beri tahu dukungan: mungkin ada yang menyadap.',
  },
  UPSTREAM_SILENT: { title: 'Layanan tidak memberi jawaban.', remedy: 'Coba lagi. Tidak ada yang berubah.' },
  OUTCOME_UNKNOWN: {
    title: 'Layanan tidak menjawab. Mungkin sudah dilakukan, mungkin belum.',
    remedy: 'Periksa apa yang terjadi sebelum melakukannya lagi.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'Layanan memberi jawaban yang tidak dapat dipakai Till Agent.',
    remedy: 'Coba lagi. Jika tidak membantu, periksa alamat di “Layanan” atau beri tahu dukungan.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'Layanan mencoba mengarahkan kasir ini ke alamat lain. Kasir tidak ke sana.',
    remedy: 'Perbaiki alamat layanan di “Layanan”.',
  },
  ...tillFaults,
}
