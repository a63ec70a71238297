import { Code, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '../../../electron/contract/pairing.ts'

/** Which program asks, as the system tells: its name above is only what it says of itself. */
export function ProgramFacts({ program }: { program: PairingView['program'] }) {
  const { t } = useTranslation()
  if (program?.path === undefined && program?.pid === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t('pairing.unknownProgram')}
      </Text>
    )
  const { path, pid } = program
  return (
    <Text size="sm">
      {t('pairing.program')}{' '}
      {path !== undefined && (
        <Code dir="ltr" fz="sm">
          {path}
        </Code>
      )}{' '}
      {pid !== undefined && t('pairing.pid', { pid })}
    </Text>
  )
}
