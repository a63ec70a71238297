const firstMs = 30_000
const longestMs = 15 * 60_000

/** How long to wait after so many failures in a row: 30 s, then twice as long each time, up to 15 min. In milliseconds. */
export function growingWaitMs(failures: number): number {
  return failures < 1 ? 0 : Math.min(firstMs * 2 ** (failures - 1), longestMs)
}
