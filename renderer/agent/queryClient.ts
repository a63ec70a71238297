import { QueryClient } from '@tanstack/react-query'
import { faultOf } from './fault.ts'

/** What was read stays good until the agent says that it changed (changes.ts), so nothing is asked again by the clock. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      // A refusal is an answer. Only silence is worth another try.
      retry: (failures, error) => failures < 3 && faultOf(error).code === 'AGENT_SILENT',
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
