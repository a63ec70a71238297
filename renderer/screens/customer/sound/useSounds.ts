import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { calls } from '#renderer/agent/agent.ts'
import type { CashierSession } from '#renderer/screens/customer/cashierSession.ts'
import { playSound } from './playSound.ts'
import { soundFor } from './soundFor.ts'

const defaultVolume = 40

/** Lets the cashier hear how each step ended, as loud as the setting says. */
export function useSounds(session: CashierSession): void {
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const volume = Number(settings?.find(({ name }) => name === 'counter.volume')?.value ?? defaultVolume)
  const before = useRef(session)
  useEffect(() => {
    const sound = soundFor(before.current, session)
    before.current = session
    if (sound) playSound(sound, volume)
  }, [session, volume])
}
