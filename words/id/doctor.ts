import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'id', typeof english> = {
  title: 'Diagnostik',
  tabs: { findings: 'Pemeriksaan', bundle: 'Paket dukungan', audit: 'Jejak audit' },
  run: 'Periksa lagi',
  running: 'Memeriksa semuanya. Setiap layanan menerima satu permintaan…',
  checkedAt: 'Diperiksa',
  allFine: 'Semuanya baik.',
  someTrouble: 'Ada yang salah. Lihat di bawah apa yang harus dilakukan.',
  someAttention: 'Berfungsi. Ada yang perlu perhatian Anda.',
  thisComputer: 'Komputer ini',
  outcomes: { fine: 'Baik', attention: 'Perhatian', trouble: 'Masalah', skipped: 'Tidak diperiksa' },
  checks: {
    keychain: 'Rantai kunci',
    settings: 'Pengaturan',
    environment: 'Pengaturan sistem',
    port: 'Port',
    audit: 'Jejak audit',
    verifications: 'Kode ke pelanggan',
    log: 'Log',
    drops: 'Folder untuk berkas',
    telemetry: 'Laporan ke kantor pusat',
    dns: 'Nama',
    proxy: 'Proksi',
    tls: 'Enkripsi',
    certificate: 'Sertifikat kasir',
    clock: 'Jam',
    credential: 'Kredensial',
  },
  findings: {
    keychain: {
      fine: { sentence: 'Rantai kunci menyimpan dan mengembalikan rahasia.' },
      attention: {
        sentence: 'Rahasia hanya disimpan sampai Till Agent berhenti.',
        remedy: 'Tidak perlu tindakan jika kasir ini disiapkan setiap kali dimulai.',
      },
      trouble: {
        sentence: 'Rantai kunci komputer ini tidak menyimpan rahasia.',
        remedy: 'Buka rantai kunci dengan masuk ke komputer ini, lalu periksa lagi.',
      },
      skipped: { sentence: 'Rantai kunci tidak diperiksa.' },
    },
    settings: {
      fine: { sentence: 'Pengaturan dapat dibaca dan ditulis.' },
      attention: {
        sentence: 'Pengaturan pernah rusak. Salinan yang rusak disimpan.',
        remedy: 'Periksa apakah semua layanan dan program masih ada, dan berikan salinannya kepada dukungan.',
      },
      trouble: {
        sentence: 'Pengaturan tidak dapat dibaca atau ditulis.',
        remedy: 'Periksa apakah ada ruang di diska, lalu periksa lagi.',
      },
      skipped: { sentence: 'Pengaturan tidak diperiksa.' },
    },
    environment: {
      fine: {
        sentence: 'Tidak ada pengaturan sistem yang membuat koneksi kurang aman.',
      },
      attention: {
        sentence:
          'Komputer ini meminta programnya menurunkan keamanan. Till Agent tidak menurutinya, yang lain menuruti.',
        remedy: 'Tunjukkan ini kepada pengelola komputer ini.',
      },
      trouble: { sentence: 'Pengaturan sistem tidak dapat dibaca.', remedy: 'Tanyakan kepada teknisi.' },
      skipped: { sentence: 'Pengaturan sistem tidak diperiksa.' },
    },
    port: {
      fine: { sentence: 'Aplikasi kasir dapat menjangkau Till Agent.' },
      attention: {
        sentence: 'Aplikasi kasir hanya dapat menjangkau Till Agent dengan satu cara.',
        remedy: 'Tanyakan kepada teknisi.',
      },
      trouble: {
        sentence: 'Aplikasi kasir tidak dapat menjangkau Till Agent.',
        remedy: 'Mulai ulang Till Agent. Jika tidak membantu, mungkin program lain memakai port-nya: hubungi dukungan.',
      },
      skipped: { sentence: 'Port tidak diperiksa.' },
    },
    audit: {
      fine: { sentence: 'Jejak audit sedang ditulis.' },
      attention: {
        sentence: 'Jejak audit pernah rusak. Sisanya disimpan.',
        remedy: 'Cari tahu sebabnya, dan simpan berkas lama untuk orang yang menyelidikinya.',
      },
      trouble: {
        sentence: 'Jejak audit tidak dapat ditulis.',
        remedy: 'Periksa apakah ada ruang di diska. Sampai saat itu tidak ada yang dicatat.',
      },
      skipped: { sentence: 'Jejak audit tidak diperiksa.' },
    },
    verifications: {
      fine: { sentence: 'Kode ke pelanggan sedang dihitung.' },
      attention: {
        sentence: 'Beberapa verifikasi pelanggan pernah rusak. Itu disimpan.',
        remedy: 'Minta diska komputer ini diperiksa, dan berikan berkasnya kepada dukungan.',
      },
      trouble: {
        sentence: 'Pelanggan tidak dapat diverifikasi: kode tidak dapat dihitung.',
        remedy: 'Periksa apakah ada ruang di diska, lalu periksa lagi.',
      },
      skipped: { sentence: 'Kode ke pelanggan tidak diperiksa.' },
    },
    drops: {
      fine: { sentence: 'Server berkas menerima berkas.' },
      attention: {
        sentence: 'Beberapa berkas tidak dikirim.',
        remedy: 'Lihat di subfolder “refused”: catatan di samping setiap berkas menjelaskan sebabnya.',
      },
      trouble: {
        sentence: 'Berkas tidak dapat dikirim ke servernya.',
        remedy: 'Berkas menunggu. Jika koneksi baik, beri tahu dukungan.',
      },
      skipped: { sentence: 'Server berkas tidak diperiksa.' },
    },
    telemetry: {
      fine: { sentence: 'Kantor pusat menerima laporan kasir ini.' },
      attention: {
        sentence: 'Kantor pusat tidak menerima laporan kasir ini. Penjualan tetap berjalan.',
        remedy: 'Tunjukkan ini kepada orang yang merawat kasir ini.',
      },
      trouble: { sentence: 'Laporan ke kantor pusat tidak dapat diperiksa.', remedy: 'Periksa lagi nanti.' },
      skipped: { sentence: 'Laporan ke kantor pusat tidak diperiksa.' },
    },
    log: {
      fine: { sentence: 'Log ditulis.' },
      attention: { sentence: 'Beberapa baris log hilang.', remedy: 'Cari tahu mengapa diska komputer ini penuh.' },
      trouble: {
        sentence: 'Log tidak dapat ditulis.',
        remedy: 'Periksa apakah diska komputer ini penuh, lalu periksa lagi.',
      },
      skipped: { sentence: 'Log tidak diperiksa.' },
    },
    dns: {
      fine: { sentence: 'Nama layanan dikenal.' },
      attention: { sentence: 'Nama layanan mengarah ke alamat yang tidak biasa.', remedy: 'Tanyakan kepada teknisi.' },
      trouble: { sentence: 'Nama layanan tidak dapat ditemukan.', remedy: 'Periksa jaringan toko dan alamat layanan.' },
      skipped: { sentence: 'Nama tidak perlu dicari.' },
    },
    proxy: {
      fine: { sentence: 'Jalan ke layanan terbuka.' },
      attention: {
        sentence: 'Jalan ke layanan melewati proksi, dan tidak ada jawaban yang kembali.',
        remedy: 'Tanyakan kepada pengelola jaringan toko.',
      },
      trouble: { sentence: 'Proksi tidak membiarkan kasir lewat.', remedy: 'Tanyakan kepada pengelola jaringan toko.' },
      skipped: { sentence: 'Proksi tidak diperiksa.' },
    },
    tls: {
      fine: { sentence: 'Layanan membuktikan bahwa ia yang benar.' },
      attention: {
        sentence: 'Seseorang di tengah mungkin dapat membaca koneksi ke layanan.',
        remedy: 'Tanyakan kepada pengelola jaringan toko apakah ini disengaja.',
      },
      trouble: {
        sentence: 'Koneksi aman ke layanan tidak dapat dibuat.',
        remedy: 'Periksa jaringan toko. Jika berfungsi, tanyakan kepada pengelolanya: mungkin ada seseorang di tengah.',
      },
      skipped: { sentence: 'Enkripsi tidak diperiksa.' },
    },
    certificate: {
      fine: { sentence: 'Sertifikat kasir ini baik.' },
      attention: { sentence: 'Sertifikat kasir ini segera berakhir.', remedy: 'Minta yang baru kepada teknisi.' },
      trouble: { sentence: 'Sertifikat kasir ini sudah berakhir.', remedy: 'Minta yang baru kepada teknisi.' },
      skipped: { sentence: 'Sertifikat kasir ini tidak diperiksa.' },
    },
    clock: {
      fine: { sentence: 'Jamnya tepat.' },
      attention: {
        sentence: 'Jamnya sedikit meleset.',
        remedy: 'Biarkan komputer ini mengatur jamnya secara otomatis.',
      },
      trouble: {
        sentence: 'Jamnya begitu salah sehingga layanan dapat menolak kasir ini.',
        remedy: 'Atur tanggal, waktu, dan zona waktu komputer ini.',
      },
      skipped: { sentence: 'Jam tidak dapat diperiksa.' },
    },
    credential: {
      fine: { sentence: 'Layanan menerima kredensial kasir ini.' },
      attention: {
        sentence: 'Tidak dapat diperiksa apakah layanan menerima kredensial.',
        remedy: 'Uji lagi nanti.',
      },
      trouble: { sentence: 'Kredensial kasir ini tidak berfungsi.', remedy: 'Masukkan yang benar, atau masuk lagi.' },
      skipped: { sentence: 'Kredensial tidak diuji.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'pengaturan desktop',
    'etc-environment': 'variabel di /etc/environment',
    windows: 'pengaturan Internet Windows',
    winhttp: 'pengaturan WinHTTP Windows',
    macos: 'pengaturan jaringan macOS',
    chromium: 'pengaturan sistem',
    none: 'pengaturan sistem',
  },
  settingsWithPac: '{{settings}} (berkas PAC {{pac}})',
  panelOpened: 'Terbuka di komputer ini. Periksa lagi setelah selesai.',
  actions: {
    'test-upstream': 'Uji layanan ini',
    'rotate-upstream': 'Masukkan kredensial baru',
    'sign-in-upstream': 'Masuk',
    'change-network': 'Ubah jaringan',
    'open-settings': 'Buka pengaturan',
    'open-keychain': 'Buka kunci rantai kunci',
    'open-clock': 'Buka setelan jam',
    'check-again': 'Periksa lagi',
  },
  bundle: {
    explain:
      'Semua yang diperlukan dukungan untuk membantu Anda, dalam satu berkas. Tidak berisi rahasia atau pelanggan. Tinjau sebelum mengirimnya.',
    preview: 'Tampilkan isinya',
    lines_other: '{{lines}} baris',
    save: 'Simpan berkas',
    saved: '{{fileName}} disimpan di unduhan Anda.',
    contentOf: 'Isi {{name}}',
  },
}
