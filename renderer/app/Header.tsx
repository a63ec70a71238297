import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { UpstreamStatus } from '../../electron/contract/status.ts'
import { calls } from '../agent/agent.ts'
import { ConditionLink } from './ConditionLink.tsx'
import type { ShownCondition } from './condition.ts'
import { LanguageMenu } from './LanguageMenu.tsx'
import { SchemeMenu } from './SchemeMenu.tsx'
import classes from './Shell.module.css'

interface HeaderProps {
  condition: ShownCondition
  upstreams: UpstreamStatus[]
}

export function Header({ condition, upstreams }: HeaderProps) {
  const { t } = useTranslation()
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const store = settings?.find(({ name }) => name === 'store.name')?.value
  const { organisation, till } = upstreams.find((upstream) => upstream.till !== undefined) ?? upstreams[0] ?? {}
  const name = store ? String(store) : organisation
  return (
    <header className={classes.header}>
      <div className={classes.identity}>
        <Text fw={650} truncate>
          <bdi>{name ?? t('shell.title')}</bdi>
        </Text>
        {till && (
          <Text size="sm" c="dimmed" truncate>
            <bdi>{till}</bdi>
          </Text>
        )}
      </div>
      <ConditionLink condition={condition} />
      <LanguageMenu />
      <SchemeMenu />
    </header>
  )
}
