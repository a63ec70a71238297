import { Code, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** The screens that face customers: where they are opened, and which of them are let in. */
export function DisplaySection() {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const { data, error } = useQuery(calls.displays.list.queryOptions())
  const remove = useManagerCall(
    (id: string) => agent.displays.remove({ id }),
    () => {},
  )
  return (
    <Panel title={t('display.settings.title')} subtitle={t('display.settings.explain')}>
      <ErrorNotice error={error ?? remove.error} />
      <Code dir="ltr" fz="md">{`${location.origin}/display`}</Code>
      {data?.length === 0 && <Text>{t('display.settings.none')}</Text>}
      <Stack gap="sm">
        {data?.map(({ id, since, isOpen }, index) => (
          <Group key={id} justify="space-between">
            <Text>
              <b>
                {t('display.connecting.title')} {index + 1}
              </b>{' '}
              · {t(isOpen ? 'display.settings.open' : 'display.settings.closed')} ·{' '}
              {t('display.settings.since', { time: dateTime(since) })}
            </Text>
            <ConfirmButton
              label={t('display.settings.remove')}
              ariaLabel={`${t('display.settings.remove')}: ${t('display.connecting.title')} ${index + 1}`}
              question={t('display.settings.removeQuestion')}
              confirmLabel={t('display.settings.remove')}
              loading={remove.isPending}
              onConfirm={() => remove.run(id)}
            />
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
