import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { calls } from '#renderer/agent/agent.ts'
import { statementClientOf } from './statementClient.ts'

export type StatementChoice = ReturnType<typeof useStatementClient>

/** The clients that can get the statement of a verification at this upstream, and the one that does. */
export function useStatementClient(upstream: string | undefined) {
  const input = upstream === undefined ? skipToken : { upstream }
  const { data: clients = [] } = useQuery(calls.verifications.clients.queryOptions({ input }))
  const [chosenId, choose] = useState<string>()
  return { clients, chosen: statementClientOf(clients, chosenId), choose }
}
