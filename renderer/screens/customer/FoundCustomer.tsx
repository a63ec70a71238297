import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconMail, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerCard } from '../../../electron/contract/lookUp.ts'
import type { Channel } from '../../../electron/contract/verification.ts'
import { Masked } from '../../parts/Masked.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import classes from './customer.module.css'

interface FoundCustomerProps {
  customer: CustomerCard
  isBusy: boolean
  canVerify: boolean
  onSend: (channel: Channel) => void
  onStartOver: () => void
}

const icons = { sms: IconMessage, email: IconMail }

export function FoundCustomer({ customer, isBusy, canVerify, onSend, onStartOver }: FoundCustomerProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { name, tier, points, marks, channels } = customer
  return (
    <section className={classes.card} aria-labelledby="customer-name">
      <div className={classes.who}>
        <Title order={2} id="customer-name">
          <bdi>{name ?? t('customer.found.nameless')}</bdi>
        </Title>
        {(tier !== undefined || points !== undefined) && (
          <dl className={classes.facts}>
            {tier !== undefined && (
              <div>
                <dt>{t('customer.found.tier')}</dt>
                <dd>
                  <bdi>{tier}</bdi>
                </dd>
              </div>
            )}
            {points !== undefined && (
              <div>
                <dt>{t('customer.found.points')}</dt>
                <dd>{number(points)}</dd>
              </div>
            )}
          </dl>
        )}
      </div>
      {marks.map((mark) => (
        <Alert
          key={mark}
          color={mark === 'fraud' ? 'red' : 'blue'}
          icon={mark === 'fraud' ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
        >
          {t(`customer.found.marks.${mark}`)}
        </Alert>
      ))}
      {channels.length === 0 && <Text>{t('customer.found.noChannel')}</Text>}
      <div className={classes.ways}>
        {canVerify &&
          channels.map(({ channel, masked }, index) => {
            const Icon = icons[channel]
            return (
              <Button
                key={channel}
                className={classes.send}
                size="xl"
                variant={index === 0 ? 'filled' : 'light'}
                autoFocus={index === 0}
                disabled={isBusy}
                leftSection={<Icon aria-hidden />}
                onClick={() => onSend(channel)}
              >
                <Stack gap={0} align="flex-start">
                  {t(`customer.found.send.${channel}`)}
                  <span className={classes.sendTo}>
                    <Masked>{masked}</Masked>
                  </span>
                </Stack>
              </Button>
            )
          })}
      </div>
      <Group>
        <Button size="lg" variant="default" autoFocus={!canVerify || channels.length === 0} onClick={onStartOver}>
          {t('customer.startOver')}
        </Button>
      </Group>
    </section>
  )
}
