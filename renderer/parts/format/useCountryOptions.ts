import { useTranslation } from 'react-i18next'
import { countries } from './countries.ts'
import { useFormats } from './useFormats.ts'

/** All countries as options of a select, sorted by name in the window's language. */
export function useCountryOptions(): { value: string; label: string }[] {
  const { i18n } = useTranslation()
  const { country } = useFormats()
  return countries
    .map((code) => ({ value: code, label: country(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language))
}
