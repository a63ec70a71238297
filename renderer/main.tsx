import '@mantine/core/styles.css'
import './app/fonts.css'
import './app/app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './agent/queryClient.ts'
import { App } from './app/App.tsx'
import { startWords } from './words/words.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')
await startWords()
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
