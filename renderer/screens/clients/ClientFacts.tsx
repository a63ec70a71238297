import { Code, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PairingView } from '#contract/pairing.ts'

/** The process behind a pairing request, as the operating system reports it: the client chooses its own name. */
export function ClientFacts({ process }: { process: PairingView['program'] }) {
  const { t } = useTranslation()
  if (process?.path === undefined && process?.pid === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t('pairing.unknownProcess')}
      </Text>
    )
  const { path, pid } = process
  return (
    <Text size="sm">
      {t('pairing.executable')}{' '}
      {path !== undefined && (
        <Code dir="ltr" fz="sm">
          {path}
        </Code>
      )}{' '}
      {pid !== undefined && t('pairing.pid', { pid })}
      {path?.includes('‹') && (
        <Text span inherit display="block" fw={600}>
          {t('pairing.foreignLetters')}
        </Text>
      )}
    </Text>
  )
}
