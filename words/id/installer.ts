import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'id', typeof english> = {
  busy: 'Till Agent sedang sibuk. Coba lagi setelah penjualan selesai.',
  forget: 'Hapus juga rahasia kasir dari rantai kunci? Kasir lalu harus disiapkan lagi.',
  summary: 'Menghubungkan kasir dengan loyalitas dan layanan cloud lain',
}
