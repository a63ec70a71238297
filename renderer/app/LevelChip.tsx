import { Button } from '@mantine/core'
import { IconLockOpen } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agent, calls } from '#renderer/agent/agent.ts'
import { useLevel } from '#renderer/parts/pin/useLevel.ts'
import classes from './Shell.module.css'

/** Says that a PIN is unlocked at this window, and locks it at a touch. Nothing while only cashiers may do what they may. */
export function LevelChip() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { level, isPinSet } = useLevel()
  if (!isPinSet || level === 'cashier') return null
  const lock = () =>
    void agent.pin
      .lock()
      .catch(() => {})
      .then(() => queries.invalidateQueries({ queryKey: calls.pin.status.key() }))
  return (
    <Button
      className={classes.levelChip ?? ''}
      variant="default"
      leftSection={<IconLockOpen size={20} aria-hidden />}
      aria-label={t('pin.lockLevel', { level: t(`pin.levels.${level}`) })}
      onClick={lock}
    >
      <span className={classes.levelName}>{t(`pin.levels.${level}`)}</span>
    </Button>
  )
}
