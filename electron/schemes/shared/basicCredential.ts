/** The value of `Authorization`: user name and password in UTF-8, not encoded any further (RFC 7617). */
export function basicCredential(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
