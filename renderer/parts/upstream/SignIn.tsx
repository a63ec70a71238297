import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Identity } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { usePinGate } from '#renderer/parts/pin/PinGate.tsx'
import { IdentitySummary } from '#renderer/parts/upstream/IdentitySummary.tsx'

type Step =
  | { step: 'idle' }
  | { step: 'preparing' }
  | { step: 'waiting'; url: string; expiresAt: number }
  | { step: 'done'; identity: Identity }
  | { step: 'failed'; error: unknown }

/** Signs a person in to an upstream: at the identity provider, in the browser of this machine. */
export function SignIn({ id }: { id: string }) {
  const { t } = useTranslation()
  const gate = usePinGate()
  const [step, setStep] = useState<Step>({ step: 'idle' })
  const leaving = useRef(new AbortController())
  // Leaving the screen cancels the sign-in.
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])

  const signIn = async () => {
    const { signal } = leaving.current
    setStep({ step: 'preparing' })
    try {
      const { signInId, url, expiresAt } = await gate.run(() => agent.upstreams.signIn.start({ id }, { signal }))
      setStep({ step: 'waiting', url, expiresAt })
      const identity = await agent.upstreams.signIn.finish({ id, signInId }, { signal })
      setStep({ step: 'done', identity })
    } catch (error) {
      if (!signal.aborted) setStep({ step: 'failed', error })
    }
  }
  const startButton = (label: string, isBusy = false) => (
    <Group>
      <Button loading={isBusy} onClick={() => void signIn()}>
        {label}
      </Button>
    </Group>
  )
  const renderStep = () => {
    switch (step.step) {
      case 'idle':
      case 'preparing':
        return startButton(t('upstreams.signIn'), step.step === 'preparing')
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
          <SuccessNotice>
            <Stack gap={4}>
              <Text fw={600}>{t('upstreams.signInDone')}</Text>
              <IdentitySummary identity={step.identity} />
            </Stack>
          </SuccessNotice>
        )
      case 'failed':
        return (
          <Stack>
            <ErrorNotice error={step.error} />
            {startButton(t('parts.tryAgain'))}
          </Stack>
        )
    }
  }
  return (
    <Panel title={t('upstreams.signIn')} subtitle={t('upstreams.signInExplain')}>
      {renderStep()}
    </Panel>
  )
}
