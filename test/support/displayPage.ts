import { hash } from 'node:crypto'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { pageTokenOf } from '#api/web/pageProof.ts'
import type { display } from '#contract/display.ts'
import type { BrowserUiTill } from './browserUiTill.ts'

/** A browser that was let in as a customer display. */
export interface DisplayPage {
  /** As a `Cookie` header. */
  cookie: string
  headers: Record<string, string>
  calls: ContractRouterClient<typeof display>
}

/** The cookies that a response sets, as one `Cookie` header. */
export const cookiesIn = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')

/** What a browser does that opens `/display` and presses the button. @returns its cookie */
export async function askForDisplay({ url }: Pick<BrowserUiTill, 'url'>): Promise<string> {
  return cookiesIn(await fetch(`${url}/display/ask`, { method: 'POST', redirect: 'manual', headers: { origin: url } }))
}

/** A display that a person lets in. */
export async function openDisplay(till: BrowserUiTill): Promise<DisplayPage> {
  const { url, agent, look } = till
  const asking = await askForDisplay(till)
  agent.displays.pairings.approve(agent.displays.pairings.pending()[0]?.id ?? '', 'web/anna')
  const opened = await look('/display/', asking)
  const cookie = cookiesIn(opened)
  const key = opened.headers.get('location')?.split('=')[1] ?? ''
  return { cookie, ...(await callsOf(url, cookie, key)) }
}

async function callsOf(url: string, cookie: string, key: string) {
  const proof = await fetch(`${url}/display/proof/${'c'.repeat(43)}`, { headers: { cookie } })
  const { run } = (await proof.json()) as { run: string }
  const headers = { cookie, origin: url, 'till-agent-page-token': pageTokenOf(hash('sha256', key, 'buffer'), run) }
  const link = new RPCLink({ url: `${url}/display/rpc`, headers, interceptors: [({ next }) => asFaults(next)] })
  return { headers, calls: createORPCClient<ContractRouterClient<typeof display>>(link) }
}
