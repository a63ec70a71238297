import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ShownMode } from '#words/shownMode.ts'
import classes from './ModeBanner.module.css'

/**
 * Says on every screen what does not count: what is done at a test system, or anything while staff practise.
 *
 * @param time writes when that ends
 */
export function ModeBanner({ mode, time }: { mode: ShownMode; time: (at: number) => string }) {
  const { t } = useTranslation()
  if (mode.kind === 'live') return null
  const text =
    mode.kind === 'test'
      ? t('shell.testMode', { upstreams: mode.upstreams.join(', ') })
      : [t('shell.training', { time: time(mode.endsAt) }), mode.code && t('shell.trainingCode', { code: mode.code })]
          .filter(Boolean)
          .join(' ')
  return (
    <Text className={classes.banner} data-mode={mode.kind} role="status" fw={650}>
      {text}
    </Text>
  )
}
