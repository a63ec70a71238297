import { Alert, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '../../../electron/contract/pairing.ts'
import { Countdown } from '../../parts/Countdown.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { type Choice, PairingChoice } from './PairingChoice.tsx'
import classes from './PairingForm.module.css'
import { ProgramFacts } from './ProgramFacts.tsx'

/** Nobody has read it sooner: what comes before is a scanner, or the second half of a double tap. */
const readingMs = 1_000

interface PairingFormProps {
  pairing: PairingView
  choice: Choice
  onChoice: (choice: Choice) => void
  isBusy: boolean
  error: unknown
  onApprove: () => void
  onRefuse: () => void
}

export function PairingForm({ pairing, choice, onChoice, isBusy, error, onApprove, onRefuse }: PairingFormProps) {
  const { t } = useTranslation()
  const { name, comparisonCode } = pairing
  const [isRead, setRead] = useState(false)
  useTimeout(() => setRead(true), readingMs, { autoInvoke: true })
  const hintId = useId()

  return (
    <div className={classes.form}>
      <div className={classes.sides}>
        <Stack gap="sm">
          {/* Takes the focus, so that no button has it. */}
          <Text fz="xl" fw={650} tabIndex={-1} data-autofocus className={classes.head ?? ''}>
            <bdi>{name}</bdi>
          </Text>
          <ProgramFacts program={pairing.program} />
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
          <Refusal error={error} />
        </Stack>
      </div>
      <Group justify="space-between" className={classes.answers ?? ''}>
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
            // A scanner ends with Enter.
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
