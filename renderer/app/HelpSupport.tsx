import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SpokenReference } from '#renderer/parts/format/SpokenReference.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { saveFile } from '#renderer/screens/doctor/saveFile.ts'

/** A support bundle at a touch, with the number by which support finds it. */
export function HelpSupport({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation()
  const make = useManagerCall(
    () => agent.bundle.make(),
    ({ fileName, content }) => saveFile(fileName, content),
  )
  return (
    <Stack component="section" gap="xs" aria-labelledby="help-support">
      <Title order={3} size="h5" id="help-support">
        {t('help.support')}
      </Title>
      <Text>{t('help.supportExplain')}</Text>
      <Group gap="sm">
        <Button variant="default" loading={make.isPending} onClick={() => make.run()}>
          {t('help.make')}
        </Button>
        <Button component={Link} to="/doctor" variant="subtle" onClick={onLeave}>
          {t('help.read')}
        </Button>
      </Group>
      {make.data && <SpokenReference label={t('help.reference')} reference={make.data.reference} />}
      <ErrorNotice error={make.error} />
    </Stack>
  )
}
