/** What an event may say. Values are short facts: ids, codes, numbers; never a secret, a body or a customer's identifier. */
export type LogFields = Record<string, string | number | boolean | undefined>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug, with the reference that its caller was shown. */
  error(event: string, thrown: unknown, fields?: LogFields): void
}
