/** What the name of a region says about the addresses of an upstream. */
export type RegionAddresses =
  /** @property settings the addresses that are settings of the scheme, by name */
  | { outcome: 'found'; baseUrl: string; settings?: Readonly<Record<string, string>> }
  /** The settings are certain and the base URL is not: it is given beside the region. @property message says which one */
  | { outcome: 'asks'; settings: Readonly<Record<string, string>>; message: string }
  | { outcome: 'unsure'; message: string }
