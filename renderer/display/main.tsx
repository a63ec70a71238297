import '@mantine/core/styles.css'
import '#renderer/app/fonts.css'
import '#renderer/app/app.css'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { colourSchemeManager } from '#renderer/app/colourScheme.ts'
import { styleNonce } from '#renderer/app/nonce.ts'
import { cssVariables, theme } from '#renderer/app/theme.ts'
import { TouchKeyboard } from '#renderer/parts/keyboard/TouchKeyboard.tsx'
import { startWords } from '#renderer/words/words.ts'
import { Display } from './Display.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('display.html has no root')
await startWords()
createRoot(root).render(
  <StrictMode>
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={colourSchemeManager}
        getStyleNonce={styleNonce}
      >
        <Display />
        <TouchKeyboard />
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
)
