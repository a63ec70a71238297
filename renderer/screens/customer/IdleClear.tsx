import { Button, Group, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSecondsUntil } from '../../parts/useSecondsUntil.ts'
import classes from './customer.module.css'

const idleMs = 60_000
const warnSeconds = 10
const signs = ['keydown', 'pointerdown', 'input'] as const

/** Nobody's data stays on the screen when the cashier turns away. Any key, touch or scan begins anew. */
export function IdleClear({ onIdle }: { onIdle: () => void }) {
  const { t } = useTranslation()
  const [deadline, setDeadline] = useState(() => Date.now() + idleMs)
  const secondsLeft = useSecondsUntil(deadline)
  useEffect(() => {
    const stir = () => setDeadline(Date.now() + idleMs)
    for (const sign of signs) document.addEventListener(sign, stir, { passive: true })
    return () => {
      for (const sign of signs) document.removeEventListener(sign, stir)
    }
  }, [])
  const isOver = secondsLeft === 0
  useEffect(() => {
    if (isOver) onIdle()
  }, [isOver, onIdle])
  if (secondsLeft > warnSeconds) return null
  return (
    <Group className={classes.clearing} justify="center" role="timer">
      <Text>{t('customer.clears', { count: secondsLeft })}</Text>
      <Button variant="default">{t('customer.stay')}</Button>
    </Group>
  )
}
