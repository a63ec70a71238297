/** Header fields by name. @param flat name, value, … */
export function headerRecordOf(flat: readonly string[]): Record<string, string> {
  const names = flat.filter((_, at) => at % 2 === 0)
  return Object.fromEntries(names.map((name, at) => [name, flat[at * 2 + 1] ?? '']))
}
