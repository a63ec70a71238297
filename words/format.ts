import type { Amount } from '#contract/verification.ts'

/**
 * The language as it is written in a country: dates and times differ between en-US and en-IN. Without a country of the store that of
 * the browser's own language counts. The script stays: `zh-Hans` in Taiwan is still in simplified characters.
 */
export function localeOf(language: string, country: string | undefined, preferred: readonly string[] = []): string {
  const locale = new Intl.Locale(language)
  const own = preferred.map((tag) => new Intl.Locale(tag)).find((candidate) => candidate.language === locale.language)
  const region = country ?? own?.region ?? locale.region
  return region === undefined ? language : new Intl.Locale(language, { region }).toString()
}

/** Formatters for one language, or the language of a country: `formats('en-IN').number(3)`. Moments are milliseconds since 1970. */
export function formats(language: string) {
  return {
    number: (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value),
    /** Of a currency that is not known here. */
    amount: (value: number) =>
      new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value),
    milliseconds: (value: number) =>
      unit(language, 'millisecond', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value),
    bytes: (value: number) =>
      value < 1e6
        ? unit(language, 'kilobyte', { maximumFractionDigits: 1 }).format(value / 1e3)
        : unit(language, 'megabyte', { maximumFractionDigits: 1 }).format(value / 1e6),
    /** Rounded to whole seconds, minutes, hours or days; the sign is dropped. */
    duration: (milliseconds: number) => {
      const [name, size] = sizeOf(milliseconds)
      return unit(language, name, { unitDisplay: 'long', maximumFractionDigits: 0 }).format(
        Math.round(Math.abs(milliseconds) / size),
      )
    },
    /** "3 minutes ago", rounded as `duration` is. */
    relative: (at: number, now: number) => {
      const [name, size] = sizeOf(at - now)
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round((at - now) / size), name)
    },
    time: (at: number) => new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(at),
    /** The time of day, without seconds. */
    clock: (at: number) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at),
    date: (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at),
    dateTime: (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    shortDateTime: (at: number) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(at),
    money: ({ minor, currency }: Amount) => {
      const digits = minorDigitsOf(currency)
      const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits }
      return new Intl.NumberFormat(language, { style: 'currency', currency, ...exactly }).format(minor / 10 ** digits)
    },
    country: (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code,
    list: (items: string[]) => new Intl.ListFormat(language).format(items),
    /** `0:45`, `2:05`, and from an hour on `3 hours`. */
    countdown: (seconds: number) => {
      if (seconds >= 3_600) return formats(language).duration(seconds * 1_000)
      const twoDigits = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 })
      const plain = new Intl.NumberFormat(language)
      return `${plain.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`
    },
  }
}

/**
 * How many decimals the smallest unit of a currency is (ISO 4217, list one). `Intl` counts those that people still write, none for IDR,
 * HUF or PKR: by them an amount would be shown a hundredfold.
 */
function minorDigitsOf(currency: string): number {
  if (/^(?:BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF)$/.test(currency)) return 0
  if (/^(?:BHD|IQD|JOD|KWD|LYD|OMR|TND)$/.test(currency)) return 3
  return /^(?:CLF|UYW)$/.test(currency) ? 4 : 2
}

type Unit = 'second' | 'minute' | 'hour' | 'day'

const sizes: readonly [Unit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

function sizeOf(milliseconds: number): [Unit, number] {
  return sizes.find(([, size]) => Math.abs(milliseconds) >= size) ?? ['second', 1_000]
}

function unit(language: string, name: string, options: Intl.NumberFormatOptions) {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, ...options })
}
