import { text } from 'node:stream/consumers'
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider'

/** The class of a sign-in with a password and a one-time password. */
export const twoFactors = 'urn:example:two-factors'

/** Has the provider ask anew whoever has not reached the class that a client asks for. */
export function secondFactorPolicy(): Configuration {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const isMissing: ConstructorParameters<typeof Check>[2] = ({ oidc }) => {
    const wanted = String(oidc.params?.acr_values ?? '')
    return wanted !== '' && !wanted.split(' ').includes(String(oidc.acr))
  }
  policy.get('login')?.checks.add(new Check('second_factor', 'a second factor is asked for', isMissing))
  return { acrValues: [twoFactors], interactions: { policy } }
}

/** Shows a page of its own with both factors where a client asks for two. */
export function askForSecondFactor(provider: Provider): void {
  provider.use(async (ctx, next) => {
    const details = ctx.path.startsWith('/interaction/')
      ? await provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
      : undefined
    const wanted = String(details?.params.acr_values ?? '').split(' ')
    if (details?.prompt.name !== 'login' || !wanted.includes(twoFactors)) return next()
    if (ctx.method === 'GET') {
      ctx.type = 'html'
      ctx.body = secondFactorPage(ctx.path)
      return undefined
    }
    const login = new URLSearchParams(await text(ctx.req)).get('login') ?? ''
    ctx.respond = false
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: login, acr: twoFactors } })
  })
}

const secondFactorPage = (action: string) => `<form method="post" action="${action}">
<input type="hidden" name="prompt" value="login"><input name="login"><input name="password" type="password">
<input name="otp" aria-label="One-time password"><button type="submit">Sign-in</button></form>`
