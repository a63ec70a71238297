import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'id', typeof english> = {
  'no-proxy': { sentence: 'Layanan dijangkau tanpa proksi.' },
  'proxy-used': { sentence: 'Jalan ke layanan melewati proksi {{proxy}}.' },
  'proxy-of-system': {
    sentence: 'Jalan ke layanan melewati {{proxy}}, menurut {{settings}}.',
  },
  'no-proxy-of-system': { sentence: 'Layanan dijangkau tanpa proksi, menurut {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent tidak mendukung proksi dari {{settings}}, misalnya SOCKS.',
    remedy: 'Minta proksi HTTP kepada pengelola jaringan toko.',
  },
  'pac-unreachable': {
    sentence: 'Berkas PAC {{pac}} tidak dapat diambil, jadi layanan dipanggil tanpa proksi.',
    remedy: 'Tanyakan kepada pengelola jaringan toko apakah alamatnya benar.',
  },
  'pac-broken': {
    sentence: 'Berkas PAC {{pac}} tidak berfungsi, jadi layanan dipanggil tanpa proksi.',
    remedy: 'Berikan kepada pengelola jaringan toko.',
  },
  'proxy-wants-sign-in': {
    sentence: 'Proksi {{proxy}} meminta nama pengguna dan kata sandi.',
    remedy: 'Masukkan proksi dengan nama pengguna, seperti http://till@proxy.store:3128, dan kata sandinya.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'Proksi {{proxy}} meminta cara masuk yang tidak dikenal Till Agent, misalnya NTLM atau Kerberos.',
    remedy: 'Minta pengelola jaringan toko membiarkan kasir ini lewat tanpa masuk, atau dengan Basic.',
  },
  'proxy-untrusted': {
    sentence: 'Proksi {{proxy}} tidak dapat membuktikan siapa dirinya, jadi tidak diberi tahu apa pun.',
    remedy: 'Minta otoritas sertifikat proksi kepada pengelola jaringan toko.',
  },
  'proxy-unreadable': {
    sentence: 'Alamat proksi tidak dapat dibaca.',
    remedy: 'Perbaiki, misalnya menjadi http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'Proksi {{proxy}} tidak membiarkan kasir lewat ({{status}}).',
    remedy: 'Minta pengelola jaringan toko mengizinkan host layanan.',
  },
  'proxy-silent': {
    sentence: 'Jalan ke layanan melewati proksi {{proxy}}, dan tidak ada yang kembali ({{code}}).',
    remedy: 'Periksa apakah proksinya benar dan berjalan.',
  },
  're-signed': {
    sentence: 'Jawaban layanan ditandatangani ulang oleh “{{issuer}}”, yang dengan begitu dapat membaca yang dikirim.',
    remedy: 'Jika itu penyaring toko sendiri, tidak perlu tindakan. Jika tidak ada yang tahu, hubungi dukungan.',
  },
  'private-authority': {
    sentence: '“{{issuer}}”, yang menjamin layanan, bukan otoritas publik.',
    remedy:
      'Jika jaringan toko sengaja membuka koneksi, tidak perlu tindakan. Jika tidak ada yang tahu, hubungi dukungan.',
  },
  'certificate-required': {
    sentence: 'Layanan menanyakan siapa yang terhubung, dan kasir ini tidak punya sertifikat untuk ditunjukkan.',
    remedy: 'Minta teknisi memasang sertifikat yang diterbitkan operator layanan untuk kasir ini.',
  },
  'certificate-refused': {
    sentence: 'Layanan tidak menerima sertifikat kasir ini.',
    remedy: 'Minta teknisi memasang sertifikat yang diterbitkan operator layanan untuk kasir ini.',
  },
  'certificate-valid': { sentence: 'Sertifikat kasir ini, “{{subject}}”, baik.' },
  'certificate-expiring': {
    sentence: 'Sertifikat kasir ini, “{{subject}}”, segera berakhir. Sisa hari: {{days}}.',
    remedy: 'Minta sertifikat baru sekarang, dan minta teknisi memasangnya.',
  },
  'certificate-expired': {
    sentence: 'Sertifikat kasir ini, “{{subject}}”, sudah berakhir.',
    remedy: 'Minta sertifikat baru, dan minta teknisi memasangnya.',
  },
}
