import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '../../agent/agent.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { AboutSection } from './AboutSection.tsx'
import { PinSection } from './PinSection.tsx'
import { SettingRow } from './SettingRow.tsx'
import { WindowSection } from './WindowSection.tsx'

const groups = ['store', 'limits', 'updates', 'other'] as const
type SettingGroup = (typeof groups)[number]

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
      {error && <Refusal error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {panelOf('store')}
      <PinSection />
      <WindowSection />
      {panelOf('updates')}
      {panelOf('limits')}
      {panelOf('other')}
      <AboutSection />
    </ScreenFrame>
  )
}

function groupOf(name: string): SettingGroup {
  const [group] = name.split('.')
  return groups.find((one) => one === group) ?? 'other'
}
