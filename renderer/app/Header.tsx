import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { UpstreamStatus } from '#contract/status.ts'
import { calls } from '#renderer/agent/agent.ts'
import { ConditionLink } from './ConditionLink.tsx'
import type { ShownCondition } from './condition.ts'
import { HelpButton } from './HelpButton.tsx'
import { LevelChip } from './LevelChip.tsx'
import { OutboxLink } from './OutboxLink.tsx'
import classes from './Shell.module.css'

interface HeaderProps {
  condition: ShownCondition
  upstreams: UpstreamStatus[]
  outbox: OutboxCounts | undefined
}

/** Names the store and the till. The store's name is the setting, else the organisation an upstream reported. */
export function Header({ condition, upstreams, outbox }: HeaderProps) {
  const { t } = useTranslation()
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const store = settings?.find(({ name }) => name === 'store.name')?.value
  const { organisation, till } = upstreams.find((upstream) => upstream.till !== undefined) ?? upstreams[0] ?? {}
  const name = store ? String(store) : organisation
  return (
    <header className={classes.header}>
      <img src="./icon.svg" alt="" className={classes.icon} />
      <div className={classes.identity}>
        <Text fw={500} truncate>
          <bdi>{name ?? t('shell.title')}</bdi>
        </Text>
        {till && (
          <Text size="sm" className={classes.till ?? ''} truncate>
            <bdi>{till}</bdi>
          </Text>
        )}
      </div>
      {outbox && <OutboxLink counts={outbox} />}
      <LevelChip />
      <ConditionLink condition={condition} />
      <div className={classes.help}>
        <HelpButton />
      </div>
    </header>
  )
}
