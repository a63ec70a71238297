import { Button, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'

interface UnverifiedCustomerProps {
  reason: 'not-found' | 'no-look-up'
  /** The number or address that a code would go to. */
  typed: string
  canVerify: boolean
  codesLeftToday: number | undefined
  isBusy: boolean
  onSend: () => void
  onStartOver: () => void
}

/**
 * No customer was found, or the upstream cannot look customers up. The field above still holds what was typed, and the focus:
 * no second Enter sends a code to a number that was mistyped.
 */
export function UnverifiedCustomer(props: UnverifiedCustomerProps) {
  const { reason, typed, canVerify, codesLeftToday, isBusy, onSend, onStartOver } = props
  const { t } = useTranslation()
  return (
    <section className={classes.card} aria-labelledby="customer-name">
      <Title order={2} id="customer-name">
        {t(reason === 'not-found' ? 'customer.unverified.notFound' : 'customer.unverified.noLookUp')}
      </Title>
      {reason === 'not-found' && <Text size="lg">{t('customer.unverified.notFoundHint')}</Text>}
      {reason === 'not-found' && <Text size="lg">{t('customer.unverified.enrol')}</Text>}
      {canVerify && <Text size="lg">{t('customer.unverified.canVerify')}</Text>}
      {canVerify && codesLeftToday !== undefined && (
        <Text>{t('customer.code.codesLeft', { count: codesLeftToday })}</Text>
      )}
      <Group>
        {canVerify && (
          <Button size="xl" disabled={isBusy} onClick={onSend}>
            <span>
              {t('customer.unverified.send')} <bdi dir="ltr">{typed}</bdi>
            </span>
          </Button>
        )}
        <Button size="xl" variant="default" onClick={onStartOver}>
          {t('customer.startOver')}
        </Button>
      </Group>
    </section>
  )
}
