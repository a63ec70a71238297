/** A JWT in its compact form, `header.claims.signature`. */
export function jwt(header: object, claims: object, sign: (text: string) => Buffer): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${sign(text).toString('base64url')}`
}
