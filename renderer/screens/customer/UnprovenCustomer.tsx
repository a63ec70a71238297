import { Button, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'

interface UnprovenCustomerProps {
  reason: 'not-found' | 'no-look-up'
  canVerify: boolean
  isBusy: boolean
  onSend: () => void
  onStartOver: () => void
}

/** Nobody was found, or nobody could be asked. What was typed still stands in the field above. */
export function UnprovenCustomer({ reason, canVerify, isBusy, onSend, onStartOver }: UnprovenCustomerProps) {
  const { t } = useTranslation()
  return (
    <section className={classes.card} aria-labelledby="customer-name">
      <Title order={2} id="customer-name">
        {t(reason === 'not-found' ? 'customer.unproven.notFound' : 'customer.unproven.noLookUp')}
      </Title>
      {reason === 'not-found' && <Text size="lg">{t('customer.unproven.notFoundHint')}</Text>}
      {canVerify && <Text size="lg">{t('customer.unproven.canVerify')}</Text>}
      <Group>
        {canVerify && (
          <Button size="xl" autoFocus disabled={isBusy} onClick={onSend}>
            {t('customer.unproven.send')}
          </Button>
        )}
        <Button size="xl" variant="default" autoFocus={!canVerify} onClick={onStartOver}>
          {t('customer.startOver')}
        </Button>
      </Group>
    </section>
  )
}
