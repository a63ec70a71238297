import type { Amount } from '#contract/verification.ts'

/** Formatters for one language: `formats('en').number(3)`. Moments are milliseconds since 1970. */
export function formats(language: string) {
  return {
    number: (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value),
    milliseconds: (value: number) =>
      unit(language, 'millisecond', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value),
    bytes: (value: number) =>
      value < 1024 * 1024
        ? unit(language, 'kilobyte', { maximumFractionDigits: 1 }).format(value / 1024)
        : unit(language, 'megabyte', { maximumFractionDigits: 1 }).format(value / 1024 / 1024),
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
    date: (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at),
    dateTime: (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    money: ({ minor, currency }: Amount) => {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency })
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
    },
    country: (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code,
    list: (items: string[]) => new Intl.ListFormat(language).format(items),
    /** `45s` below a minute, `2:05` below an hour, then `3 hours`. */
    countdown: (seconds: number) => {
      if (seconds >= 3_600) return formats(language).duration(seconds * 1_000)
      if (seconds < 60) return unit(language, 'second', { unitDisplay: 'narrow' }).format(seconds)
      const twoDigits = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 })
      const plain = new Intl.NumberFormat(language)
      return `${plain.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`
    },
  }
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
