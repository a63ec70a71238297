/** `YYYY-MM-DD HH:MM:SS` in UTC, as Capillary's v1.1 and SCAYLE's list of tokens write a moment. */
export function formatTimestamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** `YYYY-MM-DDTHH:MM:SS+00:00`, as Capillary's v2 writes a moment. */
export function formatIsoTimestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`
}
