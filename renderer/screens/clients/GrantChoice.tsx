import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { GrantItem } from './grantItems.ts'
import { permissionInWords } from './grantsInWords.ts'

interface GrantChoiceProps {
  items: readonly GrantItem[]
  chosen: readonly GrantItem[]
  isDisabled?: boolean
  onChange: (chosen: readonly GrantItem[]) => void
}

/** One checkbox for each permission. */
export function GrantChoice({ items, chosen, isDisabled = false, onChange }: GrantChoiceProps) {
  const { t } = useTranslation()
  const isChosen = ({ key }: GrantItem) => chosen.some((item) => item.key === key)
  const toggle = (item: GrantItem) => onChange(items.filter((other) => isChosen(other) !== (other.key === item.key)))
  return (
    <Stack gap="xs">
      {[...Map.groupBy(items, ({ upstream }) => upstream)].map(([upstream, own]) => (
        <Stack key={upstream} gap={0} role="group" aria-label={upstream}>
          <Text size="sm" c="dimmed">
            <bdi>{upstream}</bdi>
          </Text>
          {own.map((item) => (
            <Checkbox
              key={item.key}
              size="md"
              label={permissionInWords(item.permission, t)}
              checked={isChosen(item)}
              disabled={isDisabled}
              onChange={() => toggle(item)}
            />
          ))}
        </Stack>
      ))}
    </Stack>
  )
}
