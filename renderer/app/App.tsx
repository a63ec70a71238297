import { DirectionProvider, MantineProvider } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Redirect, Route, Router, Switch } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { useChanges } from '../agent/changes.ts'
import { styleNonce } from './nonce.ts'
import { theme } from './theme.ts'

const CustomerScreen = lazy(() => import('../screens/customer/CustomerScreen.tsx'))
const StatusScreen = lazy(() => import('../screens/status/StatusScreen.tsx'))
const ProgramsScreen = lazy(() => import('../screens/programs/ProgramsScreen.tsx'))
const UpstreamsScreen = lazy(() => import('../screens/upstreams/UpstreamsScreen.tsx'))
const SettingsScreen = lazy(() => import('../screens/settings/SettingsScreen.tsx'))
const DoctorScreen = lazy(() => import('../screens/doctor/DoctorScreen.tsx'))

export function App() {
  useChanges()
  return (
    <DirectionProvider>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <Router hook={useHashLocation}>
          <Suspense>
            <Switch>
              <Route path="/customer" component={CustomerScreen} />
              <Route path="/status" component={StatusScreen} />
              <Route path="/doctor" component={DoctorScreen} />
              <Route path="/programs" component={ProgramsScreen} />
              <Route path="/upstreams" component={UpstreamsScreen} />
              <Route path="/settings" component={SettingsScreen} />
              <Redirect to="/customer" />
            </Switch>
          </Suspense>
        </Router>
      </MantineProvider>
    </DirectionProvider>
  )
}
