import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { usePinGate } from './PinGate.tsx'

/**
 * A mutation that may need the manager's PIN. Its input and its result may be secrets: the input is not stored as the
 * mutation's variable, and the result is dropped when the component unmounts. `cancel` gives the call up: the agent ends what it
 * can end, and no result is shown.
 */
export function useManagerCall<Output, Input = void>(
  call: (input: Input, gone: AbortSignal) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  const gate = usePinGate()
  const pending = useRef<() => Promise<Output>>(undefined)
  const stop = useRef(new AbortController())
  const { mutate, ...state } = useMutation({
    mutationFn: async () => {
      const action = pending.current
      pending.current = undefined
      if (!action) throw new Error('the mutation was started without an action')
      return gate.run(action)
    },
    gcTime: 0,
    ...(onDone && { onSuccess: onDone }),
  })
  const run = (input: Input) => {
    const caller = new AbortController()
    stop.current = caller
    pending.current = () => call(input, caller.signal)
    mutate()
  }
  const cancel = () => {
    stop.current.abort()
    state.reset()
  }
  return { ...state, run, cancel }
}
