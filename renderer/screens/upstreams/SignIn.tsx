import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Identity } from '../../../electron/contract/upstream.ts'
import { agent } from '../../agent/agent.ts'
import { Countdown } from '../../parts/Countdown.tsx'
import { IdentityWords } from '../../parts/IdentityWords.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { usePinGate } from '../../parts/PinGate.tsx'
import { Refusal } from '../../parts/Refusal.tsx'

type Step =
  | { step: 'idle' }
  | { step: 'preparing' }
  | { step: 'waiting'; url: string; expiresAt: number }
  | { step: 'done'; identity: Identity }
  | { step: 'failed'; error: unknown }

/** A person signs in at the identity provider, in the browser of this machine. */
export function SignIn({ id }: { id: string }) {
  const { t } = useTranslation()
  const gate = usePinGate()
  const [step, setStep] = useState<Step>({ step: 'idle' })
  const leaving = useRef(new AbortController())
  // Who stops waiting gives the sign-in up.
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])

  const signIn = async () => {
    const { signal } = leaving.current
    setStep({ step: 'preparing' })
    try {
      const { signInId, url, expiresAt } = await gate.pass(() => agent.upstreams.signIn.start({ id }, { signal }))
      setStep({ step: 'waiting', url, expiresAt })
      const identity = await agent.upstreams.signIn.finish({ id, signInId }, { signal })
      setStep({ step: 'done', identity })
    } catch (error) {
      if (!signal.aborted) setStep({ step: 'failed', error })
    }
  }
  const begin = (label: string, isBusy = false) => (
    <Group>
      <Button loading={isBusy} onClick={() => void signIn()}>
        {label}
      </Button>
    </Group>
  )
  const content = () => {
    switch (step.step) {
      case 'idle':
      case 'preparing':
        return begin(t('upstreams.signIn'), step.step === 'preparing')
      case 'waiting':
        return (
          <Stack>
            <Group>
              <Button
                component="a"
                href={step.url}
                target="_blank"
                rel="noopener noreferrer"
                leftSection={<IconExternalLink size={20} aria-hidden />}
              >
                {t('upstreams.signInOpen')}
              </Button>
            </Group>
            <Group gap="sm" role="status">
              <Loader size="sm" />
              <Text>{t('upstreams.signInWaiting')}</Text>
            </Group>
            <Text size="sm" c="dimmed">
              {t('upstreams.timeLeft')} <Countdown until={step.expiresAt} />
            </Text>
          </Stack>
        )
      case 'done':
        return (
          <Outcome>
            <Stack gap={4}>
              <Text fw={600}>{t('upstreams.signInDone')}</Text>
              <IdentityWords identity={step.identity} />
            </Stack>
          </Outcome>
        )
      case 'failed':
        return (
          <Stack>
            <Refusal error={step.error} />
            {begin(t('parts.tryAgain'))}
          </Stack>
        )
    }
  }
  return (
    <Panel title={t('upstreams.signIn')} subtitle={t('upstreams.signInExplain')}>
      {content()}
    </Panel>
  )
}
