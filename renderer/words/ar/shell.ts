import type { Words } from '../en/en.ts'
import type { shell as english } from '../en/shell.ts'

export const shell: Words<typeof english> = {
  title: 'وكيل الصندوق',
  customer: 'العميل',
  status: 'الحالة',
  programs: 'البرامج',
  upstreams: 'الخدمات السحابية',
  settings: 'الإعدادات',
  loading: 'لحظة من فضلك…',
}
