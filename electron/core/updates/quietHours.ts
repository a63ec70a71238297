/**
 * Whether a time of day lies in hours such as `22:00-06:00`, which may pass midnight. Both are wall-clock times: an hour
 * that summer time leaves out is missed once, and an hour that it repeats counts twice.
 *
 * @param minuteOfDay since midnight, local time
 */
export function areQuiet(hours: string, minuteOfDay: number): boolean {
  const [from = 0, to = 0] = hours.split('-').map(minutes)
  if (from === to) return true
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
