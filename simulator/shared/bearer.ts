import type { IncomingHttpHeaders } from 'node:http'

/** The token of a Bearer header. The scheme's name is case-insensitive: Gini's samples write `BEARER`. */
export function readBearer({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}
