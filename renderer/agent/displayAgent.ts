import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { display as contract } from '#contract/display.ts'
import { linkToAgent } from './link.ts'
import { dropPageKey } from './pageKey.ts'
import { ownPath } from './pageKind.ts'

/** Every call of a customer display. */
export const display: ContractRouterClient<typeof contract> = createORPCClient(linkToAgent())

/** The agent lets this display in no more, or the browser has lost its key: the page asks to be let in again. */
export async function askAnew(): Promise<void> {
  dropPageKey()
  await fetch(`${ownPath}/end`, { method: 'POST' }).catch(() => {})
  location.replace(`${ownPath}/`)
}
