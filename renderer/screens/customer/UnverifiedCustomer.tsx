import { Button, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'
import { EnrolForm } from './EnrolForm.tsx'

interface UnverifiedCustomerProps {
  reason: 'not-found' | 'no-look-up'
  /** The number or address that a code would go to. */
  typed: string
  canVerify: boolean
  codesLeftToday: number | undefined
  isBusy: boolean
  onSend: () => void
  /** Absent where nobody can be enrolled. */
  onEnrol: ((names: { firstName: string; lastName?: string }) => void) | undefined
  onStartOver: () => void
}

/**
 * No customer was found, or the upstream cannot look customers up. The field above still holds what was typed, and the focus:
 * no second Enter sends a code to a number that was mistyped.
 */
export function UnverifiedCustomer(props: UnverifiedCustomerProps) {
  const { reason, typed, canVerify, codesLeftToday, isBusy, onSend, onEnrol, onStartOver } = props
  const { t } = useTranslation()
  const [isEnrolling, setEnrolling] = useState(false)
  if (isEnrolling && onEnrol)
    return <EnrolForm typed={typed} isBusy={isBusy} onEnrol={onEnrol} onCancel={() => setEnrolling(false)} />
  return (
    <section className={classes.card} aria-labelledby="customer-name">
      <Title order={2} id="customer-name">
        {t(reason === 'not-found' ? 'customer.unverified.notFound' : 'customer.unverified.noLookUp')}
      </Title>
      {reason === 'not-found' && <Text size="lg">{t('customer.unverified.notFoundHint')}</Text>}
      {reason === 'not-found' && !onEnrol && <Text size="lg">{t('customer.unverified.enrol')}</Text>}
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
        {onEnrol && (
          <Button size="xl" variant="default" disabled={isBusy} onClick={() => setEnrolling(true)}>
            {t('customer.enrol.open')}
          </Button>
        )}
        <Button size="xl" variant="default" onClick={onStartOver}>
          {t('customer.startOver')}
        </Button>
      </Group>
    </section>
  )
}
