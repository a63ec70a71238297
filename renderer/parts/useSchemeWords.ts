import { useTranslation } from 'react-i18next'

/** Names for schemes and their fields. Those that the catalogue does not know yet go by the name the agent gives. */
export function useSchemeWords() {
  const { t, i18n } = useTranslation()
  const either = (key: string, otherwise: string) => (i18n.exists(key) ? String(t(key as 'schemes.place')) : otherwise)
  return {
    nameOf: (scheme: string) => either(`schemes.names.${scheme}`, scheme),
    hintOf: (scheme: string) => either(`schemes.hints.${scheme}`, ''),
    placeOf: (region: string) => either(`schemes.places.${region}`, region),
    labelOf: (field: string) => either(`schemes.fields.${field}.label`, field),
    fieldHintOf: (field: string) => either(`schemes.fields.${field}.hint`, ''),
  }
}
