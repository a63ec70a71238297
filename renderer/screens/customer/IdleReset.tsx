import { Button, Group, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSecondsUntil } from '#renderer/parts/format/useSecondsUntil.ts'
import classes from './customer.module.css'

const warnSeconds = 10
const activityEvents = ['keydown', 'pointerdown', 'input'] as const

interface IdleResetProps {
  idleMs: number
  onIdle: () => void
}

/** Calls `onIdle` after some time without a key, touch or scan, so that no customer stays on the screen. Warns 10 s before. */
export function IdleReset({ idleMs, onIdle }: IdleResetProps) {
  const { t } = useTranslation()
  const [deadline, setDeadline] = useState(() => Date.now() + idleMs)
  const secondsLeft = useSecondsUntil(deadline)
  useEffect(() => {
    const postpone = () => setDeadline(Date.now() + idleMs)
    for (const type of activityEvents) document.addEventListener(type, postpone, { passive: true })
    return () => {
      for (const type of activityEvents) document.removeEventListener(type, postpone)
    }
  }, [idleMs])
  const isOver = secondsLeft === 0
  useEffect(() => {
    if (isOver) onIdle()
  }, [isOver, onIdle])
  if (secondsLeft > warnSeconds) return null
  return (
    <Group className={classes.resetNotice} justify="center" role="timer">
      <Text>{t('customer.resets', { count: secondsLeft })}</Text>
      <Button variant="default">{t('customer.stay')}</Button>
    </Group>
  )
}
