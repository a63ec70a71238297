/**
 * Private fields of electron-updater 6.8 for which there is no public call. Its types leave them out, so they have to be
 * looked at again with each new version of the package.
 */
interface PrivateFields {
  /** Makes every request of the updater. */
  httpExecutor: HttpExecutor
  /** `app-update.yml` of the installed package, read at the first use. */
  configOnDisk: { value: Promise<AppUpdateConfig> }
}

/**
 * The one call of builder-util-runtime's `HttpExecutor` that is left to electron-updater. Whatever else it might fetch and
 * parse, no signature covers.
 */
interface HttpExecutor {
  download(url: URL, destination: string): Promise<unknown>
}

/** `app-update.yml`, which electron-builder puts into each package. */
export interface AppUpdateConfig {
  /** The feed that is built in. */
  url: string
  /** On Windows: who has to have signed an update. */
  publisherName?: string | string[]
  updaterCacheDirName: string
}

/** @param updater an `AppUpdater` */
export function privateFieldsOf(updater: object): PrivateFields {
  return updater as PrivateFields
}
