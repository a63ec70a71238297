import { NativeSelect, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contract/setting.ts'
import { showLanguage } from '#renderer/words/words.ts'
import { languageCodes, languages } from '#words/languages.ts'
import { CodeStep } from './CodeStep.tsx'
import classes from './Display.module.css'
import { IdentifierStep } from './IdentifierStep.tsx'
import { useCustomerLanguage } from './useCustomerLanguage.ts'
import { useDisplayView } from './useDisplayView.ts'

/** The page that faces the customer: one question at a time, in the customer's language. It stores nothing. */
export function Display() {
  const { t } = useTranslation()
  const shown = useDisplayView()
  useDocumentTitle(t('display.connecting.title'))
  const language = useCustomerLanguage(shown)
  return (
    <div className={classes.display}>
      <header className={classes.header}>
        <NativeSelect
          aria-label={t('display.screen.language')}
          size="md"
          value={language}
          onChange={(event) => void showLanguage(event.currentTarget.value as Language)}
        >
          {languageCodes.map((code) => (
            <option key={code} value={code} lang={code}>
              {languages[code]}
            </option>
          ))}
        </NativeSelect>
      </header>
      <main className={classes.main}>{renderStep()}</main>
    </div>
  )

  function renderStep() {
    switch (shown.step) {
      case 'away':
        return <Title order={1}>{t('display.screen.away')}</Title>
      case 'idle':
        return (
          <div className={classes.rest}>
            <Title order={1}>{t('display.screen.welcome')}</Title>
            {shown.store && (
              <p className={classes.store}>
                <bdi>{shown.store}</bdi>
              </p>
            )}
          </div>
        )
      case 'identifier':
        return <IdentifierStep key={shown.askId} view={shown} />
      case 'code':
        return <CodeStep key={shown.askId} view={shown} seenAt={shown.seenAt} />
      case 'ended': {
        const isConfirmed = shown.outcome === 'confirmed'
        return (
          <div className={classes.rest} role="status" data-confirmed={isConfirmed || undefined}>
            {isConfirmed ? <IconCircleCheck size={96} aria-hidden /> : <IconInfoCircle size={96} aria-hidden />}
            <Title order={1}>{t(isConfirmed ? 'display.screen.done.confirmed' : 'display.screen.done.other')}</Title>
          </div>
        )
      }
    }
  }
}
