import { IconApps, IconCloud, IconHeartbeat, IconSend, IconSettings, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { Level } from '#contract/pin.ts'
import { calls } from '#renderer/agent/agent.ts'
import { useLevel } from '#renderer/parts/pin/useLevel.ts'
import classes from './Rail.module.css'
import { RailLink } from './RailLink.tsx'

const screens = [
  { path: '/customer', name: 'customer', Icon: IconUserCheck },
  { path: '/status', below: '/doctor', name: 'status', Icon: IconHeartbeat },
  { path: '/outbox', name: 'outbox', Icon: IconSend },
  { path: '/clients', name: 'clients', Icon: IconApps },
  { path: '/upstreams', name: 'upstreams', Icon: IconCloud },
  { path: '/settings', name: 'settings', Icon: IconSettings },
] as const

/** What a person has to decide comes before what waits. */
function badgeOf({ open, needPerson }: OutboxCounts) {
  return needPerson > 0 ? { count: needPerson, isUrgent: true } : { count: open, isUrgent: false }
}

/** The links to the screens, at the start edge of the window. */
export function Rail() {
  const { t } = useTranslation()
  const { data: open = [] } = useQuery(calls.verifications.open.queryOptions({ gcTime: 0 }))
  const { may } = useLevel()
  const counts = useQuery(calls.status.queryOptions()).data?.outbox
  const isRequested = open.some(({ client }) => client !== undefined)
  return (
    <nav className={classes.rail} aria-label={t('shell.screens')}>
      {screens.map(({ path, name, Icon, ...screen }) => (
        <RailLink
          key={path}
          path={path}
          below={'below' in screen ? screen.below : undefined}
          label={t(`shell.${name}`)}
          icon={<Icon size={26} aria-hidden />}
          lock={!may(levelOf(name)) ? t('pin.needed') : undefined}
          alert={name === 'customer' && isRequested ? t('customer.open.requested') : undefined}
          badge={name === 'outbox' ? counts && badgeOf(counts) : undefined}
        />
      ))}
      <span className={classes.product}>
        <img src="./icon.svg" alt="" />
        Till Agent
      </span>
    </nav>
  )
}

/** What these screens change is for the manager, where a PIN is set. */
function levelOf(name: (typeof screens)[number]['name']): Level {
  return name === 'clients' || name === 'upstreams' || name === 'settings' ? 'manager' : 'cashier'
}
