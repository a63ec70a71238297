import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { usePinGate } from './PinGate.tsx'

/**
 * A call that may need the manager's PIN. What it is given is not kept as a mutation would keep it, and what it answered
 * is forgotten with the screen: either may be a secret.
 */
export function useManagerCall<Output, Input = void>(
  call: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  const gate = usePinGate()
  const given = useRef<() => Promise<Output>>(undefined)
  const { mutate, ...state } = useMutation({
    mutationFn: async () => {
      const action = given.current
      given.current = undefined
      if (!action) throw new Error('nothing was given')
      return gate.pass(action)
    },
    gcTime: 0,
    ...(onDone && { onSuccess: onDone }),
  })
  const run = (input: Input) => {
    given.current = () => call(input)
    mutate()
  }
  return { ...state, run }
}
