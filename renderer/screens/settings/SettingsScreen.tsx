import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { AboutSection } from './AboutSection.tsx'
import { BrowserSection } from './BrowserSection.tsx'
import { DisplaySection } from './DisplaySection.tsx'
import { OwnDisplaySection } from './OwnDisplaySection.tsx'
import { PinSection } from './PinSection.tsx'
import { SettingRow } from './SettingRow.tsx'
import classes from './SettingsScreen.module.css'
import { TrainingSection } from './TrainingSection.tsx'
import { WindowSection } from './WindowSection.tsx'

const groups = ['store', 'counter', 'codes', 'limits', 'updates', 'start', 'other'] as const
type SettingGroup = (typeof groups)[number]

/** Every setting of the till in groups, the manager PIN, and this window's own preferences. */
export default function SettingsScreen() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(calls.settings.list.queryOptions())
  const panelOf = (group: SettingGroup) => {
    const own = data?.filter(({ name }) => groupOf(name) === group) ?? []
    if (own.length === 0) return null
    return (
      <Panel
        key={group}
        title={t(`settings.groups.${group}`)}
        subtitle={group === 'limits' && t('settings.limitsExplain')}
      >
        <Stack gap={0}>
          {own.map((setting) => (
            <SettingRow key={setting.name} setting={setting} />
          ))}
        </Stack>
      </Panel>
    )
  }
  return (
    <ScreenFrame title={t('settings.title')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {panelOf('store')}
      <PinSection />
      <TrainingSection />
      <WindowSection />
      {!window.tillAgent && <BrowserSection />}
      {window.tillAgent ? <OwnDisplaySection /> : <DisplaySection />}
      {panelOf('counter')}
      {panelOf('updates')}
      {panelOf('codes')}
      <details className={classes.advanced}>
        <summary>{t('settings.advanced')}</summary>
        <Stack gap="lg">
          {panelOf('start')}
          {panelOf('limits')}
          {panelOf('other')}
        </Stack>
      </details>
      <AboutSection />
    </ScreenFrame>
  )
}

function groupOf(name: string): SettingGroup {
  const [group] = name.split('.')
  return groups.find((known) => known === group) ?? 'other'
}
