import type { Identity } from '../contract/upstream.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import type { Random } from './random.ts'
import type { Portal, Redirect, Redirects, SignedOut } from './signIn.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  upstreams: Upstreams
  redirects: Redirects | undefined
  clock: Clock
  random: Random
}

interface Pending {
  upstream: string
  redirect: Redirect
  signedIn: PromiseWithResolvers<Identity>
  isAnswered: boolean
  callOff: () => void
}

export interface StartedSignIn {
  signInId: string
  /** For the browser. */
  url: string
  expiresAt: number
}

/** How long a person may take. The port on this machine is open no longer. */
const patienceMs = 5 * 60_000

/** Sign-ins with a browser: at most one for each upstream. */
export class SignIns {
  readonly #ports: Ports
  readonly #pending = new Map<string, Pending>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /**
   * Opens a port for the browser's return. A sign-in to the same upstream that is still under way is given up.
   *
   * @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `INVALID_INPUT` when nobody signs in to such an upstream ·
   * `SIGN_IN_FAILED`
   */
  async start(upstream: string): Promise<StartedSignIn> {
    const { redirects, clock, random } = this.#ports
    const portal = await this.#portalOf(upstream)
    for (const [id, pending] of this.#pending)
      if (pending.upstream === upstream) this.#end(id, 'Another sign-in took its place.')
    if (!redirects) throw new Fault('SIGN_IN_FAILED', 'No browser can come back to this till agent.')
    const redirect = await redirects.open()
    const signInId = Buffer.from(random.bytes(16)).toString('base64url')
    try {
      const attempt = await portal.begin(redirect.uri)
      const pending: Pending = {
        upstream,
        redirect,
        signedIn: Promise.withResolvers(),
        isAnswered: false,
        callOff: clock.after(patienceMs, () => this.#end(signInId, 'Nobody signed in within 5 minutes.')),
      }
      // Nobody may be waiting for it.
      pending.signedIn.promise.catch(() => {})
      this.#pending.set(signInId, pending)
      redirect.answered.then(async ({ url, show }) => {
        pending.isAnswered = true
        try {
          pending.signedIn.resolve(await attempt.finish(url))
          show(true)
        } catch (thrown) {
          pending.signedIn.reject(thrown)
          show(false)
        }
      })
      return { signInId, url: attempt.url, expiresAt: clock.now() + patienceMs }
    } catch (thrown) {
      redirect.close()
      throw thrown
    }
  }

  /**
   * Waits until the person has come back.
   *
   * @param gone gives the sign-in up: nobody waits for it any more
   * @throws Fault `SIGN_IN_FAILED` · the vault's
   */
  async finish(upstream: string, signInId: string, gone?: AbortSignal): Promise<Identity> {
    const pending = this.#pending.get(signInId)
    if (pending?.upstream !== upstream) throw new Fault('SIGN_IN_FAILED', 'This sign-in is not under way any more.')
    const giveUp = () => this.#end(signInId, 'Nobody waited for it any more.')
    if (gone?.aborted) giveUp()
    gone?.addEventListener('abort', giveUp)
    try {
      return await pending.signedIn.promise
    } finally {
      gone?.removeEventListener('abort', giveUp)
      this.#end(signInId, '')
    }
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `INVALID_INPUT` · the vault's */
  async signOut(upstream: string): Promise<SignedOut> {
    const portal = await this.#portalOf(upstream)
    return portal.signOut()
  }

  close(): void {
    for (const id of [...this.#pending.keys()]) this.#end(id, 'The till agent was ended.')
  }

  async #portalOf(upstream: string): Promise<Portal> {
    const { signIn } = await this.#ports.upstreams.sessionOf(upstream)
    if (signIn) return signIn
    const message = `nobody signs in to "${upstream}" with a browser: its credential is set with "till-agent upstream rotate"`
    throw new Fault('INVALID_INPUT', message, { issues: [{ path: 'id', message }] })
  }

  /** @param reason for whoever waits, unless the browser came back already */
  #end(id: string, reason: string): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#pending.delete(id)
    pending.callOff()
    pending.redirect.close()
    if (!pending.isAnswered) pending.signedIn.reject(new Fault('SIGN_IN_FAILED', reason))
  }
}
