import { IconApps, IconCloud, IconHeartbeat, IconSettings, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import classes from './Rail.module.css'
import { RailLink } from './RailLink.tsx'

const screens = [
  { path: '/customer', name: 'customer', Icon: IconUserCheck },
  { path: '/status', name: 'status', Icon: IconHeartbeat },
  { path: '/clients', name: 'clients', Icon: IconApps },
  { path: '/upstreams', name: 'upstreams', Icon: IconCloud },
  { path: '/settings', name: 'settings', Icon: IconSettings },
] as const

/** The links to the screens, at the start edge of the window. */
export function Rail() {
  const { t } = useTranslation()
  const { data: open = [] } = useQuery(calls.verifications.open.queryOptions({ gcTime: 0 }))
  const { data: pin } = useQuery(calls.pin.status.queryOptions())
  const isLocked = pin?.isSet === true && !pin.isUnlocked
  const isRequested = open.some(({ client }) => client !== undefined)
  return (
    <nav className={classes.rail} aria-label={t('shell.screens')}>
      {screens.map(({ path, name, Icon }) => (
        <RailLink
          key={path}
          path={path}
          label={t(`shell.${name}`)}
          icon={<Icon size={26} aria-hidden />}
          lock={isLocked && isGuarded(name) ? t('pin.needed') : undefined}
          alert={name === 'customer' && isRequested ? t('customer.open.requested') : undefined}
        />
      ))}
    </nav>
  )
}

/** What these screens change needs the PIN, where one is set. */
function isGuarded(name: (typeof screens)[number]['name']): boolean {
  return name === 'clients' || name === 'upstreams' || name === 'settings'
}
