import { Button, NativeSelect, Text, Title } from '@mantine/core'
import { IconBrowser, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import classes from '#renderer/screens/customer/customer.module.css'
import type { SignInRequest } from '#renderer/screens/customer/useCashierSession.ts'
import { wrapping } from '#renderer/screens/customer/wrapping.ts'
import type { SignInChoice } from './useSignInChoice.ts'

interface StartSignInProps {
  choice: SignInChoice
  isBusy: boolean
  onStart: (request: SignInRequest) => void
}

const icons = { code: IconDeviceMobile, browser: IconBrowser }

/** Starts a customer's sign-in, in one of the ways that the upstream offers. */
export function StartSignIn({ choice, isBusy, onStart }: StartSignInProps) {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  const { clients, client, providers, provider, ways } = choice
  if (clients.length === 0)
    return (
      <section className={classes.card} aria-labelledby="sign-in-title">
        <Title order={2} id="sign-in-title">
          {t('customer.signIn.title')}
        </Title>
        <Text size="lg">{t('customer.signIn.noClient')}</Text>
        <Button className={classes.start} size="lg" onClick={() => goTo('/clients')}>
          {t('customer.signIn.toClients')}
        </Button>
      </section>
    )
  return (
    <section className={classes.card} aria-labelledby="sign-in-title">
      <Title order={2} id="sign-in-title">
        {t('customer.signIn.title')}
      </Title>
      <Text size="lg">{t('customer.signIn.text')}</Text>
      {clients.length > 1 && (
        <NativeSelect
          label={t('customer.statementFor.label')}
          value={client ?? ''}
          onChange={(event) => choice.chooseClient(event.currentTarget.value)}
          data={[
            { value: '', label: '…', disabled: true },
            ...clients.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {providers.length > 1 && (
        <NativeSelect
          label={t('customer.signIn.provider')}
          value={provider ?? ''}
          onChange={(event) => choice.chooseProvider(event.currentTarget.value)}
          data={[...providers]}
        />
      )}
      <div className={classes.channels}>
        {ways.map((by, index) => {
          const Icon = icons[by]
          return (
            <Button
              key={by}
              classNames={wrapping(classes.send)}
              size="xl"
              variant={index === 0 ? 'filled' : 'default'}
              disabled={isBusy || client === undefined}
              leftSection={<Icon aria-hidden />}
              onClick={() => client !== undefined && onStart({ by, client, ...(provider && { provider }) })}
            >
              {t(`customer.signIn.by.${by}`)}
            </Button>
          )
        })}
      </div>
    </section>
  )
}
