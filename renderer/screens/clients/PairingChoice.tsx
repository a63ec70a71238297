import { NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '#contract/pairing.ts'
import type { ApprovalChoice } from './approvalChoice.ts'
import { GrantChoice } from './GrantChoice.tsx'
import { grantItems } from './grantItems.ts'
import { type GrantPeriod, grantPeriodsFor } from './grantPeriod.ts'

interface PairingChoiceProps {
  pairing: PairingView
  choice: ApprovalChoice
  isDisabled: boolean
  onChoice: (choice: ApprovalChoice) => void
}

/** Lets a person grant all of the request or less: fewer permissions, or a shorter time. */
export function PairingChoice({ pairing, choice, isDisabled, onChoice }: PairingChoiceProps) {
  const { t } = useTranslation()
  const nameOf = (period: GrantPeriod) =>
    period === 'never-expires' ? t('pairing.untilRevoked') : t('pairing.days', { count: period })
  return (
    <>
      <Stack gap={4} role="group" aria-label={t('pairing.wants')}>
        <Text fw={600}>{t('pairing.wants')}</Text>
        <GrantChoice
          items={grantItems(pairing.grants)}
          chosen={choice.items}
          isDisabled={isDisabled}
          onChange={(items) => onChoice({ ...choice, items })}
        />
        {choice.items.length === 0 && (
          <Text c="red" role="alert">
            {t('pairing.chooseOne')}
          </Text>
        )}
      </Stack>
      <NativeSelect
        label={t('pairing.forHowLong')}
        value={String(choice.period)}
        disabled={isDisabled}
        data={grantPeriodsFor(pairing.days).map((period, index) => ({
          value: String(period),
          label: index === 0 ? t('pairing.asRequested', { period: nameOf(period) }) : nameOf(period),
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChoice({ ...choice, period: value === 'never-expires' ? value : Number(value) })
        }
      />
    </>
  )
}
