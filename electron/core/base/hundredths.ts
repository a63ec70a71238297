const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

/**
 * Milliseconds with two decimals, such as `0.07`: finer differences are noise. Written as two whole numbers, which costs a
 * fraction of what `toFixed` does.
 *
 * @param ms not negative
 */
export function hundredthsText(ms: number): string {
  const hundredths = Math.round(ms * 100)
  return `${Math.trunc(hundredths / 100)}.${twoDigits[hundredths % 100]}`
}
