/** A client key, shown this one time. */
export function keyText(key: string): string {
  return `Its key, which will not be shown again:\n${key}`
}

/** A client of the provisioning file that has no key of its own in that file. */
export function newKeyText({ client, key }: { client: { id: string }; key: string }): string {
  return `Client "${client.id}" is new. ${keyText(key)}`
}
