import { Button, CopyButton, Loader, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'

interface PairStepProps {
  onBack: (() => void) | undefined
  onByHand: () => void
  onNext: () => void
}

/** Tells how to pair the checkout, and waits for it. The question itself opens over every screen (PairingDialog). */
export function PairStep({ onBack, onByHand, onNext }: PairStepProps) {
  const { t } = useTranslation()
  const { list } = useFormats()
  const { data: clients = [] } = useQuery(calls.clients.list.queryOptions())
  const { data: status } = useQuery(calls.status.queryOptions())
  const isPaired = clients.length > 0
  const address = `${status?.posAddress ?? ''}/via/${status?.upstreams[0]?.id ?? ''}`
  return (
    <StepFrame
      title={t('firstRun.pairing.title')}
      text={t('firstRun.pairing.text')}
      next={t(isPaired ? 'parts.next' : 'firstRun.pairing.skip')}
      onBack={onBack}
      onNext={onNext}
      otherActions={
        <Button variant="default" size="lg" onClick={onByHand}>
          {t('firstRun.pairing.byHand')}
        </Button>
      }
    >
      <ol className={classes.instructions}>
        <li>
          {t('firstRun.pairing.address')}
          <span className={classes.address}>
            <code dir="ltr">{address}</code>
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'firstRun.pairing.copied' : 'firstRun.pairing.copy')}
                </Button>
              )}
            </CopyButton>
          </span>
        </li>
        <li>{t('firstRun.pairing.ask')}</li>
        <li>{t('firstRun.pairing.compare')}</li>
      </ol>
      <Text className={classes.iconLine ?? ''} role="status" fw={600}>
        {isPaired ? <IconCircleCheck aria-hidden /> : <Loader size="sm" />}
        {isPaired
          ? t('firstRun.pairing.paired', { clients: list(clients.map(({ name }) => name)) })
          : t('firstRun.pairing.waiting')}
      </Text>
    </StepFrame>
  )
}
