import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Suspense } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { useAgentChanges } from '#renderer/agent/changes.ts'
import { TouchKeyboard } from '#renderer/parts/keyboard/TouchKeyboard.tsx'
import { LeaveGuard } from '#renderer/parts/layout/LeaveGuard.tsx'
import { PinGate } from '#renderer/parts/pin/PinGate.tsx'
import { colourSchemeManager } from './colourScheme.ts'
import { lazyPart } from './lazyPart.ts'
import { styleNonce } from './nonce.ts'
import { Screens } from './Screens.tsx'
import { SignedOut } from './SignedOut.tsx'
import { cssVariables, theme } from './theme.ts'

const PairingDialog = lazyPart(async () => ({
  default: (await import('#renderer/screens/clients/PairingDialog.tsx')).PairingDialog,
}))

const DisplayPairingDialog = lazyPart(async () => ({
  default: (await import('#renderer/screens/clients/DisplayPairingDialog.tsx')).DisplayPairingDialog,
}))

export function App() {
  const connection = useAgentChanges()
  return (
    // Reads the document's `dir`, which words.ts sets.
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={colourSchemeManager}
        getStyleNonce={styleNonce}
      >
        {connection === 'signed-out' ? (
          <SignedOut />
        ) : (
          <Router hook={useHashLocation}>
            <PinGate>
              <LeaveGuard>
                <Screens isConnected={connection === 'connected'} />
                <TouchKeyboard />
                <Suspense>
                  <PairingDialog />
                  <DisplayPairingDialog />
                </Suspense>
              </LeaveGuard>
            </PinGate>
          </Router>
        )}
      </MantineProvider>
    </DirectionProvider>
  )
}
