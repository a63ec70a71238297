import { useTranslation } from 'react-i18next'

/** What the agent says of one field, as its error; in other languages than the agent's that the field is to be looked at. */
export function useFieldMessage(): (message: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return (message) => {
    if (message === undefined) return undefined
    return i18n.language === 'en' ? message.charAt(0).toUpperCase() + message.slice(1) : t('parts.checkField')
  }
}
