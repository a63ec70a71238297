import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { keepPageKey } from '#renderer/agent/pageKey.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'

/** How long this browser stays signed in; in the Electron window there is nothing to sign in to. */
export function BrowserSection() {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const { data, error, refetch } = useQuery(calls.browser.session.queryOptions())
  const setRemembered = useManagerCall(
    (isRemembered: boolean) => (isRemembered ? agent.browser.remember() : agent.browser.forget()),
    async ({ isRemembered }) => {
      keepPageKey(isRemembered)
      // Brings the cookie that outlasts the browser.
      await refetch()
    },
  )
  return (
    <Panel title={t('settings.browser.title')} subtitle={t('settings.browser.explain')}>
      <ErrorNotice error={error ?? setRemembered.error} />
      {data && (
        <>
          <Text>
            {t(data.isRemembered ? 'settings.browser.remembered' : 'settings.browser.ordinary', {
              time: dateTime(data.expiresAt),
            })}
          </Text>
          <Group>
            <Button
              variant="default"
              loading={setRemembered.isPending}
              onClick={() => setRemembered.run(!data.isRemembered)}
            >
              {t(data.isRemembered ? 'settings.browser.forget' : 'settings.browser.remember')}
            </Button>
          </Group>
        </>
      )}
    </Panel>
  )
}
