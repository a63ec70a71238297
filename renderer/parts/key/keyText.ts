/** What a program reads from the QR code of its key card. @property addresses by upstream, in place of the cloud's own */
export interface KeyCardContent {
  addresses: Record<string, string>
  user: string
  key: string
}

/** As JSON, so that any program can read it: docs/setup.md. */
export function qrTextOf({ addresses, user, key }: KeyCardContent): string {
  return JSON.stringify({ addresses, user, key })
}
