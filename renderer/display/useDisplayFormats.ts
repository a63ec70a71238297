import { useTranslation } from 'react-i18next'
import { formats, localeOf } from '#words/format.ts'

/** As the customer's language writes it. The store's country is a setting, which a display does not read. */
export function useDisplayFormats() {
  const { i18n } = useTranslation()
  return formats(localeOf(i18n.language, undefined, navigator.languages))
}
