import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'id', typeof english> = {
  names: {
    'capillary-till': 'Capillary, dengan kasir dan kata sandi',
    'capillary-oauth': 'Capillary, dengan klien API',
    'capillary-customer': 'Capillary, untuk pelanggan yang masuk',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, dengan pengguna sendiri',
    'gini-derived': 'Gini, dengan pengguna turunan',
    'gini-anonymous': 'Gini, dengan pengguna untuk kasir ini',
    oauth2: 'Layanan apa pun dengan kredensial klien OAuth 2',
    oidc: 'Layanan apa pun tempat seseorang masuk',
    basic: 'Layanan apa pun dengan nama pengguna dan kata sandi',
    header: 'Layanan apa pun dengan kunci rahasia',
  },
  hints: {
    'capillary-till': 'Yang dipunyai kebanyakan toko: kantor pusat memberi nama kasir dan kata sandinya.',
    'capillary-oauth': 'Kantor pusat memberi kunci klien dan rahasia klien.',
    'capillary-customer': 'Pelanggan masuk dengan kode atau kata sandi sendiri.',
    scayle: 'Pelanggan toko web Anda: ID klien, rahasia klien, dan nomor toko.',
    'gini-trusted': 'Faktur dan pembayaran: ID klien, rahasia klien, dan satu pengguna.',
    'gini-derived': 'Faktur dan pembayaran, dengan pengguna yang juga boleh dipakai pihak lain.',
    'gini-anonymous': 'Faktur dan pembayaran, dengan pengguna yang dibuat kasir sendiri.',
    oauth2: 'ID klien, rahasia klien, dan alamat yang menerbitkan token.',
    oidc: 'Seseorang masuk satu kali, di browser komputer ini.',
    basic: 'Nama pengguna dan kata sandi.',
    header: 'Kunci yang dikirim bersama setiap permintaan.',
  },
  regions: { EU: 'Eropa', APAC: 'Asia-Pasifik', APAC2: 'Asia-Pasifik 2', custom: 'Alamat lain' },
  unchosen: 'Belum dipilih',
  more: 'Pengaturan lain',
  showSecret: 'Tampilkan yang diketik',
  fields: {
    region: { label: 'Wilayah', hint: 'Tanyakan kepada kantor pusat jika tidak yakin.' },
    baseUrl: { label: 'Alamat layanan', hint: 'Dimulai dengan https://' },
    proxy: {
      label: 'Proksi',
      hint: 'Kosongkan: pengaturan komputer ini berlaku. Jika tidak, direct, atau alamat proksi toko.',
    },
    networkUser: { label: 'Nama pengguna untuk jaringan toko' },
    networkPassword: { label: 'Kata sandi untuk jaringan toko' },
    proxyPassword: {
      label: 'Kata sandi proksi',
      hint: 'Hanya jika alamat proksi menyebut pengguna, seperti http://till@proxy.store:3128',
    },
    caFile: { label: 'Berkas sertifikat', hint: 'Hanya jika jaringan Anda punya otoritas sertifikat sendiri.' },
    mode: {
      label: 'Nyata atau uji',
      hint: 'test: sistem uji layanan. Jendela lalu menunjukkannya dengan bingkai. Kosongkan untuk yang nyata.',
    },
    via: {
      label: 'Beri tahu layanan bahwa permintaan lewat agen ini',
      hint: 'Beberapa layanan lalu mengirim jawaban tanpa kompresi, yang lebih lama.',
    },
    links: {
      label: 'Ke mana tautan dalam jawaban mengarah',
      hint: 'agent: lewat kasir ini, seperti diperlukan aplikasi yang mengikutinya. upstream: seperti dikirim layanan. Kosongkan jika tidak tahu.',
    },
    till: {
      label: 'Kasir',
      hint: 'Nama yang diberikan kantor pusat kepada kasir ini, misalnya store.till1',
    },
    password: { label: 'Kata sandi' },
    clientKey: { label: 'Kunci klien' },
    clientId: { label: 'ID klien' },
    clientSecret: { label: 'Rahasia klien' },
    shopSecret: {
      label: 'Rahasia toko',
      hint: 'Hanya untuk pembayaran di halaman web toko, atau masuk di penyedia identitas.',
    },
    expect: {
      organisation: {
        label: 'Organisasi yang diharapkan',
        hint: 'Kosong: apa saja. Kata sandi organisasi lain ditolak.',
      },
      till: { label: 'Kasir yang diharapkan', hint: 'Kosong: apa saja. Kata sandi kasir lain ditolak.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Alamat API', hint: 'Hanya jika alamat di atas adalah gerbang seluler.' },
      brand: { label: 'Merek di gerbang' },
      deviceId: { label: 'ID perangkat di gerbang' },
    },
    cache: {
      freshSeconds: {
        label: 'Detik data pelanggan ditampilkan lagi tanpa bertanya',
        hint: 'Kosong: layanan ditanya setiap kali. Misalnya 30.',
      },
      staleSeconds: {
        label: 'Detik data itu ditampilkan selama layanan tidak terjangkau',
        hint: 'Kosong: tidak sama sekali. Misalnya 3600, satu jam. Poin mungkin sudah berubah; aplikasi kasir diberi tahu.',
      },
    },
    billNumbers: {
      label: 'Nomor struk di layanan',
      hint: 'unique: layanan menolak nomor yang sudah ada. Tanyakan kepada kantor pusat; tanpa itu penjualan tidak pernah dikirim dua kali.',
    },
    callerHeaders: {
      label: 'Header yang boleh dipasang aplikasi kasir',
      hint: 'Misalnya X-CAP-CLIENT-SIGNATURE. Kosong: tidak ada.',
    },
    attribution: {
      type: { label: 'Cara kasir ini disebut', hint: 'Menentukan cara penjualan dihitung untuk toko ini.' },
      code: { label: 'Namanya di layanan' },
    },
    gatewayBaseUrl: {
      label: 'Alamat gerbang seluler',
      hint: 'Dimulai dengan https:// dan sering berakhir dengan /mobile.',
    },
    authBaseUrl: { label: 'Alamat Auth Engine', hint: 'Dimulai dengan https://' },
    brand: { label: 'Merek', hint: 'Seperti disiapkan di layanan.' },
    family: { label: 'Jenis aplikasi', hint: 'mobile, kecuali Capillary menyiapkan merek Anda untuk aplikasi web.' },
    deviceId: { label: 'ID perangkat', hint: 'Kosongkan: kasir membuatnya.' },
    shopId: { label: 'Nomor toko' },
    accountBaseUrl: {
      label: 'Alamat Customer Account API',
      hint: 'Kosongkan jika alamat layanan berakhir dengan auth.scayle.cloud: kasir menurunkannya.',
    },
    identityProviders: {
      label: 'Penyedia identitas',
      hint: 'Kuncinya, dipisah spasi. Kosongkan jika tidak ada pelanggan yang masuk dengan akun lain.',
    },
    userIdentifier: { label: 'Pengguna' },
    userKey: {
      label: 'Kunci untuk pengguna',
      hint: 'Kosongkan kecuali beberapa kasir berbagi pengguna yang disebut program.',
    },
    mediaType: { label: 'Versi antarmuka', hint: 'Kosongkan kecuali Gini memberi Anda satu.' },
    userCenterUrl: { label: 'Alamat User Center', hint: 'Dimulai dengan https://' },
    emailDomain: { label: 'Domain email', hint: 'Seperti disepakati dengan Gini.' },
    tokenUrl: { label: 'Alamat yang menerbitkan token', hint: 'Dimulai dengan https://' },
    scope: { label: 'Cakupan', hint: 'Kosongkan kecuali Anda diberi satu.' },
    scopes: {
      label: 'Cakupan',
      hint: 'Dipisah spasi. Kosongkan kecuali Anda diberi.',
    },
    clientEncoding: { label: 'Cara ID dan rahasia dikodekan', hint: 'Ubah hanya jika layanan menolak yang benar.' },
    issuer: { label: 'Penyedia identitas', hint: 'Dimulai dengan https://, persis seperti yang diberikan.' },
    signIn: { label: 'Siapa yang masuk', hint: 'Kosongkan jika staf masuk satu kali untuk kasir ini.' },
    acrValues: { label: 'Kekuatan masuk yang diperlukan', hint: 'Kosongkan kecuali Anda diberi satu.' },
    sendIdTokenAs: { label: 'Header untuk token ID', hint: 'Kosongkan kecuali Anda diberi satu.' },
    username: { label: 'Nama pengguna' },
    probePath: { label: 'Jalur untuk uji', hint: 'Dimulai dengan /. Kasir memakainya untuk menguji kredensial.' },
    name: { label: 'Nama header', hint: 'Misalnya X-Api-Key' },
    value: { label: 'Kunci' },
  },
}
