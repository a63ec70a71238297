import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'

/** Opens and closes the window that faces the customer. Nothing where the app has none. */
export function OwnDisplaySection() {
  const { t } = useTranslation()
  const { data: state, error } = useQuery(calls.displays.ownWindow.queryOptions())
  const set = useMutation({ mutationFn: (isOpen: boolean) => agent.displays.setOwnWindow({ isOpen }) })
  if (state === undefined || state === 'not-offered') return null
  const isOpen = state === 'open'
  return (
    <Panel title={t('display.settings.title')} subtitle={t('display.settings.ownWindow.explain')}>
      <ErrorNotice error={error ?? set.error} />
      <Button variant="default" loading={set.isPending} onClick={() => set.mutate(!isOpen)}>
        {t(isOpen ? 'display.settings.ownWindow.close' : 'display.settings.ownWindow.open')}
      </Button>
    </Panel>
  )
}
