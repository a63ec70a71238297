import type { Route } from '../contract/grant.ts'
import type { SchemeForm } from '../contract/schemeForm.ts'
import type { Identity, UpstreamEntry, UpstreamView } from '../contract/upstream.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import type { Log } from './log.ts'
import type { Network } from './network.ts'
import { orUndo } from './orUndo.ts'
import { presetRoutesOf } from './presetRoutes.ts'
import type { Random } from './random.ts'
import type { Scheme, Session } from './scheme.ts'
import { formOf } from './schemeForms.ts'
import type { SettingsStore, StoredUpstream } from './settings.ts'
import { openUpstream, type Upstream } from './upstream.ts'
import { type ReadUpstream, readSecrets, readUpstreamEntry, schemeOf } from './upstreamEntry.ts'
import { UpstreamSessions } from './upstreamSessions.ts'
import { UpstreamVault } from './upstreamVault.ts'
import type { Vault } from './vault.ts'

interface Ports {
  settings: SettingsStore
  vault: Vault
  network: Network
  clock: Clock
  random: Random
  log: Log
  audit: AuditTrail
  changes: Changes
  schemes: ReadonlyMap<string, Scheme>
}

/** How soon a keychain that was locked or absent is asked again. */
const keychainPatienceMs = 5_000

/** The clouds this till speaks to. */
export class Upstreams {
  readonly #ports: Ports
  readonly #sessions: UpstreamSessions
  readonly #open = new Map<string, Upstream>()
  readonly #askedKeychainAtMs = new Map<string, number>()

  /** Where their credentials rest. */
  readonly vault: UpstreamVault

  constructor(ports: Ports) {
    this.#ports = ports
    this.vault = new UpstreamVault(ports)
    this.#sessions = new UpstreamSessions({ ...ports, vault: this.vault })
  }

