import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { AgentOfflineBanner } from '#renderer/parts/layout/AgentOfflineBanner.tsx'
import { ColorSchemeMenu } from '#renderer/parts/layout/ColorSchemeMenu.tsx'
import { LanguageMenu } from '#renderer/parts/layout/LanguageMenu.tsx'
import classes from './firstRun.module.css'

interface GuideFrameProps {
  title: string
  isConnected: boolean
  /** Beside the title. */
  action?: ReactNode
  children: ReactNode
}

/** The whole window, without its screens: a title, language and colours, and what leads on. */
export function GuideFrame({ title, isConnected, action, children }: GuideFrameProps) {
  return (
    <div className={classes.guide}>
      <header className={classes.header}>
        <Text fw={650} className={classes.grow ?? ''} truncate>
          {title}
        </Text>
        {action}
        <LanguageMenu />
        <ColorSchemeMenu />
      </header>
      <main className={classes.main}>
        {!isConnected && <AgentOfflineBanner />}
        <div className={classes.page}>{children}</div>
      </main>
    </div>
  )
}
