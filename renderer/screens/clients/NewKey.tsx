import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type CreatedKey, KeyCard } from '#renderer/parts/key/KeyCard.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'

/** Shows a new client's key, for the only time, with what else has to be entered in the client. */
export function NewKey({ created, onDone }: { created: CreatedKey; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <ScreenFrame title={t('clients.addedTitle', { name: created.client.name })}>
      <Panel title={t('clients.enterThese')}>
        <KeyCard created={created} />
        <Group>
          <Button onClick={onDone}>{t('clients.keyDone')}</Button>
        </Group>
      </Panel>
    </ScreenFrame>
  )
}
