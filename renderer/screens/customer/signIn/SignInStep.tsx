import { Button, Group, Loader, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ProviderSignInStarted } from '#contract/customer.ts'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import classes from '#renderer/screens/customer/customer.module.css'
import { useClientName } from '#renderer/screens/customer/useClientName.ts'
import { CodeForPhone } from './CodeForPhone.tsx'
import { PageInBrowser } from './PageInBrowser.tsx'

interface SignInStepProps {
  signIn: ProviderSignInStarted
  client: string
  onCancel: () => void
}

/** Shows how the customer goes on, and waits until they have signed in. */
export function SignInStep({ signIn, client, onCancel }: SignInStepProps) {
  const { t } = useTranslation()
  const clientName = useClientName(client) ?? client
  return (
    <section className={classes.card} aria-labelledby="sign-in-title">
      <Title order={2} id="sign-in-title">
        {t(`customer.signIn.${signIn.by}.title`)}
      </Title>
      {signIn.by === 'code' ? <CodeForPhone signIn={signIn} /> : <PageInBrowser url={signIn.url} />}
      <Group gap="sm">
        <Loader size="sm" />
        <Text>{t('customer.signIn.waiting')}</Text>
        <Text>
          {t('customer.signIn.timeLeft')} <Countdown until={signIn.expiresAt} over={t('customer.signIn.over')} />
        </Text>
      </Group>
      <Text>{t('customer.signIn.for', { client: clientName })}</Text>
      <Group>
        <Button size="lg" variant="default" onClick={onCancel}>
          {t('parts.cancel')}
        </Button>
      </Group>
    </section>
  )
}
