/** `YYYY-MM-DD HH:MM:SS` in UTC, as v1.1 writes a moment. */
export function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** `YYYY-MM-DDTHH:MM:SS+00:00`, as v2 writes one. */
export function isoStamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`
}
