import { useQuery } from '@tanstack/react-query'
import { calls } from '#renderer/agent/agent.ts'

/** The name that people gave the client; its id while the name is not known. */
export function useClientName(client: string | undefined): string | undefined {
  const { data: clients } = useQuery(calls.clients.list.queryOptions())
  return clients?.find(({ id }) => id === client)?.name ?? client
}
