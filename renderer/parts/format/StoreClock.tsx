import { useInterval } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { calls } from '#renderer/agent/agent.ts'
import classes from './StoreClock.module.css'
import { useFormats } from './useFormats.ts'

const refreshMs = 5_000

/** The store's name, where it has one, and the time of day. */
export function StoreClock() {
  const [now, setNow] = useState(Date.now)
  const { clock } = useFormats()
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  useInterval(() => setNow(Date.now()), refreshMs, { autoInvoke: true })
  const store = settings?.find(({ name }) => name === 'store.name')?.value
  return (
    <p className={classes.line}>
      {store !== undefined && <bdi className={classes.store}>{String(store)}</bdi>}
      <time className={classes.time}>{clock(now)}</time>
    </p>
  )
}
