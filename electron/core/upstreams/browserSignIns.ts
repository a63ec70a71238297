import type { Identity } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type {
  BrowserSignIn,
  RedirectListener,
  RedirectResponse,
  Redirects,
  SignInAttempt,
  SignOutResult,
} from '#core/scheme/browserSignIn.ts'
import type { Upstreams } from './upstreams.ts'

interface Deps {
  upstreams: Pick<Upstreams, 'sessionOf' | 'publishState'>
  redirects: Redirects | undefined
  clock: Clock
  random: Random
  /** How long a person may take. After that the port on this machine is closed. */
  timeoutMs: number
}

/** A caller waits at once. One that ended before it did leaves no port open longer than this. */
const claimTimeoutMs = 10_000
const notWaitedFor = 'Nobody waited for it any more.'

interface PendingSignIn {
  upstream: string
  listener: RedirectListener
  signedIn: PromiseWithResolvers<Identity>
  /** Whether the browser has returned. */
  hasReturned: boolean
  cancelTimeout: () => void
  /** Called when somebody waits for it. */
  claim: () => void
}

export interface StartedSignIn {
  signInId: string
  /** The address for the browser. */
  url: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** Sign-ins with a browser that are in progress: at most one for each upstream. */
export class BrowserSignIns {
  readonly #deps: Deps
  readonly #pending = new Map<string, PendingSignIn>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Opens a port for the browser's return, and closes it after ten seconds unless `finish` waits for it by then. Ends a
   * sign-in to the same upstream that is still in progress.
   *
   * @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `INVALID_INPUT` when the upstream has no sign-in with a
   * browser · `SIGN_IN_FAILED`
   */
  async start(upstream: string): Promise<StartedSignIn> {
    const { redirects, clock, random, timeoutMs } = this.#deps
    const signIn = await this.#signInOf(upstream)
    for (const [id, pending] of this.#pending)
      if (pending.upstream === upstream) this.#end(id, 'Another sign-in took its place.')
    if (!redirects) throw new Fault('SIGN_IN_FAILED', 'No browser can come back to this till agent.')
    const listener = await redirects.listen()
    try {
      const attempt = await signIn.begin(listener.uri)
      const signInId = randomText(random, 16)
      this.#await(signInId, upstream, listener, attempt)
      return { signInId, url: attempt.url, expiresAt: clock.now() + timeoutMs }
    } catch (thrown) {
      listener.close()
      throw thrown
    }
  }

  /**
   * Waits until the person has signed in.
   *
   * @param gone ends the sign-in, because its caller is gone
   * @throws Fault `SIGN_IN_FAILED` · the vault's faults
   */
  async finish(upstream: string, signInId: string, gone?: AbortSignal): Promise<Identity> {
    const pending = this.#pending.get(signInId)
    if (pending?.upstream !== upstream) throw new Fault('SIGN_IN_FAILED', 'This sign-in is not under way any more.')
    pending.claim()
    const abandon = () => this.#end(signInId, notWaitedFor)
    if (gone?.aborted) abandon()
    gone?.addEventListener('abort', abandon)
    try {
      return await pending.signedIn.promise
    } finally {
      gone?.removeEventListener('abort', abandon)
      this.#end(signInId, '')
    }
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `INVALID_INPUT` · the vault's faults */
  async signOut(upstream: string): Promise<SignOutResult> {
    const signIn = await this.#signInOf(upstream)
    const result = await signIn.signOut()
    this.#deps.upstreams.publishState(upstream)
    return result
  }

  close(): void {
    for (const id of [...this.#pending.keys()]) this.#end(id, 'The till agent was ended.')
  }

  #await(signInId: string, upstream: string, listener: RedirectListener, attempt: SignInAttempt): void {
    const endAfter = (timeoutMs: number, reason: string) =>
      this.#deps.clock.after(timeoutMs, () => this.#end(signInId, reason))
    const claim = endAfter(claimTimeoutMs, notWaitedFor)
    const cancelTimeout = endAfter(this.#deps.timeoutMs, 'Nobody signed in within the time.')
    const pending: PendingSignIn = {
      ...{ upstream, listener, signedIn: Promise.withResolvers<Identity>(), hasReturned: false, cancelTimeout, claim },
    }
    // A failure before `finish` was called is no unhandled rejection.
    pending.signedIn.promise.catch(() => {})
    this.#pending.set(signInId, pending)
    listener
      .waitFor(attempt.state)
      .then((response) => complete(pending, attempt, response, () => this.#deps.upstreams.publishState(upstream)))
  }

  async #signInOf(upstream: string): Promise<BrowserSignIn> {
    const { browserSignIn } = await this.#deps.upstreams.sessionOf(upstream)
    if (browserSignIn) return browserSignIn
    const message = `nobody signs in to "${upstream}" with a browser: it uses a stored credential`
    throw new Fault('INVALID_INPUT', message, { issues: [{ path: 'id', message }] })
  }

  /** @param reason for the caller of `finish`, unless the browser has returned already */
  #end(id: string, reason: string): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#pending.delete(id)
    pending.cancelTimeout()
    pending.claim()
    pending.listener.close()
    if (!pending.hasReturned) pending.signedIn.reject(new Fault('SIGN_IN_FAILED', reason))
  }
}

async function complete(
  pending: PendingSignIn,
  attempt: SignInAttempt,
  { url, showResult }: RedirectResponse,
  onSignedIn: () => void,
): Promise<void> {
  pending.hasReturned = true
  try {
    const identity = await attempt.complete(url)
    onSignedIn()
    pending.signedIn.resolve(identity)
    showResult(true)
  } catch (thrown) {
    pending.signedIn.reject(thrown)
    showResult(false)
  }
}
