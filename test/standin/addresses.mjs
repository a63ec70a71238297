// A scheme of the app's own is https to Chromium: app://bundle/x is https://bundle.app.standin.invalid/x, a name that
// never resolves and is answered by the app's own handler.
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
