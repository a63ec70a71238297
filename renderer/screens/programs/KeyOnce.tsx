import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/Panel.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import classes from './KeyOnce.module.css'

export interface NewKey {
  name: string
  key: string
}

/** The only time that a key is seen. It goes when this is left. */
export function KeyOnce({ made: { name, key }, onDone }: { made: NewKey; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <ScreenFrame title={t('programs.wasAdded', { name })}>
      <Panel title={t('programs.key')}>
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('programs.keyWarning')} />
        <Code block className={classes.key ?? ''} dir="ltr">
          {key}
        </Code>
        <Stack gap="sm">
          <Group>
            <CopyButton value={key}>
              {({ copied, copy }) => (
                <Button
                  leftSection={copied ? <IconCheck size={20} aria-hidden /> : <IconCopy size={20} aria-hidden />}
                  onClick={copy}
                >
                  <span role="status">{copied ? t('programs.copied') : t('programs.copy')}</span>
                </Button>
              )}
            </CopyButton>
            <Button variant="default" onClick={onDone}>
              {t('programs.keyDone')}
            </Button>
          </Group>
        </Stack>
      </Panel>
    </ScreenFrame>
  )
}
