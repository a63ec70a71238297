import type { Language, StartSettings } from '#contract/setting.ts'

/** Where secrets are kept: the keychain of the system, an encrypted file of a service, or the memory of this process. */
export type VaultKind = 'keychain' | 'file' | 'memory'

/** Options that every command takes. */
export interface GlobalOptions {
  /** Answer with JSON, for programs. */
  json?: boolean
  /** Print nothing about what was done. */
  quiet?: boolean
  dataDir: string
  /** Whether nobody has named the directory, so that the agent of the machine is meant where there is one. */
  isUsualDataDir?: boolean
  /** Whether the directory is named for this run alone, in place of the one that a file names for every start. */
  overrulesPointer?: boolean
  vault: VaultKind
  /** Path of the key to the encrypted file. */
  vaultKey?: string
}

/** What the command line may say about one start, in place of the settings `start.*`. Port 0 takes any free one. */
interface StartOptions extends GlobalOptions {
  port?: number
  /** Path of the provisioning file that is applied before the ports open. */
  provision?: string
  /** Fill the screen; the window cannot be closed. */
  kiosk?: boolean
  language?: Language
  /** Groups of the system, where the agent serves all users of the machine. */
  administrators?: string
  users?: string
}

/** Of `serve`. */
export interface ServeOptions extends StartOptions {
  /** The agent serves all users of the machine. */
  service?: boolean
  ui?: boolean
  uiPort: number
}

/** Of `demo`. Port 0 takes any free one. */
export interface DemoOptions extends GlobalOptions {
  port: number
  uiPort: number
  simulatorPort: number
}

/** Of `window`. */
export interface WindowOptions extends StartOptions {
  /** Stay in the tray until the window is needed. */
  hidden?: boolean
}

/** Said as settings, under whose names they are listed. */
export function flagsOf({ port, provision, kiosk, language, administrators, users }: StartOptions): StartSettings {
  return {
    ...(port !== undefined && { port }),
    ...(provision !== undefined && { provisioning: provision }),
    ...(kiosk && { kiosk: 'on' }),
    ...(language && { language }),
    ...(administrators !== undefined && { administrators }),
    ...(users !== undefined && { users }),
  }
}
