import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { claimantOf, closeClaims, openClaims } from '#adapters/system/callerClaim.ts'
import { groupIdOf, userNameOf } from '#adapters/system/osAccounts.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { writePublicFile } from '#adapters/system/wholeFile.ts'
import type { ControlCaller, ControlRouterFactory } from '#api/http/controlCalls.ts'
import { openControlSocket, type SharedWith } from '#api/pipe/controlSocket.ts'
import { callerHeader, routersOfCallers } from '#api/pipe/sharedCallers.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { randomHex } from '#core/base/random.ts'
import { makeRunKey } from '#core/secrets/signedChallenge.ts'
import { type Reach, type Role, reachOf } from '#core/settings/access.ts'
import type { Start } from '#core/settings/start.ts'
import type { CloseStack } from '#host/closeStack.ts'
import { announcementIn, type ServicePlace, serviceFolder, unixPlaceIn } from './servicePlace.ts'

interface Options {
  router: ControlRouterFactory
  /** What every caller over a control socket may use. */
  offers: Pick<ControlCaller, 'webLink' | 'displays' | 'stop' | 'refuse'>
  start: Start
  log: Log
  /** Takes what is left to remove when the agent ends. */
  stack: CloseStack
}

interface OwnPlace extends ServicePlace {
  answer?: (challenge: string) => string
  /** Lets others find it, once the agent listens. */
  announce(): void
}

/**
 * Serves the control calls to the users of the machine: those who may administer the till over one socket, and those who may use
 * it over another. Which users these are, the operating system knows.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when there is no safe place for the sockets
 */
export async function openServiceControl(options: Options): Promise<{ close(): Promise<void> }[]> {
  const { router, offers, start, log, stack } = options
  const place = makePlace(serviceFolder(), stack)
  const callerOf = callersAt(place)
  const open = async (role: Role) => {
    // Who may only use the till ends no agent, and gets no link to a browser's window of it.
    const offered = role === 'administer' ? offers : { refuse: offers.refuse }
    const routerOf = routersOfCallers({ role, router, offers: offered, callerOf: callerOf(role) })
    const path = place.sockets[role]
    const common = { routerOf, path, answer: place.answer }
    const sharedWith = await sharedWithOf(role, reachOf(role, start), log)
    try {
      return await openControlSocket({ ...common, sharedWith })
    } catch (thrown) {
      // The service is no member of the group. A till that sells is worth more than who may set it up.
      if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') throw unwritable(path, thrown)
      log.warn('group-not-admitted', { detail: role, code: 'EPERM' })
      return openControlSocket({ ...common, sharedWith: {} })
    }
  }
  const sockets = [await open('administer'), await open('use')]
  place.announce()
  return sockets
}

async function sharedWithOf(role: Role, reach: Reach, log: Log): Promise<SharedWith> {
  if (reach.to === 'everybody') return 'everybody'
  if (reach.to === 'owner') return {}
  const groupId = process.platform === 'win32' ? undefined : await groupIdOf(reach.name)
  if (groupId === undefined) log.warn('group-not-admitted', { detail: role, code: 'UNKNOWN_GROUP' })
  return groupId === undefined ? {} : { groupId }
}

function callersAt({ claims }: ServicePlace) {
  return (role: Role) => async (request: IncomingMessage) => {
    // Windows does not tell: the trail names which of the two it was.
    if (claims === undefined) return role === 'administer' ? 'administrator' : 'user'
    const { [callerHeader]: claim } = request.headers
    const uid = typeof claim === 'string' ? await claimantOf(claims, claim) : undefined
    return uid === undefined ? undefined : userNameOf(uid)
  }
}

function makePlace(folder: string, stack: CloseStack): OwnPlace {
  return process.platform === 'win32' ? makePipes(folder, stack) : makeFolder(folder, stack)
}

function makeFolder(folder: string, stack: CloseStack): OwnPlace {
  const place = unixPlaceIn(folder)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    // Where systemd does not make it, under whatever mask this runs.
    if (lstatSync(folder).uid === process.getuid?.()) chmodSync(folder, 0o755)
    openClaims(place.claims)
  } catch (thrown) {
    throw unwritable(folder, thrown)
  }
  stack.add(place, ({ claims }) => closeClaims(claims))
  return { ...place, announce: () => {} }
}

/** The names are other ones each time, and callers ask for the proof of the key that stands beside them. */
function makePipes(folder: string, stack: CloseStack): OwnPlace {
  const pipe = () => `\\\\.\\pipe\\till-agent-${randomHex(systemRandom, 16)}`
  const sockets = { administer: pipe(), use: pipe() }
  const { publicKey, answer } = makeRunKey()
  const file = announcementIn(folder)
  const forget = () => rmSync(file, { force: true })
  forget()
  stack.add(file, forget)
  return { sockets, publicKey, answer, announce: () => writePublicFile(file, JSON.stringify({ sockets, publicKey })) }
}

function unwritable(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
  return new Fault('SETTINGS_UNWRITABLE', `The service cannot make its control sockets at ${path} (${code}).`)
}
