import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { calls } from '#renderer/agent/agent.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { AgentOfflineBanner } from '#renderer/parts/layout/AgentOfflineBanner.tsx'
import { useLeaveControls } from '#renderer/parts/layout/LeaveGuard.tsx'
import { ModeBanner } from '#renderer/parts/layout/ModeBanner.tsx'
import { leaveScan } from '#renderer/screens/customer/scanner.ts'
import { useScans } from '#renderer/screens/customer/useScans.ts'
import { shownModeOf } from '#words/shownMode.ts'
import { ApprovalBanner } from './ApprovalBanner.tsx'
import { AskBanner } from './AskBanner.tsx'
import { shownCondition, useTitle } from './condition.ts'
import { Header } from './Header.tsx'
import { Rail } from './Rail.tsx'
import classes from './Shell.module.css'

interface ShellProps {
  isConnected: boolean
  children: ReactNode
}

/** A scan on any other screen is a customer's: it leads to the counter. */
function useScansElsewhere(): void {
  const [path, goTo] = useLocation()
  const { mayGo } = useLeaveControls()
  const toCounter = (text: string) => {
    if (!mayGo('/customer')) return
    leaveScan(text)
    goTo('/customer')
  }
  useScans(path.startsWith('/customer') ? undefined : toCounter)
}

/** The frame around every screen: header, navigation and, while the agent does not answer, a banner. */
export function Shell({ isConnected, children }: ShellProps) {
  const { data: status } = useQuery(calls.status.queryOptions())
  const condition = shownCondition(isConnected, status)
  useTitle(condition)
  const { time } = useFormats()
  useScansElsewhere()
  return (
    <div className={classes.shell}>
      <Header condition={condition} upstreams={status?.upstreams ?? []} outbox={status?.outbox} />
      <div className={classes.banner}>
        {status && <ModeBanner mode={shownModeOf(status)} time={time} />}
        {!isConnected && <AgentOfflineBanner />}
        {isConnected && <ApprovalBanner />}
        {isConnected && <AskBanner />}
      </div>
      <Rail />
      <main className={classes.main}>{children}</main>
    </div>
  )
}
