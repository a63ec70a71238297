import type { ProviderSignInRequest, ProviderSignInStarted } from '#contract/customer.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Redirects } from '#core/scheme/browserSignIn.ts'
import type { CustomerSession } from '#core/scheme/customerSessions.ts'
import type { CodeSignIn, ProviderSteps } from '#core/scheme/providerSignIn.ts'
import type { Limits } from '#core/settings/limits.ts'

interface Deps {
  redirects: Redirects | undefined
  clock: Clock
  limits: SignInLimits
}

export type SignInLimits = Pick<Limits, 'browserSignInTimeoutMs' | 'codeSignInTimeoutMs' | 'signInsPerClient'>

/** One sign-in at an identity provider. */
interface PendingSignIn {
  readonly owner: string
  state: 'waiting' | 'signed-in' | { failed: unknown }
  /** Resolves when the sign-in has ended either way. */
  readonly ended: PromiseWithResolvers<void>
  /** Gives back what it holds: its timer, and its port on this machine. */
  release(): void
}

/** A provider that asks to be asked less often is asked by so much later (RFC 8628 §3.5). */
const slowDownMs = 5_000

/** Sign-ins of customers at identity providers that are in progress, by handle: at most one for each customer. */
export class ProviderSignIns {
  readonly #deps: Deps
  readonly #pending = new Map<string, PendingSignIn>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Begins a sign-in, in place of one of the same customer.
   *
   * @param onSignedIn called once the customer has signed in
   * @throws Fault `SIGN_IN_FAILED`
   */
  async begin(
    { handle, owner }: CustomerSession,
    steps: ProviderSteps,
    request: ProviderSignInRequest,
    onSignedIn: () => void,
  ): Promise<ProviderSignInStarted> {
    this.#end(handle, new Fault('SIGN_IN_FAILED', 'Another sign-in took its place.'))
    this.#dropOldestOf(owner)
    const pending: PendingSignIn = { owner, state: 'waiting', ended: Promise.withResolvers(), release: () => {} }
    this.#pending.set(handle, pending)
    steps.closed.addEventListener('abort', () => {
      this.#settle(pending, new Fault('CUSTOMER_UNKNOWN'))
      if (this.#pending.get(handle) === pending) this.#pending.delete(handle)
    })
    const signedIn = () => {
      if (pending.state !== 'waiting') return
      onSignedIn()
      this.#settle(pending, 'signed-in')
    }
    try {
      return await (request.by === 'browser'
        ? this.#withBrowser(pending, steps, request, signedIn)
        : this.#withCode(pending, steps, request, signedIn))
    } catch (thrown) {
      this.#settle(pending, thrown)
      this.#pending.delete(handle)
      throw thrown
    }
  }

  isPending(handle: string): boolean {
    return this.#pending.get(handle)?.state === 'waiting'
  }

  /**
   * Waits for the end of the customer's sign-in, if one is under way.
   *
   * @throws Fault why nobody was signed in, once for each sign-in that failed
   */
  async wait(handle: string, timeoutMs: number, gone: AbortSignal): Promise<void> {
    const pending = this.#pending.get(handle)
    if (!pending) return
    if (pending.state === 'waiting' && timeoutMs > 0) await this.#ended(pending, timeoutMs, gone)
    const { state } = pending
    if (state === 'waiting') return
    if (this.#pending.get(handle) === pending) this.#pending.delete(handle)
    if (state !== 'signed-in') throw state.failed
  }

  close(): void {
    for (const handle of this.#pending.keys())
      this.#end(handle, new Fault('SIGN_IN_FAILED', 'The till agent was ended.'))
    this.#pending.clear()
  }

  async #withBrowser(
    pending: PendingSignIn,
    steps: ProviderSteps,
    request: ProviderSignInRequest,
    signedIn: () => void,
  ): Promise<ProviderSignInStarted> {
    const { redirects, clock, limits } = this.#deps
    if (!redirects) throw new Fault('SIGN_IN_FAILED', 'No browser can come back to this till agent.')
    const listener = await redirects.listen()
    const stopTimer = this.#endAfter(pending, limits.browserSignInTimeoutMs)
    this.#hold(pending, () => {
      stopTimer()
      listener.close()
    })
    const attempt = await steps.withBrowser(listener.uri, request)
    void listener.waitFor(attempt.state).then(async ({ url, showResult }) => {
      try {
        await attempt.complete(url)
        // Answered first: what ends the sign-in closes the port.
        showResult(true)
        signedIn()
      } catch (thrown) {
        showResult(false)
        this.#settle(pending, thrown)
      }
    })
    return { by: 'browser', url: attempt.url, expiresAt: clock.now() + limits.browserSignInTimeoutMs }
  }

  async #withCode(
    pending: PendingSignIn,
    steps: ProviderSteps,
    request: ProviderSignInRequest,
    signedIn: () => void,
  ): Promise<ProviderSignInStarted> {
    const code = await steps.withCode(request)
    const { clock, limits } = this.#deps
    const lifetimeMs = Math.min(code.lifetimeMs, limits.codeSignInTimeoutMs)
    this.#hold(pending, this.#endAfter(pending, lifetimeMs))
    this.#poll(pending, code, code.intervalMs, signedIn)
    const { userCode, verificationUri, verificationUriComplete } = code
    const expiresAt = clock.now() + lifetimeMs
    return {
      by: 'code',
      userCode,
      verificationUri,
      ...(verificationUriComplete !== undefined && { verificationUriComplete }),
      expiresAt,
    }
  }

  #poll(pending: PendingSignIn, code: CodeSignIn, intervalMs: number, signedIn: () => void): void {
    this.#deps.clock.after(intervalMs, () => {
      if (pending.state !== 'waiting') return
      code.poll().then(
        (outcome) => {
          if (outcome === 'signed-in') signedIn()
          else this.#poll(pending, code, outcome === 'slower' ? intervalMs + slowDownMs : intervalMs, signedIn)
        },
        (thrown) => this.#settle(pending, thrown),
      )
    })
  }

  /** What the sign-in holds; it may have ended meanwhile. */
  #hold(pending: PendingSignIn, release: () => void): void {
    pending.release = release
    if (pending.state !== 'waiting') release()
  }

  #endAfter(pending: PendingSignIn, ms: number): () => void {
    return this.#deps.clock.after(ms, () =>
      this.#settle(pending, new Fault('SIGN_IN_FAILED', 'Nobody signed in within the time.')),
    )
  }

  #end(handle: string, reason: Fault): void {
    const pending = this.#pending.get(handle)
    if (pending) this.#settle(pending, reason)
  }

  #settle(pending: PendingSignIn, outcome: unknown): void {
    if (pending.state !== 'waiting') return
    pending.state = outcome === 'signed-in' ? 'signed-in' : { failed: outcome }
    pending.release()
    pending.ended.resolve()
  }

  #dropOldestOf(owner: string): void {
    const waiting = [...this.#pending.values()].filter((one) => one.owner === owner && one.state === 'waiting')
    const [oldest] = waiting
    if (oldest && waiting.length >= this.#deps.limits.signInsPerClient)
      this.#settle(oldest, new Fault('SIGN_IN_FAILED', 'Too many sign-ins were begun after it.'))
  }

  async #ended(pending: PendingSignIn, timeoutMs: number, gone: AbortSignal): Promise<void> {
    const over = Promise.withResolvers<void>()
    const stopTimer = this.#deps.clock.after(timeoutMs, over.resolve)
    gone.addEventListener('abort', () => over.resolve())
    if (gone.aborted) over.resolve()
    await Promise.race([pending.ended.promise, over.promise])
    stopTimer()
  }
}
