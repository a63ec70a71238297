import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'id', typeof english> = {
  loading: 'Sebentar…',
  tryAgain: 'Coba lagi',
  keyboard: {
    label: 'Keyboard di layar',
    shift: 'Huruf besar',
    symbols: 'Angka dan tanda',
    letters: 'Abjad lain',
    space: 'Spasi',
    hide: 'Sembunyikan keyboard',
    auto: 'Bila sistem tidak punya',
    on: 'Selalu',
    off: 'Tidak pernah',
  },
  retryIn: 'Dapat dicoba lagi dalam',
  retryNow: 'Sekarang dapat dicoba lagi.',
  cancel: 'Batal',
  back: 'Kembali',
  next: 'Lanjut',
  close: 'Tutup',
  stay: 'Tetap di sini',
  leave: 'Tinggalkan',
  missing: 'Masih harus diisi:',
  checkField: 'Periksa isian ini.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Isi bagian ini.',
    number: 'Masukkan angka.',
    'whole-number': 'Masukkan bilangan bulat.',
    'at-least': 'Masukkan paling sedikit {{limit}}.',
    'at-most': 'Masukkan paling banyak {{limit}}.',
    'too-short': 'Terlalu pendek. Minimal {{limit}} karakter.',
    'too-long': 'Terlalu panjang. Maksimal {{limit}} karakter.',
    'one-of': 'Pilih salah satu: {{choices}}.',
    email: 'Masukkan alamat email lengkap, misalnya nama@example.com.',
    url: 'Masukkan alamat lengkap, misalnya https://example.com.',
  },
}
