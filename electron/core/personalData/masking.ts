/**
 * The last two digits and nothing else, not even the country: the owner recognises the number, and a list of all numbers is
 * of no use against it. `••••••• 93`
 *
 * @param mobile in E.164, such as `+919999999993`
 */
export function maskMobile(mobile: string): string {
  const digits = mobile.replaceAll(/\D/g, '')
  // In a few countries numbers are so short that two digits are a good part of them.
  return `••••••• ${digits.slice(digits.length < 10 ? -1 : -2)}`
}

/** First letters and ending: the owner recognises the address, but not even its length can be told. `a•••@e•••.com` */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return '•••'
  const domain = address.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  return `${initial(address.slice(0, at))}•••@${initial(domain)}•••${dot < 0 ? '' : domain.slice(dot)}`
}

/** Of a number or name of any kind: the last two characters of one that is long enough to have others. `••• 42` */
export function maskIdentifier(text: string): string {
  const characters = [...text.trim()]
  return characters.length < 6 ? '•••' : `••• ${characters.slice(-2).join('')}`
}

function initial(text: string): string {
  return [...text][0] ?? ''
}
