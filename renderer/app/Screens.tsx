import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { Redirect, Route, Switch, useRoute } from 'wouter'
import { calls } from '#renderer/agent/agent.ts'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Cashier } from '#renderer/screens/customer/Cashier.tsx'
import CustomerScreen from '#renderer/screens/customer/CustomerScreen.tsx'
import { lazyPart } from './lazyPart.ts'
import { Shell } from './Shell.tsx'

const FirstRun = lazyPart(() => import('#renderer/screens/firstRun/FirstRun.tsx'))
const Barred = lazyPart(() => import('#renderer/screens/firstRun/Barred.tsx'))
const StatusScreen = lazyPart(() => import('#renderer/screens/status/StatusScreen.tsx'))
const DayScreen = lazyPart(() => import('#renderer/screens/status/DayScreen.tsx'))
const OutboxScreen = lazyPart(() => import('#renderer/screens/outbox/OutboxScreen.tsx'))
const ClientsScreen = lazyPart(() => import('#renderer/screens/clients/ClientsScreen.tsx'))
const UpstreamsScreen = lazyPart(() => import('#renderer/screens/upstreams/UpstreamsScreen.tsx'))
const SettingsScreen = lazyPart(() => import('#renderer/screens/settings/SettingsScreen.tsx'))
const DoctorScreen = lazyPart(() => import('#renderer/screens/doctor/DoctorScreen.tsx'))

/** Routes to the screens. A till without an upstream goes to the first run, until a person leaves it. */
export function Screens({ isConnected }: { isConnected: boolean }) {
  const { data: status } = useQuery(calls.status.queryOptions())
  const [isFirstRun] = useRoute('/first-run')
  const [hasLeft, setLeft] = useState(false)
  const barred = status?.concerns.find(({ code }) => code === 'TILL_BARRED')
  if (barred)
    return (
      <Suspense fallback={<Loading />}>
        <Barred isConnected={isConnected} concern={barred} />
      </Suspense>
    )
  if (isFirstRun)
    return (
      <Suspense fallback={<Loading />}>
        <FirstRun isConnected={isConnected} onLeave={() => setLeft(true)} />
      </Suspense>
    )
  if (!hasLeft && status?.concerns.some(({ code }) => code === 'NO_UPSTREAM'))
    return <Redirect to="/first-run" replace />
  return (
    <Shell isConnected={isConnected}>
      <Cashier>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/customer" component={CustomerScreen} />
            <Route path="/status/day" component={DayScreen} />
            <Route path="/status/*?" component={StatusScreen} />
            <Route path="/doctor/*?" component={DoctorScreen} />
            <Route path="/outbox" component={OutboxScreen} />
            <Route path="/clients/*?" component={ClientsScreen} />
            <Route path="/upstreams/*?" component={UpstreamsScreen} />
            <Route path="/settings/*?" component={SettingsScreen} />
            <Redirect to="/customer" />
          </Switch>
        </Suspense>
      </Cashier>
    </Shell>
  )
}
