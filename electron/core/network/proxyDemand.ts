import type { Http } from './controlHttp.ts'

/** Which proxy wants a user name and a password, as the last of the watched calls to get no further shows. */
export class ProxyDemand {
  /** Its address without a login; `undefined` while none has asked. */
  proxy: string | undefined

  watch(http: Http): Http {
    return {
      request: async (request) => {
        const outcome = await http.request(request)
        if (outcome.kind === 'silence' && outcome.reason === 'PROXY_LOGIN_REQUIRED') this.proxy = outcome.proxy
        return outcome
      },
    }
  }
}
