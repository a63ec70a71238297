import { Button, Center, Stack, Text, ThemeIcon } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface PairingOutcomeProps {
  Icon: TablerIcon
  color: string
  sentence: string
  children?: ReactNode
  onClose: () => void
}

/** Says how a pairing ended. */
export function PairingOutcome({ Icon, color, sentence, children, onClose }: PairingOutcomeProps) {
  const { t } = useTranslation()
  return (
    <Stack align="center" py="md">
      <Center>
        <ThemeIcon size={64} radius="xl" variant="light" color={color}>
          <Icon size={36} aria-hidden />
        </ThemeIcon>
      </Center>
      <div role="status">
        <Text fz="xl" fw={600} ta="center">
          {sentence}
        </Text>
        {children && <Text ta="center">{children}</Text>}
      </div>
      <Button onClick={onClose}>{t('parts.close')}</Button>
    </Stack>
  )
}
