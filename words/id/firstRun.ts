import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'id', typeof english> = {
  title: 'Siapkan kasir ini',
  later: 'Siapkan nanti',
  progress: 'Langkah',
  elsewhere: 'Kasir ini disiapkan di jendela lain. Anda dapat melanjutkan di sini.',
  stages: { store: 'Toko', upstream: 'Layanan', credential: 'Masuk', pairing: 'Aplikasi', ready: 'Siap' },
  store: {
    title: 'Selamat datang. Toko apakah ini?',
    text: 'Perlu sekitar tiga menit. Anda memerlukan nama dan kata sandi kasir dari kantor pusat.',
    name: 'Nama toko',
    nameHint: 'Seperti dikenal rekan kerja Anda. Boleh dikosongkan.',
    country: 'Negara',
    countryHint: 'Nomor pelanggan lalu dipahami tanpa kode negara.',
  },
  upstream: {
    title: 'Layanan mana yang dipakai kasir ini?',
    text: 'Till Agent menyimpan kata sandi dengan aman dan masuk untuk aplikasi kasir Anda.',
    another: 'Jenis layanan lain',
  },
  credential: {
    text: 'Ini diperiksa sekarang. Kata sandi disimpan di rantai kunci komputer ini dan tidak pernah ditampilkan lagi.',
    test: 'Masuk',
    leave: 'Tinggalkan? Kata sandi harus diketik lagi.',
    testing: 'Menanyakan ke layanan…',
    untested: 'Simpan tanpa uji',
  },
  identity: {
    title: 'Apakah ini toko Anda?',
    text: 'Layanan mengenal kasir ini sebagai:',
    unnamedTitle: 'Layanan sudah disiapkan',
    organisation: 'Organisasi',
    till: 'Kasir',
    yes: 'Ya, ini kasir kami',
    no: 'Bukan, ubah',
    untested: 'Layanan belum ditanya apakah kata sandinya benar. Lihat “Status” saat internet berfungsi.',
    clock: {
      right: 'Jam komputer ini tepat.',
      behind: 'Jam komputer ini terlambat {{skew}}.',
      ahead: 'Jam komputer ini terlalu cepat {{skew}}.',
      remedy: 'Atur tanggal dan waktu, atau kode dan struk akan salah.',
    },
  },
  pairing: {
    title: 'Hubungkan aplikasi kasir',
    text: 'Mulai sekarang aplikasi kasir terhubung ke Till Agent, bukan ke layanan itu sendiri.',
    address: 'Di aplikasi kasir, masukkan ini sebagai alamat layanan:',
    copy: 'Salin',
    copied: 'Tersalin',
    ask: 'Mulai pemasangan di aplikasi kasir. Permintaan muncul di sini.',
    compare: 'Bandingkan kode di kedua layar, lalu izinkan akses.',
    waiting: 'Menunggu permintaan aplikasi kasir…',
    paired: 'Terhubung: {{clients}}',
    byHand: 'Aplikasi tidak dapat meminta',
    byHandText:
      'Maka aplikasi diberi kunci secara manual. Beri nama; aplikasi boleh melakukan semua yang dilakukan aplikasi kasir dalam penjualan.',
    skip: 'Lewati dahulu',
  },
  ready: {
    title: 'Kasir ini siap',
    text: 'Anda dapat langsung mencari dan memverifikasi pelanggan.',
    almostTitle: 'Hampir siap',
    almostNoClient:
      'Belum ada aplikasi kasir yang terhubung. Kembali untuk menghubungkannya, atau lakukan nanti di “Program”.',
    pin: 'Tanpa PIN manajer, siapa pun di jendela ini dapat mengubah penyiapan.',
    almostText: 'Belum semuanya berfungsi sebagaimana mestinya. “Status” menjelaskan sebab dan langkahnya.',
    store: 'Toko dan kasir',
    noClients: 'Belum ada',
    done: 'Mulai melayani',
  },
}
