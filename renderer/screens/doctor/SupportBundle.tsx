import { Accordion, Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload, IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { SpokenReference } from '#renderer/parts/format/SpokenReference.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScrollRegion } from '#renderer/parts/layout/ScrollRegion.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import classes from './SupportBundle.module.css'
import { saveFile } from './saveFile.ts'

/** Shows the support bundle first, then offers to save it. */
export function SupportBundle() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const preview = useManagerCall(() => agent.bundle.preview())
  const make = useManagerCall(
    () => agent.bundle.make(),
    ({ fileName, content }) => saveFile(fileName, content),
  )
  return (
    <Panel title={t('doctor.tabs.bundle')} subtitle={t('doctor.bundle.explain')}>
      <Group>
        <Button
          variant={preview.data ? 'default' : 'filled'}
          leftSection={<IconEye size={20} aria-hidden />}
          loading={preview.isPending}
          onClick={() => preview.run()}
        >
          {t('doctor.bundle.preview')}
        </Button>
        {preview.data && (
          <Button
            leftSection={<IconDownload size={20} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.run()}
          >
            {t('doctor.bundle.save')}
          </Button>
        )}
      </Group>
      <SuccessNotice>{make.data && t('doctor.bundle.saved', { fileName: make.data.fileName })}</SuccessNotice>
      {make.data && <SpokenReference label={t('help.reference')} reference={make.data.reference} />}
      <ErrorNotice error={preview.error ?? make.error} />
      {preview.data && (
        <Accordion variant="separated" order={3}>
          {preview.data.files.map(({ name, lines }) => (
            <Accordion.Item key={name} value={name}>
              <Accordion.Control>
                <Stack gap={0}>
                  <Text fw={600}>
                    <bdi dir="ltr">{name}</bdi>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('doctor.bundle.lines', { count: lines.length, lines: number(lines.length) })}
                  </Text>
                </Stack>
              </Accordion.Control>
              <Accordion.Panel>
                <ScrollRegion label={t('doctor.bundle.contentOf', { name })} className={classes.lines} dir="ltr">
                  {lines.join('\n')}
                </ScrollRegion>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Panel>
  )
}
