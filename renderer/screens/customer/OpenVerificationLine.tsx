import { Button, CloseButton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './customer.module.css'
import { RequestFacts } from './RequestFacts.tsx'
import type { CashierControls } from './useCashierSession.ts'

/**
 * A line at the lower edge, where it moves nothing under a finger: the verification that was just left, else the newest one
 * that waits for its code.
 */
export function OpenVerificationLine({ controls }: { controls: CashierControls }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { leaving, open } = controls
  const [newest, ...others] = open
  if (leaving)
    return (
      <section className={classes.openLine} aria-label={t('customer.open.left')}>
        <Text className={classes.grow ?? ''} role="status">
          {t('customer.open.left')} <Masked>{leaving.maskedIdentifier}</Masked>
        </Text>
        <Button variant="default" onClick={controls.undo}>
          {t('customer.open.undo')}
        </Button>
      </section>
    )
  if (!newest) return null
  return (
    <section className={classes.openLine} aria-label={t('customer.open.own')}>
      <div className={classes.grow}>
        <Text component="div">
          {t(newest.client ? 'customer.open.requested' : 'customer.open.own')}:{' '}
          <Masked>{newest.maskedIdentifier}</Masked>{' '}
          {others.length > 0 && t('customer.open.more', { number: number(others.length) })}
        </Text>
        <RequestFacts verification={newest} />
      </div>
      <Button variant="default" onClick={() => controls.resume(newest)}>
        {t('customer.open.resume')}
      </Button>
      <CloseButton aria-label={t('customer.open.cancel')} onClick={() => controls.cancelOpen(newest)} />
    </section>
  )
}
