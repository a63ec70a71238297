import { type HeadRules, ownAuthorities, type RequestFacts } from '#api/http/requestFacts.ts'

/** Of a listener on port 47600. */
export const headRules: HeadRules = { authorities: ownAuthorities(47600), targetBytes: 8_192, headerFields: 100 }

/** What a local program's plain GET shows, and what differs. */
export function requestFacts(more: Partial<RequestFacts> = {}): RequestFacts {
  return {
    ...{
      peer: '127.0.0.1',
      method: 'GET',
      target: '/v1/status',
      isHttp1: true,
      fields: 3,
      host: '127.0.0.1:47600',
      hosts: 1,
      httpVersion: '1.1',
    },
    ...{
      transferEncoding: undefined,
      upgrade: undefined,
      expect: undefined,
      origin: undefined,
      requestedMethod: undefined,
    },
    ...{ secFetchSite: undefined, secFetchMode: undefined, secFetchDest: undefined },
    ...more,
  }
}
