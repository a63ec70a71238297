/** The nonce of the page's content security policy, which the component library puts on the style elements it adds. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
