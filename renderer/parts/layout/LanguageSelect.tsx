import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contract/setting.ts'
import { setLanguage } from '#renderer/words/words.ts'
import { languageCodes, languages } from '#words/languages.ts'

/** Each language by its own name, which whoever speaks it finds without reading the rest. */
export function LanguageSelect() {
  const { t, i18n } = useTranslation()
  return (
    <NativeSelect
      label={t('shell.language')}
      miw={160}
      value={i18n.language}
      onChange={(event) => void setLanguage(event.currentTarget.value as Language)}
    >
      {languageCodes.map((code) => (
        <option key={code} value={code} lang={code}>
          {languages[code]}
        </option>
      ))}
    </NativeSelect>
  )
}
