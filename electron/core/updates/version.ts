/** Below 0: the first is older. Both are versions of the contract, so they are numbers and nothing else. */
export function compareVersions(one: string, other: string): number {
  const others = other.split('.').map(Number)
  for (const [at, number] of one.split('.').map(Number).entries()) {
    const difference = number - (others[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
