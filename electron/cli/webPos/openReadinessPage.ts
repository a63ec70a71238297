import { type LocalPage, openLocalPage, sendPage } from '#cli/localPage/localPage.ts'
import { browserAsks } from './browserAsks.ts'
import { checkCall } from './callCheck.ts'
import { policiesFor } from './machinePolicies.ts'
import { policyFilesFor } from './policyFiles.ts'
import { readinessPage } from './readinessPage.ts'
import { snippetFor } from './snippet.ts'

interface Options {
  origin: string
  /** Of the agent's POS API. */
  port: number
  pagePort: number
}

/** The page that says whether the shop's own page can call the agent from the browser that opens it. @throws Fault `PORT_TAKEN` */
export function openReadinessPage({ origin, port, pagePort }: Options): Promise<LocalPage> {
  const files = policyFilesFor(origin)
  return openLocalPage(pagePort, '--page-port', async ({ url = '/', headers }, response) => {
    const file = files.find(({ name }) => url === `/policy/${name}`)
    if (file) return sendPage(response, 200, 'application/octet-stream', file.content, file.name)
    if (url !== '/') return sendPage(response, 404, 'text/plain', 'There is nothing at this address.')
    const agentUrl = `http://127.0.0.1:${port}`
    const page = readinessPage({
      ...{ origin, agentUrl, files, snippet: snippetFor(agentUrl) },
      browser: browserAsks(headers['user-agent'] ?? ''),
      call: await checkCall(port, origin),
      policies: policiesFor(origin),
    })
    sendPage(response, 200, 'text/html', page)
  })
}
