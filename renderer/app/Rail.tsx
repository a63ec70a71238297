import { IconApps, IconCloud, IconHeartbeat, IconSettings, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '../agent/agent.ts'
import classes from './Rail.module.css'
import { RailLink } from './RailLink.tsx'

const rooms = [
  { path: '/customer', word: 'customer', Icon: IconUserCheck },
  { path: '/status', word: 'status', Icon: IconHeartbeat },
  { path: '/programs', word: 'programs', Icon: IconApps },
  { path: '/upstreams', word: 'upstreams', Icon: IconCloud },
  { path: '/settings', word: 'settings', Icon: IconSettings },
] as const

export function Rail() {
  const { t } = useTranslation()
  const { data: open = [] } = useQuery(calls.verifications.open.queryOptions({ gcTime: 0 }))
  const isAsked = open.some(({ client }) => client !== undefined)
  return (
    <nav className={classes.rail} aria-label={t('shell.rooms')}>
      {rooms.map(({ path, word, Icon }) => (
        <RailLink
          key={path}
          path={path}
          label={t(`shell.${word}`)}
          icon={<Icon size={26} aria-hidden />}
          call={word === 'customer' && isAsked ? t('customer.asked.title') : undefined}
        />
      ))}
    </nav>
  )
}
