const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The three forms that RFC 9110 §5.6.7 has every recipient accept. */
const forms = [
  /^[A-Z][a-z]{2}, (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^[A-Z][a-z]{5,8}, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/,
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
]

/**
 * The time that a field such as `Date` or `Retry-After` names; `undefined` for anything else. The runtime's own parser reads
 * the third form in the time zone of the machine, and much that is no date.
 */
export function readHttpDate(text: string | undefined): number | undefined {
  const parts = forms.map((form) => form.exec(text ?? '')?.groups).find((groups) => groups !== undefined)
  const month = months.indexOf(parts?.month ?? '')
  if (!parts || month === -1) return undefined
  const { year = '', day, time = '' } = parts
  const [hours, minutes, seconds] = time.split(':')
  // biome-ignore lint/style/noRestrictedGlobals: a calculation, which asks no clock
  return Date.UTC(fullYear(year), month, Number(day), Number(hours), Number(minutes), Number(seconds))
}

/** Two digits mean this century up to 69: no server of ours has a clock of 1969 or before. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) + (Number(year) < 70 ? 2000 : 1900)
}
