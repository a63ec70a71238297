/** A host of a cloud beside the one of the base URL. */
export interface Mount {
  /** Where its routes are below `/via/{upstream}`, such as `/account`. */
  path: string
  /** Absent while it is not known: the setting says it then. */
  baseUrl: string | undefined
  setting: string
  /** As `Scheme.rootPath`, of this host. */
  rootPath?: string
}
