import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'id', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Program ini tidak disiapkan di kasir ini.',
    remedy: 'Lihat di “Program” mana yang disiapkan.',
  },
  ALREADY_EXISTS: {
    title: 'Nama ini sudah dipakai.',
    remedy: 'Pilih nama lain. Yang sudah ada dapat diberi kredensial baru, atau diganti dengan berkas.',
  },
  UPSTREAM_IN_USE: {
    title: 'Masih ada program yang memakai layanan ini.',
    remedy: 'Cabut dahulu akses mereka di “Program”.',
  },
  SECRET_MISSING: {
    title: 'Kata sandi tidak dapat dibaca dari tempat seharusnya.',
    remedy: 'Beri tahu orang yang menyiapkan kasir ini.',
  },
  CREDENTIAL_REFUSED: {
    title: 'Layanan tidak menerima nama atau kata sandi. Tidak ada yang disimpan.',
    remedy:
      'Periksa keduanya dengan kantor pusat. Kata sandi membedakan huruf besar dan kecil. Terlalu banyak percobaan salah dapat mengunci kasir.',
  },
  PACK_INVALID: {
    title: 'Berkas ini tidak seperti yang dibuat kantor pusat.',
    remedy: 'Salin lagi, atau minta yang lain kepada kantor pusat. Tidak ada yang berubah.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Berkas ini bukan dari kantor pusat Anda.',
    remedy: 'Jangan pakai, dan beri tahu kantor pusat. Tidak ada yang berubah.',
  },
  PACK_EXPIRED: {
    title: 'Berkas ini tidak dapat dipakai lagi.',
    remedy: 'Periksa tanggal komputer ini. Jika benar, minta berkas baru kepada kantor pusat.',
  },
  PACK_SUPERSEDED: {
    title: 'Kasir ini sudah memakai berkas ini, atau yang lebih baru.',
    remedy: 'Minta berkas baru kepada kantor pusat.',
  },
  PACK_CODE_WRONG: {
    title: 'Ini bukan kode berkas ini.',
    remedy:
      'Bandingkan dengan yang diberikan kantor pusat. Setelah terlalu banyak kode salah, berkas tidak berguna di sini.',
  },
  PACK_DEAD: {
    title: 'Terlalu banyak kode salah dimasukkan. Berkas ini tidak dapat dipakai lagi di sini.',
    remedy: 'Minta berkas baru dan kode baru kepada kantor pusat.',
  },
  PACK_OF_OTHER_TILL: { title: 'Berkas ini dibuat untuk kasir lain.', remedy: 'Pakai berkas kasir ini.' },
  CREDENTIAL_UNEXPECTED: {
    title: 'Ini kata sandi kasir lain.',
    remedy:
      'Masukkan milik kasir ini. Jika ini benar, tanyakan kepada kantor pusat kasir mana yang seharusnya di sini.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Layanan tidak dapat dijangkau. Tidak ada yang disimpan.',
    remedy: 'Periksa apakah internet toko berfungsi dan alamatnya benar, lalu coba lagi.',
  },
  SIGN_IN_FAILED: { title: 'Tidak ada yang masuk.', remedy: 'Mulai masuk lagi.' },
  TILL_BARRED: {
    title: 'Kantor pusat telah memblokir kasir ini.',
    remedy: 'Hubungi kantor pusat. Hanya berkas penyiapan baru dari mereka yang menjalankan kasir ini lagi.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Komputer ini tidak punya penyimpanan kata sandi.',
    remedy: 'Pengelola komputer ini harus menyiapkannya. Sampai saat itu tidak ada yang disimpan.',
  },
  KEYCHAIN_LOCKED: {
    title: 'Penyimpanan kata sandi komputer ini terkunci.',
    remedy: 'Masuk lagi ke komputer ini, lalu coba lagi.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Komputer ini tidak membiarkan Till Agent menyimpan kata sandinya.',
    remedy: 'Jika komputer ini meminta izin, izinkan. Lalu coba lagi.',
  },
  SETTINGS_DAMAGED: {
    title: 'Pengaturan kasir ini rusak.',
    remedy: 'Hubungi dukungan: kasir ini harus disiapkan lagi. Salinan pengaturan lama disimpan.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'Pengaturan tidak dapat disimpan.',
    remedy: 'Periksa apakah diska komputer ini penuh, lalu coba lagi.',
  },
  SETTING_MANAGED: { title: 'Kantor pusat yang menentukan pengaturan ini.', remedy: 'Minta kantor pusat mengubahnya.' },
  AUDIT_UNAVAILABLE: {
    title: 'Jejak audit kasir ini tidak dapat dibaca atau ditulis.',
    remedy: 'Periksa apakah diska komputer ini penuh. Sampai saat itu tidak ada yang dicatat.',
  },
  LOG_UNAVAILABLE: {
    title: 'Log Till Agent tidak dapat ditulis.',
    remedy: 'Periksa apakah diska komputer ini penuh. Sampai saat itu dukungan tidak dapat melihat apa yang terjadi.',
  },
  FILE_UNREADABLE: {
    title: 'Sebuah berkas tidak dapat dibaca.',
    remedy: 'Periksa apakah berkas itu ada dan boleh dibaca.',
  },
  PORT_TAKEN: {
    title: 'Program lain memakai port Till Agent.',
    remedy: 'Tutup program itu, lalu mulai ulang Till Agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Selama kasir belum punya PIN manajer, hanya administrator komputer ini yang dapat melakukan ini.',
    remedy: 'Buka jendela ini dengan tautan baru, atau minta pengelola komputer ini memasang PIN.',
  },
  SERVICE_REFUSED: {
    title: 'Komputer ini menolak mengubah layanan sistem Till Agent.',
    remedy: 'Tanyakan kepada pengelola komputer ini.',
  },
  SAFE_MODE: {
    title: 'Till Agent macet beberapa kali berturut-turut, jadi tidak melayani penjualan sampai diperiksa seseorang.',
    remedy: 'Kirim berkas dari pemeriksaan kepada dukungan. Lalu mulai ulang komputer ini.',
  },
  ALREADY_RUNNING: { title: 'Till Agent sudah berjalan.', remedy: 'Gunakan jendela yang sudah terbuka.' },
  INTERNAL: {
    title: 'Terjadi kesalahan di dalam Till Agent.',
    remedy: 'Coba lagi. Jika tidak membantu, berikan referensi di bawah kepada dukungan.',
  },
}
