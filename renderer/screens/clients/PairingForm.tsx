import { Alert, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '#contract/pairing.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Countdown } from '#renderer/parts/format/Countdown.tsx'
import type { ApprovalChoice } from './approvalChoice.ts'
import { ClientFacts } from './ClientFacts.tsx'
import { PairingChoice } from './PairingChoice.tsx'
import classes from './PairingForm.module.css'

/** Approving is disabled for the first second: a press in it comes from a scanner or a double tap, not from a reader. */
const readingTimeMs = 1_000

interface PairingFormProps {
  pairing: PairingView
  choice: ApprovalChoice
  onChoice: (choice: ApprovalChoice) => void
  isBusy: boolean
  error: unknown
  onApprove: () => void
  onRefuse: () => void
}

/** The pairing request with its comparison code, what it asks for, and the buttons to answer it. */
export function PairingForm({ pairing, choice, onChoice, isBusy, error, onApprove, onRefuse }: PairingFormProps) {
  const { t } = useTranslation()
  const { name, comparisonCode, resembles } = pairing
  const [isRead, setRead] = useState(false)
  useTimeout(() => setRead(true), readingTimeMs, { autoInvoke: true })
  const hintId = useId()

  return (
    <div className={classes.form}>
      <div className={classes.columns}>
        <Stack gap="sm">
          {/* Takes the focus, so that Enter presses no button. */}
          <Text fz="xl" fw={650} tabIndex={-1} data-autofocus className={classes.clientName ?? ''}>
            <bdi>{name}</bdi>
          </Text>
          <ClientFacts process={pairing.program} />
          {resembles && (
            <Text size="sm" fw={600}>
              {t('pairing.resembles', { clients: resembles.join(', ') })}
            </Text>
          )}
          <div className={classes.code}>
            <Text fw={600}>{t('pairing.compare')}</Text>
            <div className={classes.digits}>{comparisonCode}</div>
          </div>
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} p="sm">
            {t('pairing.impostor')}
          </Alert>
        </Stack>
        <Stack gap="md">
          <PairingChoice pairing={pairing} choice={choice} isDisabled={isBusy} onChoice={onChoice} />
          <ErrorNotice error={error} />
        </Stack>
      </div>
      <Group justify="space-between" className={classes.actions ?? ''}>
        <Text size="sm" c="dimmed">
          {t('pairing.timeLeft')} <Countdown until={pairing.expiresAt} />
        </Text>
        <Group gap="sm">
          <Button variant="default" disabled={isBusy} onClick={onRefuse}>
            {t('pairing.refuse')}
          </Button>
          <Button
            loading={isBusy}
            disabled={!isRead || choice.items.length === 0}
            aria-describedby={hintId}
            // A scanner sends Enter after each code.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            onClick={onApprove}
          >
            {t('pairing.approve')}
          </Button>
          <VisuallyHidden id={hintId}>{t('pairing.approveBySpace')}</VisuallyHidden>
        </Group>
      </Group>
    </div>
  )
}
