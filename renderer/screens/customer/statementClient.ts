export interface StatementClient {
  id: string
  name: string
}

/** Stands for no client in a list that offers one: ids never begin with a dot. */
export const nobody = '.nobody'

/**
 * The client that gets the signed statement of a verification that the cashier starts: the one that was chosen, else the
 * only one there is. Where there are several and none was chosen, nobody gets it.
 */
export function statementClientOf(
  clients: readonly StatementClient[],
  chosenId: string | undefined,
): string | undefined {
  const [first, ...others] = clients
  if (chosenId === nobody) return undefined
  if (chosenId !== undefined && clients.some(({ id }) => id === chosenId)) return chosenId
  return others.length === 0 ? first?.id : undefined
}
