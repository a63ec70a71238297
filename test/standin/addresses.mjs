// Chromium gets https addresses for the app's own schemes: app://bundle/x is https://bundle.app.standin.invalid/x. The
// name never resolves; the app's handler answers the request.
import { schemes } from './session.mjs'

const suffix = '.standin.invalid'

export function toChromium(url) {
  const { protocol, host, pathname, search, hash } = new URL(url)
  const scheme = protocol.slice(0, -1)
  return schemes.has(scheme) ? `https://${host}.${scheme}${suffix}${pathname}${search}${hash}` : url
}

export function fromChromium(url) {
  const parsed = URL.parse(url)
  if (!parsed?.hostname.endsWith(suffix)) return url
  const [, host, scheme] = /^(.*)\.([^.]+)$/.exec(parsed.hostname.slice(0, -suffix.length)) ?? []
  return `${scheme}://${host}${parsed.pathname}${parsed.search}${parsed.hash}`
}
