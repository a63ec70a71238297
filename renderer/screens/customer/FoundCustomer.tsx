import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconMail, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerCard } from '#contract/lookUp.ts'
import type { Channel } from '#contract/verification.ts'
import { Masked } from '#renderer/parts/format/Masked.tsx'
import classes from './customer.module.css'
import { Standing } from './Standing.tsx'
import { wrapping } from './wrapping.ts'

interface FoundCustomerProps {
  customer: CustomerCard
  isBusy: boolean
  canVerify: boolean
  onSend: (channel: Channel) => void
  onStartOver: () => void
}

const icons = { sms: IconMessage, email: IconMail }

/** Shows the customer who was found, with one button for each channel a code can be sent through. */
export function FoundCustomer({ customer, isBusy, canVerify, onSend, onStartOver }: FoundCustomerProps) {
  const { t } = useTranslation()
  const { name, marks: flags, channels } = customer
  // The manager comes first then: Enter sends nothing.
  const isFraud = flags.includes('fraud')
  return (
    <section className={classes.card} aria-labelledby="customer-name">
      {flags.map((flag) => (
        <Alert
          key={flag}
          color={flag === 'fraud' ? 'red' : 'blue'}
          icon={flag === 'fraud' ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
        >
          {t(`customer.found.flags.${flag}`)}
        </Alert>
      ))}
      <div className={classes.identity}>
        <Title order={2} id="customer-name">
          <bdi>{name ?? t('customer.found.nameless')}</bdi>
        </Title>
        <Standing facts={customer} />
      </div>
      {channels.length === 0 && <Text>{t('customer.found.noChannel')}</Text>}
      <div className={classes.channels}>
        {canVerify &&
          channels.map(({ channel, masked, codesLeftToday }, index) => {
            const Icon = icons[channel]
            return (
              <Button
                key={channel}
                classNames={wrapping(classes.send)}
                size="xl"
                variant={isFraud || index > 0 ? 'default' : 'filled'}
                autoFocus={index === 0 && !isFraud}
                disabled={isBusy}
                leftSection={<Icon aria-hidden />}
                onClick={() => onSend(channel)}
              >
                <Stack gap={0} align="flex-start">
                  {t(`customer.found.send.${channel}`)}
                  <span className={classes.sendTo}>
                    <Masked>{masked}</Masked>
                  </span>
                  {codesLeftToday !== undefined && (
                    <span className={classes.sendTo}>{t('customer.code.codesLeft', { count: codesLeftToday })}</span>
                  )}
                </Stack>
              </Button>
            )
          })}
      </div>
      <Group>
        <Button
          size="lg"
          variant="default"
          autoFocus={isFraud || !canVerify || channels.length === 0}
          onClick={onStartOver}
        >
          {t('customer.startOver')}
        </Button>
      </Group>
    </section>
  )
}
