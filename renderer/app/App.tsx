import { DirectionProvider, MantineProvider } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { useChanges } from '../agent/changes.ts'
import { PinGate } from '../parts/PinGate.tsx'
import { styleNonce } from './nonce.ts'
import { Screens } from './Screens.tsx'
import { cssVariables, theme } from './theme.ts'

/** Not what the first sight of the window waits for. */
const PairingDialog = lazy(async () => ({
  default: (await import('../screens/programs/PairingDialog.tsx')).PairingDialog,
}))

export function App() {
  const isHeard = useChanges()
  return (
    // Follows the document's own `dir`, which the words set.
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <Router hook={useHashLocation}>
          <PinGate>
            <Screens isHeard={isHeard} />
            <Suspense>
              <PairingDialog />
            </Suspense>
          </PinGate>
        </Router>
      </MantineProvider>
    </DirectionProvider>
  )
}
