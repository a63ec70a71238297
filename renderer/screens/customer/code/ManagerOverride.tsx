import { Button, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CashierVerification, OverrideReason } from '#contract/verification.ts'
import { agent } from '#renderer/agent/agent.ts'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { PinQuestion } from '#renderer/parts/pin/PinQuestion.tsx'

const reasons: readonly OverrideReason[] = ['not-arrived', 'no-phone', 'no-network', 'document-shown']

interface ManagerOverrideProps {
  verification: CashierVerification
  isBusy: boolean
  onConfirmed: (verification: CashierVerification) => void
}

/**
 * A manager confirms a customer whom no code reaches: first the reason, then the PIN, which confirms this customer alone. Draws
 * nothing where the till does not allow it.
 */
export function ManagerOverride({ verification, isBusy, onConfirmed }: ManagerOverrideProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { overridesLeftToday: left } = verification
  if (left === undefined) return null
  return (
    <>
      <Button variant="subtle" disabled={isBusy || left === 0} onClick={() => setOpen(true)}>
        {t('customer.override.open')}
      </Button>
      <Dialog title={t('customer.override.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <OverrideForm
          verification={verification}
          left={left}
          onCancel={() => setOpen(false)}
          onConfirmed={(confirmed) => {
            setOpen(false)
            onConfirmed(confirmed)
          }}
        />
      </Dialog>
    </>
  )
}

interface OverrideFormProps extends Pick<ManagerOverrideProps, 'verification' | 'onConfirmed'> {
  left: number
  onCancel: () => void
}

function OverrideForm({ verification, left, onConfirmed, onCancel }: OverrideFormProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<OverrideReason>()
  const [isChosen, setChosen] = useState(false)
  if (reason && isChosen)
    return (
      <PinQuestion
        label={t('customer.override.pin')}
        ask={async (pin) => onConfirmed(await agent.verifications.override({ id: verification.id, pin, reason }))}
        onCancel={onCancel}
      />
    )
  return (
    <Stack gap="md">
      <Text>{t('customer.override.explain')}</Text>
      <Radio.Group
        label={t('customer.override.reason')}
        value={reason ?? ''}
        onChange={(value) => setReason(reasons.find((option) => option === value))}
      >
        <Stack gap={0} mt="xs">
          {reasons.map((option) => (
            <Radio key={option} size="md" value={option} label={t(`customer.override.reasons.${option}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Text c="dimmed">{t('customer.override.left', { count: left })}</Text>
      <Button size="lg" disabled={!reason} onClick={() => setChosen(true)}>
        {t('customer.override.next')}
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        {t('parts.cancel')}
      </Button>
    </Stack>
  )
}
