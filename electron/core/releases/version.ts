/** Compares two versions of three numbers. Below 0: `a` is older. */
export function compareVersions(a: string, b: string): number {
  const numbers = b.split('.').map(Number)
  for (const [at, number] of a.split('.').map(Number).entries()) {
    const difference = number - (numbers[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
