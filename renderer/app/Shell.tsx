import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { calls } from '../agent/agent.ts'
import { shownCondition, useTitle } from './condition.ts'
import { Header } from './Header.tsx'
import { Rail } from './Rail.tsx'
import classes from './Shell.module.css'
import { UnheardBanner } from './UnheardBanner.tsx'

interface ShellProps {
  isHeard: boolean
  children: ReactNode
}

/** What stands around every screen: where to go, which till this is, and how it is. */
export function Shell({ isHeard, children }: ShellProps) {
  const { data: status } = useQuery(calls.status.queryOptions())
  const condition = shownCondition(isHeard, status)
  useTitle(condition)
  return (
    <div className={classes.shell}>
      <Header condition={condition} upstreams={status?.upstreams ?? []} />
      <div className={classes.banner}>{!isHeard && <UnheardBanner />}</div>
      <Rail />
      <main className={classes.main}>{children}</main>
    </div>
  )
}
