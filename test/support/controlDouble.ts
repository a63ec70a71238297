import { type ContractRouterClient, isContractProcedure } from '@orpc/contract'
import { implement, type Router } from '@orpc/server'
import { control } from '#contract/control/index.ts'

type Client = ContractRouterClient<typeof control>
type PartOf<Node> = Node extends (...args: never[]) => unknown ? Node : { [Name in keyof Node]?: PartOf<Node[Name]> }

/**
 * A test double of the control calls, derived from the contract: it validates input and output, and a call without an
 * answer fails.
 */
export function createControlDouble(answers: PartOf<Client>): Router<typeof control, Record<never, never>> {
  return doubleOf(control, answers, []) as Router<typeof control, Record<never, never>>
}

function doubleOf(contract: object, answers: unknown, path: string[]): unknown {
  if (isContractProcedure(contract))
    return implement(contract).handler(({ input }) => {
      if (typeof answers !== 'function') throw new Error(`The test did not expect ${path.join('.')}.`)
      return answers(input)
    })
  const parts = Object.entries(contract).map(([name, part]) => {
    const answer = (answers as Record<string, unknown> | undefined)?.[name]
    return [name, doubleOf(part as object, answer, [...path, name])]
  })
  return Object.fromEntries(parts)
}
