import type { ControlCaller, ControlRouterFactory } from '#api/http/controlCalls.ts'
import { openControlSocket } from '#api/pipe/controlSocket.ts'
import type { Log } from '#core/base/log.ts'
import { answerChallenge } from '#core/secrets/challenge.ts'
import type { Start } from '#core/settings/start.ts'
import type { CloseStack } from './closeStack.ts'
import { makeControlAddress } from './controlAddress.ts'
import { localActor } from './inProcessControl.ts'
import { openServiceControl } from './service/openServiceControl.ts'

interface Options {
  dataDir: string
  /** Whether this agent serves all users of the machine. */
  isService: boolean
  start: Start
  log: Log
  router: ControlRouterFactory
  /** What every caller over a control socket may use. */
  offers: Pick<ControlCaller, 'webLink' | 'displays' | 'stop' | 'refuse'>
  /** Takes what is left to remove when the agent ends. */
  stack: CloseStack
}

/**
 * Serves the control calls to the user who runs the agent, and, as a service, to others of the machine.
 *
 * @throws Fault `SETTINGS_UNWRITABLE`
 */
export async function openControl(options: Options): Promise<{ close(): Promise<void> }[]> {
  const { dataDir, isService, router, offers, stack } = options
  const { key, path, announce, forget } = makeControlAddress(dataDir)
  stack.add(path, forget)
  const own = router({ actor: localActor('pipe'), ...offers })
  const answer = key === undefined ? undefined : (challenge: string) => answerChallenge(key, challenge)
  const sockets = [await openControlSocket({ routerOf: () => own, path, answer })]
  announce()
  if (isService) sockets.push(...(await openServiceControl(options)))
  return sockets
}
