import { NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '../../../electron/contract/pairing.ts'
import { GrantChoice } from './GrantChoice.tsx'
import { type GrantItem, grantItems } from './grantItems.ts'
import { type Period, periodsFor } from './periods.ts'

/** What a person would let it do, and for how long. */
export interface Choice {
  items: readonly GrantItem[]
  period: Period
}

interface PairingChoiceProps {
  pairing: PairingView
  choice: Choice
  isDisabled: boolean
  onChoice: (choice: Choice) => void
}

/** What was asked for, to be granted whole or in part. */
export function PairingChoice({ pairing, choice, isDisabled, onChoice }: PairingChoiceProps) {
  const { t } = useTranslation()
  const nameOf = (one: Period) => (one === 'ever' ? t('pairing.untilRevoked') : t('pairing.days', { count: one }))
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
        data={periodsFor(pairing.days).map((one, at) => ({
          value: String(one),
          label: at === 0 ? t('pairing.asAsked', { period: nameOf(one) }) : nameOf(one),
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChoice({ ...choice, period: value === 'ever' ? value : Number(value) })
        }
      />
    </>
  )
}