  /** Opens what the settings hold. An upstream that cannot be opened is there all the same, with its problem. */
  async load(): Promise<void> {
    await Promise.all(this.#stored().map(({ id }) => this.reopen(id)))
  }

  find(id: string): Upstream | undefined {
    return this.#open.get(id)
  }

  all(): Upstream[] {
    return [...this.#open.values()]
  }

  /** What has to be said to add one, by scheme. */
  forms(): SchemeForm[] {
    return [...this.#ports.schemes.values()].map(formOf)
  }

  list(): UpstreamView[] {
    return this.#stored().map((stored) => this.#view(stored))
  }

  /**
   * @throws Fault `INVALID_INPUT` · `ALREADY_EXISTS` · `CREDENTIAL_REFUSED` or `CREDENTIAL_UNPROVEN` from the probe ·
   * the vault's and the settings' faults; nothing is kept then
   */
  async add(entry: UpstreamEntry, probe: boolean): Promise<{ upstream: UpstreamView; identity?: Identity }> {
    if (this.#stored().some(({ id }) => id === entry.id))
      throw new Fault('ALREADY_EXISTS', `An upstream named "${entry.id}" is already set up.`)
    const read = readUpstreamEntry(entry, this.#ports.schemes)
    this.#ports.network.check(read.common)
    const sealed = read.scheme.seal(read.secrets, read.settings)
    const identity = probe ? await this.#sessions.prove(read.scheme, read.settings, sealed, read.common) : undefined
    const stored = { ...this.storedFrom(read), ...whoWeAre(identity) }
    const undo = await this.vault.keep(stored.id, sealed)
    await orUndo(undo, () => this.#write([...this.#stored(), stored]))
    await this.reopen(stored.id)
    return { upstream: this.#view(stored), ...(identity && { identity }) }
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `CREDENTIAL_REFUSED` · `CREDENTIAL_UNPROVEN` */
  async test(id: string): Promise<Identity> {
    const stored = this.#storedOf(id)
    const upstream = this.#openOf(id)
    const needed = this.signInNeeded(upstream)
    if (needed) throw needed
    const sealed = await this.vault.kept(id)
    if (!sealed) throw new Fault('UPSTREAM_NOT_READY', `No credential is kept for "${id}".`, { retryAfterSeconds: 60 })
    try {
      const identity = await this.#sessions.prove(upstream.scheme, stored.settings, sealed, stored, upstream.session)
      this.#noteIdentity(id, identity)
      return identity
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED') this.lock(id)
      throw thrown
    }
  }

  /**
   * Puts a new credential in place of the old one, which is used until the new one has been proven and kept.
   *
   * @throws as `add`, and `UNKNOWN_UPSTREAM`
   */
  async rotate(
    id: string,
    secrets: Record<string, string>,
    probe: boolean,
  ): Promise<{ upstream: UpstreamView; identity?: Identity }> {
    const stored = this.#storedOf(id)
    const scheme = schemeOf(stored.scheme, this.#ports.schemes)
    const sealed = scheme.seal(readSecrets(secrets, scheme), stored.settings)
    const identity = probe ? await this.#sessions.prove(scheme, stored.settings, sealed, stored) : undefined
    const { lockedAt: _, ...unlocked } = stored
    const rotated = { ...unlocked, ...whoWeAre(identity), rotatedAt: this.#ports.clock.now() }
    const undo = await this.vault.keep(id, sealed)
    await orUndo(undo, () => this.#write(this.#stored().map((other) => (other.id === id ? rotated : other))))
    const open = this.#openOf(id)
    open.session?.close?.()
    open.session = this.#sessions.open(scheme, stored.settings, sealed, stored)
    await open.session.restore?.()
    open.problem = undefined
    open.locked = false
    this.#tell(id)
    return { upstream: this.#view(rotated), ...(identity && { identity }) }
  }

  /**
   * Forgets an upstream, the credential first.
   *
   * @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_IN_USE` when clients have grants for it, unless forced · the vault's
   */
  async remove(id: string, force: boolean): Promise<void> {
    this.#storedOf(id)
    const { clients } = this.#ports.settings.read()
    const users = clients
      .filter(({ grants }) => grants.some(({ upstream }) => upstream === id))
      .map((client) => client.id)
    if (users.length > 0 && !force)
      throw new Fault('UPSTREAM_IN_USE', `Clients with grants for "${id}": ${users.join(', ')}.`, { clients: users })
    await this.vault.forget(id)
    this.#write(this.#stored().filter((stored) => stored.id !== id))
    await this.#close(id)
    this.#tell(id)
  }

  /** Stops using a credential that the upstream refused: clouds lock accounts after a few tries (capillary.md 0.8). */
  lock(id: string): void {
    const open = this.#open.get(id)
    if (!open || open.locked) return
    open.locked = true
    // Their tokens are renewed with the till's credential, which must not be tried once more for each of them.
    open.session?.customers?.book.close()
    this.#ports.log.warn('upstream-locked', { upstream: id })
    this.#ports.audit.record({ ...aboutItself(id), event: 'upstream-locked', detail: 'it refused the credential' })
    const lockedAt = this.#ports.clock.now()
    try {
      this.#write(this.#stored().map((stored) => (stored.id === id ? { ...stored, lockedAt } : stored)))
    } catch (thrown) {
      // Locked it is all the same, until a restart.
      this.#ports.log.error('lock-not-kept', thrown, { upstream: id })
    }
    this.#tell(id)
  }

  /** Notes that a customer came or went at a client, and nothing that tells who. */
  noteCustomer(id: string, clientId: string, did: 'signed-in' | 'signed-out'): void {
    this.#ports.audit.record({
      event: `customer-${did}`,
      actor: `pos/${clientId}`,
      subject: `upstream/${id}`,
      outcome: 'done',
      detail: '',
    })
  }

  /** Notes something that a person should know of. */
  raise(id: string, alarm: string): void {
    const open = this.#open.get(id)
    if (!open || open.alarm === alarm) return
    open.alarm = alarm
    this.#ports.log.warn('alarm', { upstream: id, detail: alarm })
    this.#ports.audit.record({ ...aboutItself(id), event: 'upstream-alarm', detail: alarm })
    this.#ports.changes.tell('status')
  }

  /**
   * The authentication headers of an upstream that had no session: perhaps its keychain can be asked now.
   *
   * @throws Fault `UPSTREAM_NOT_READY` with the reason
   */
  async authoriseLate(upstream: Upstream): Promise<readonly string[]> {
    await this.#retryKeychain(upstream)
    if (upstream.session) return upstream.session.authorise()
    const { detail, remedy } = upstream.problem ?? noCredential(upstream.id)
    throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 }, remedy)
  }

  /** Said of an upstream that a person has to sign in to with a browser. */
  signInNeeded({ id, session }: Upstream): Fault | undefined {
    const detail = session?.signIn?.needed()
    if (detail === undefined) return undefined
    return new Fault(
      'UPSTREAM_NOT_READY',
      detail,
      { retryAfterSeconds: 60 },
      `Run "till-agent upstream sign-in ${id}".`,
    )
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY` with the reason */
  async sessionOf(id: string): Promise<Session> {
    const upstream = this.#openOf(id)
    if (!upstream.session) await this.#retryKeychain(upstream)
    if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
    if (upstream.session) return upstream.session
    throw upstream.problem ?? noCredential(id)
  }

  async #retryKeychain(upstream: Upstream): Promise<void> {
    const askedAtMs = this.#askedKeychainAtMs.get(upstream.id) ?? 0
    const nowMs = this.#ports.clock.monotonicMs()
    if (nowMs - askedAtMs < keychainPatienceMs) return
    this.#askedKeychainAtMs.set(upstream.id, nowMs)
    await this.#loadSession(upstream, this.#storedOf(upstream.id))
    if (upstream.session) this.#tell(upstream.id)
  }

  /** Its state may be another now. */
  #tell(id: string): void {
    const view = this.#stored().find((stored) => stored.id === id)
    if (view) this.#ports.changes.tell('upstreams', { type: 'upstream', id, state: this.#view(view).state })
    else this.#ports.changes.tell('upstreams')
  }

  /** Shown until it is asked again; not worth failing for. */
  #noteIdentity(id: string, identity: Identity): void {
    const { organisation, till } = this.#storedOf(id)
    if (organisation === identity.organisation && till === identity.till) return
    try {
      this.#write(this.#stored().map((other) => (other.id === id ? { ...other, ...whoWeAre(identity) } : other)))
    } catch (thrown) {
      this.#ports.log.error('identity-not-kept', thrown, { upstream: id })
    }
  }

  /** The routes behind a preset. @throws Fault `UNKNOWN_UPSTREAM` · `INVALID_INPUT` when the scheme has no such preset */
  presetRoutes = (upstream: string, preset: string): readonly Route[] =>
    presetRoutesOf(schemeOf(this.#storedOf(upstream).scheme, this.#ports.schemes), upstream, preset)

  /** What is kept of an entry. Keeps nothing yet; a credential that did not change keeps its history. */
  storedFrom({ common, settings }: ReadUpstream): StoredUpstream {
    return { ...common, settings, createdAt: this.#ports.clock.now() }
  }

  /** Takes an upstream into use as the settings now have it. */
  async reopen(id: string): Promise<void> {
    const { schemes, network, log } = this.#ports
    const stored = this.#storedOf(id)
    await this.#close(id)
    const scheme = schemeOf(stored.scheme, schemes)
    const upstream = openUpstream(stored, scheme, network)
    this.#open.set(id, upstream)
    if (upstream.link) await this.#loadSession(upstream, stored)
    log.info('upstream-opened', { upstream: id, scheme: scheme.id, problem: upstream.problem?.code })
    this.#tell(id)
  }

  /** After the machine slept or changed networks: no sale waits for a connection that died meanwhile. */
  rewarm(): void {
    for (const { link } of this.#open.values()) link?.rewarm()
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.#close(id)
  }

  async #close(id: string): Promise<void> {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.session?.close?.()
    await open?.link?.close()
  }

  async #loadSession(upstream: Upstream, stored: StoredUpstream): Promise<void> {
    try {
      const sealed = await this.vault.kept(stored.id)
      const session = sealed && this.#sessions.open(upstream.scheme, stored.settings, sealed, stored)
      await session?.restore?.()
      upstream.session = session
      upstream.problem = sealed ? undefined : noCredential(stored.id)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      upstream.problem = thrown
    }
  }

  #view({ lockedAt, ...stored }: StoredUpstream): UpstreamView {
    const open = this.#open.get(stored.id)
    if (lockedAt !== undefined) return { ...stored, state: 'locked', ...reasonOf(new Fault('UPSTREAM_LOCKED')) }
    if (!open?.session) return { ...stored, state: 'not-ready', ...reasonOf(open?.problem ?? noCredential(stored.id)) }
    const needed = this.signInNeeded(open)
    return needed ? { ...stored, state: 'not-ready', ...reasonOf(needed) } : { ...stored, state: 'ready' }
  }

  #stored(): StoredUpstream[] {
    return this.#ports.settings.read().upstreams
  }

  #storedOf(id: string): StoredUpstream {
    const stored = this.#stored().find((candidate) => candidate.id === id)
    if (!stored) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
    return stored
  }

  #openOf(id: string): Upstream {
    const open = this.#open.get(id)
    if (!open) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
    return open
  }

  #write(upstreams: StoredUpstream[]): void {
    this.#ports.settings.write({ ...this.#ports.settings.read(), upstreams })
  }
}

function aboutItself(id: string): { actor: string; subject: string; outcome: string } {
  return { actor: 'agent', subject: `upstream/${id}`, outcome: 'done' }
}

function noCredential(id: string): Fault {
  const remedy = `Give it one with "till-agent upstream rotate ${id}".`
  return new Fault('UPSTREAM_NOT_READY', `No credential is kept for "${id}".`, { retryAfterSeconds: 60 }, remedy)
}

function reasonOf(fault: Fault): { code: string; reason: string; remedy: string } {
  return { code: fault.code, reason: fault.detail, remedy: fault.remedy }
}

function whoWeAre(identity: Identity | undefined): { organisation?: string; till?: string } {
  const { organisation, till } = identity ?? {}
  return { ...(organisation !== undefined && { organisation }), ...(till !== undefined && { till }) }
}
