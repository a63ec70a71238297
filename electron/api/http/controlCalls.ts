import type { Router } from '@orpc/server'
import type { BrowserSignIn } from '#contract/control/browser.ts'
import type { control } from '#contract/control/index.ts'
import type { DisplayEntry, display } from '#contract/display.ts'
import type { Fault } from '#core/base/fault.ts'
import type { PinSession } from '#core/settings/managerPin.ts'

/** An implementation of the control contract. A transport serves it without knowing who implements it. */
export type ControlRouter = Router<typeof control, Record<never, never>>

/** The same of the calls of a customer display. */
export type DisplayRouter = Router<typeof display, Record<never, never>>

/** Who calls through a transport, and what the transport offers beside the agent. */
export interface ControlCaller {
  /** Transport and person, for the audit trail: `pipe/anna`. */
  actor: string
  /** Whether this caller has entered the manager's PIN. Absent where the PIN is not asked for. */
  pinSession?: PinSession
  /** Why a call, such as `upstreams.add`, is not for this caller. Absent where all are. */
  refuse?: ((call: string) => Fault | undefined) | undefined
  /** Makes a one-time link to the browser UI. Absent when the agent serves none. */
  webLink?: (() => { url: string; expiresAt: number }) | undefined
  /** The session of a browser that calls. Absent for any other caller. */
  browser?: BrowserControls | undefined
  /** The customer displays of the browser UI, or of the app. Absent when the agent serves none. */
  displays?: DisplayControls | undefined
  /** Has the agent end in order, soon after this returns. Absent where a caller may not end it. */
  stop?: (() => void) | undefined
}

/** Which customer displays a person has let in. */
export interface DisplayControls {
  list(): DisplayEntry[]
  /** Lets it in no more. */
  remove(id: string): void
  /** The one that is a window of this agent. Absent where there can be none. */
  readonly ownWindow?: { readonly isOpen: boolean; set(isOpen: boolean): void }
}

/** What a browser may do about its own session. */
export interface BrowserControls {
  session(): BrowserSignIn
  setRemembered(isRemembered: boolean): void
}

/** Makes the router for one caller; the host supplies it to every transport. */
export type ControlRouterFactory = (caller: ControlCaller) => ControlRouter
