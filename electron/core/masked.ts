import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A mobile that its owner recognises and nobody can call: country code and the last digits.
 *
 * @param mobile in E.164, as `+919999999993`
 */
export function maskedMobile(mobile: string): string {
  const digits = mobile.replaceAll(/\D/g, '')
  const code = parsePhoneNumberFromString(`+${digits}`)?.countryCallingCode ?? ''
  const own = digits.slice(code.length)
  // A few countries have so short numbers that three digits would nearly be all of one.
  const shown = own.length < 7 ? own.slice(-1) : own.slice(-3)
  return `${code === '' ? '' : `+${code} `}••••• ••${shown}`
}

/** An address that its owner recognises: how long its parts are cannot be told. `a•••@e•••.com` */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return '•••'
  const domain = address.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  return `${initial(address.slice(0, at))}•••@${initial(domain)}•••${dot < 0 ? '' : domain.slice(dot)}`
}

function initial(text: string): string {
  return [...text][0] ?? ''
}
