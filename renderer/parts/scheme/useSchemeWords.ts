import { useTranslation } from 'react-i18next'

/** The catalogue's names for schemes and their fields. A scheme or field that the catalogue lacks keeps the agent's name for it. */
export function useSchemeWords() {
  const { t, i18n } = useTranslation()
  const translate = (key: string, fallback: string) => (i18n.exists(key) ? String(t(key as 'schemes.more')) : fallback)
  return {
    nameOf: (scheme: string) => translate(`schemes.names.${scheme}`, scheme),
    hintOf: (scheme: string) => translate(`schemes.hints.${scheme}`, ''),
    regionOf: (region: string) => translate(`schemes.regions.${region}`, region),
    labelOf: (field: string) => translate(`schemes.fields.${field}.label`, field),
    fieldHintOf: (field: string) => translate(`schemes.fields.${field}.hint`, ''),
  }
}
