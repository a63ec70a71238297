/** @param timeZone the machine's own unless given @returns a function from a time to minutes since local midnight */
export function wallClock(timeZone?: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  return (at) => {
    const [hour = 0, minute = 0] = format.format(at).split(':').map(Number)
    return hour * 60 + minute
  }
}
