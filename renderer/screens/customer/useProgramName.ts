import { useQuery } from '@tanstack/react-query'
import { calls } from '../../agent/agent.ts'

/** What people call the client. */
export function useProgramName(client: string | undefined): string | undefined {
  const { data: clients } = useQuery(calls.clients.list.queryOptions())
  return clients?.find(({ id }) => id === client)?.name ?? client
}
