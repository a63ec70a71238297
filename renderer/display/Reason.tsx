import { useTranslation } from 'react-i18next'
import type { DisplayView } from '#contract/display.ts'
import classes from './Display.module.css'
import { useDisplayFormats } from './useDisplayFormats.ts'

/** Which store and which program ask, for what purpose and which amount: what is known of these. */
export function Reason({ view }: { view: Extract<DisplayView, { step: 'identifier' | 'code' }> }) {
  const { t } = useTranslation()
  const { money } = useDisplayFormats()
  const { store, program, purpose, amount } = view
  const askers = [store, program].filter((name) => name !== undefined)
  return (
    <p className={classes.facts}>
      {askers.length > 0 && (
        <>
          {t('display.screen.askedBy')}{' '}
          {askers.map((name, index) => (
            <b key={name}>
              {index > 0 && ' · '}
              <bdi>{name}</bdi>
            </b>
          ))}
        </>
      )}
      {purpose && (
        <span>
          {askers.length > 0 && ' · '}
          {t('customer.code.purpose')} <b dir="auto">{purpose.replaceAll('-', ' ')}</b>
        </span>
      )}
      {amount && (
        <span>
          {' · '}
          {t('customer.code.amount')}{' '}
          <b>
            <bdi>{money(amount)}</bdi>
          </b>
        </span>
      )}
    </p>
  )
}
