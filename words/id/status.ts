import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'id', typeof english> = {
  title: 'Status',
  condition: {
    ready: 'Semua yang diperlukan kasir berfungsi.',
    attention: 'Kasir berfungsi. Ada yang perlu perhatian Anda.',
    offline: 'Tidak ada layanan yang dapat dijangkau. Penjualan berlanjut; poin dan kode tidak.',
    blocked: 'Aplikasi kasir tidak dapat menjangkau layanan mana pun lewat kasir ini.',
  },
  version: 'Versi {{version}}',
  runningSince: 'dimulai',
  concerns: {
    title: 'Yang harus dilakukan',
    thisTill: 'Kasir ini',
    byCode: {
      NO_UPSTREAM: { reason: 'Belum ada layanan yang disiapkan.', remedy: 'Siapkan kasir ini. Perlu beberapa menit.' },
      NO_CLIENT: {
        reason: 'Belum ada program yang boleh memakai kasir ini.',
        remedy: 'Mulai pemasangan di aplikasi kasir Anda, atau tambahkan program secara manual.',
      },
      NO_PIN: {
        reason: 'PIN belum dipasang: siapa pun di jendela ini dapat mengubah penyiapan.',
        remedy: 'Pasang PIN, atau nyatakan di “Pengaturan” bahwa toko ini tidak memakainya.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'Layanan tidak menerima beberapa penjualan yang disimpan untuknya.',
        remedy: 'Lihat masing-masing di kotak keluar: perbaiki, kirim lagi, atau buang.',
      },
      UPSTREAM_ALARM: {
        reason: 'Layanan bertindak untuk kasir lain.',
        remedy: 'Periksa kasir dan toko dengan kantor pusat sebelum melanjutkan penjualan.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Sesuatu di jaringan membuka koneksi ke layanan ini dan menandatangani ulang jawabannya.',
        remedy: 'Jika itu penyaring toko, semuanya baik. Jika tidak ada yang tahu, hubungi dukungan.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Layanan ini tidak terjangkau sejak {{time}}.',
        remedy: 'Kasir mencoba lagi sendiri. Jika tetap begitu, cari tahu sebabnya.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Belum ada yang memastikan apakah ini toko dan kasir yang benar.',
        remedy:
          'Lihat di “Layanan” dan konfirmasi. Dengan kata sandi kasir lain, penjualan dihitung untuk toko kasir itu.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'Sertifikat yang ditunjukkan kasir ini kepada layanan segera berakhir.',
        remedy: 'Minta sertifikat baru sekarang, dan minta teknisi memasangnya.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'Sertifikat yang ditunjukkan kasir ini kepada layanan sudah berakhir.',
        remedy: 'Minta sertifikat baru, dan minta teknisi memasangnya.',
      },
      AUDIT_DAMAGED: {
        reason: 'Jejak audit rusak. Jejak itu disisihkan, dan yang baru dimulai.',
        remedy: 'Cari tahu sebabnya, dan simpan berkas lama untuk orang yang menyelidikinya.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Beberapa verifikasi pelanggan rusak. Itu disisihkan, dan sisanya berlanjut.',
        remedy: 'Minta diska komputer ini diperiksa, dan berikan berkasnya kepada dukungan.',
      },
      RECORD_DAMAGED: {
        reason: 'Catatan pembaruan rusak. Catatan itu disisihkan, dan yang baru dimulai.',
        remedy: 'Cari tahu sebabnya, dan simpan berkas lama untuk orang yang menyelidikinya.',
      },
      RECORD_UNWRITABLE: {
        reason: 'Kemajuan pembaruan tidak dapat disimpan, jadi pembaruan tidak dimulai.',
        remedy: 'Kosongkan ruang di diska, atau tanyakan kepada pengelola komputer ini.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'Kasir belum dapat memakai layanan ini: belum ada kredensial untuk masuk.',
        remedy: 'Masuk atau masukkan kredensial. Jika sudah, cari tahu sebabnya.',
      },
      UPSTREAM_LOCKED: {
        reason: 'Layanan menolak kredensial kasir ini. Kasir tidak mengirimnya lagi.',
        remedy: 'Masukkan kredensial yang benar.',
      },
    },
    actions: {
      credential: 'Masukkan kredensial baru',
      signIn: 'Masuk',
      pair: 'Beri akses kepada program',
      setPin: 'Pasang PIN',
      confirm: 'Konfirmasi kasir',
      decide: 'Putuskan di kotak keluar',
      setUp: 'Siapkan kasir ini',
      doctor: 'Cari tahu sebabnya',
    },
  },
  upstreams: {
    title: 'Layanan',
    none: 'Belum ada layanan yang disiapkan.',
    openConnections: 'Koneksi',
    activeRequests: 'Berlangsung',
    waitingRequests: 'Menunggu',
  },
  latency: {
    title: 'Waktu jawab, satu jam terakhir',
    none: 'Tidak ada permintaan dalam satu jam terakhir.',
    summary: 'Terakhir ({{when}}) {{last}}, rata-rata {{mean}}, paling lama {{max}}. {{requests}} permintaan.',
    asTable: 'Tampilkan sebagai tabel',
    caption: 'Waktu jawab {{upstream}} per menit',
    minute: 'Menit',
    requests: 'Permintaan',
    mean: 'Rata-rata',
    max: 'Terlama',
    anHourAgo: '1 jam lalu',
    now: 'sekarang',
  },
  requests: {
    title: 'Permintaan terbaru',
    none: 'Belum ada permintaan.',
    noFailures: 'Tidak ada masalah pada permintaan terbaru.',
    onlyFailures: 'Hanya masalah',
    time: 'Waktu',
    client: 'Program',
    counter: 'Konter',
    lookUp: 'Pencarian pelanggan',
    upstream: 'Layanan',
    route: 'Rute',
    outcome: 'Hasil',
    duration: 'Lama',
    outcomes: {
      done: 'Selesai',
      missing: 'Tidak ditemukan di layanan',
      redirected: 'Diarahkan ke alamat lain',
      refused: 'Ditolak oleh layanan',
      failed: 'Gagal di layanan',
      dropped: 'Terputus',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Ditolak sejak dimulai',
    none: 'Tidak ada permintaan yang ditolak.',
    kind: 'Mengapa',
    count: 'Berapa kali',
  },
}
