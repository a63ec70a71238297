import { QueryClient } from '@tanstack/react-query'
import { faultOf } from './fault.ts'

/** Data stays fresh until the agent reports a change (changes.ts), so no query is repeated on a timer. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      // A fault is an answer and stays one. Only a missing answer is worth another try.
      retry: (failures, error) => failures < 3 && faultOf(error).code === 'AGENT_SILENT',
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
