import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Redirect, Route, Switch, useRoute } from 'wouter'
import { calls } from '../agent/agent.ts'
import { Loading } from '../parts/Loading.tsx'
import CustomerScreen from '../screens/customer/CustomerScreen.tsx'
import { Shell } from './Shell.tsx'

const FirstRun = lazy(() => import('../screens/firstRun/FirstRun.tsx'))
const StatusScreen = lazy(() => import('../screens/status/StatusScreen.tsx'))
const ProgramsScreen = lazy(() => import('../screens/programs/ProgramsScreen.tsx'))
const UpstreamsScreen = lazy(() => import('../screens/upstreams/UpstreamsScreen.tsx'))
const SettingsScreen = lazy(() => import('../screens/settings/SettingsScreen.tsx'))
const DoctorScreen = lazy(() => import('../screens/doctor/DoctorScreen.tsx'))

/** A till without a cloud is set up first, unless the person turned away from that. */
export function Screens({ isHeard }: { isHeard: boolean }) {
  const { data: status } = useQuery(calls.status.queryOptions())
  const [isFirstRun] = useRoute('/first-run')
  const [hasLeft, setLeft] = useState(false)
  if (isFirstRun)
    return (
      <Suspense fallback={<Loading />}>
        <FirstRun isHeard={isHeard} onLeave={() => setLeft(true)} />
      </Suspense>
    )
  if (!hasLeft && status?.concerns.some(({ code }) => code === 'NO_UPSTREAM')) return <Redirect to="/first-run" />
  return (
    <Shell isHeard={isHeard}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/customer" component={CustomerScreen} />
          <Route path="/status/*?" component={StatusScreen} />
          <Route path="/doctor/*?" component={DoctorScreen} />
          <Route path="/programs/*?" component={ProgramsScreen} />
          <Route path="/upstreams/*?" component={UpstreamsScreen} />
          <Route path="/settings/*?" component={SettingsScreen} />
          <Redirect to="/customer" />
        </Switch>
      </Suspense>
    </Shell>
  )
}
