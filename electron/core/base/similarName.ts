/** The one of `names` that was most likely meant, as far as a slip of the hand explains the difference. */
export function similarName(name: string, names: readonly string[]): string | undefined {
  const allowed = Math.min(2, Math.floor(name.length / 2))
  const [best] = names
    .map((candidate) => ({ candidate, edits: editsBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((left, right) => left.edits - right.edits)
  return best?.candidate
}

/** Letters to add, leave out or replace (Levenshtein). Longer names than any setting's are not compared. */
function editsBetween(left: string, right: string): number {
  if (Math.max(left.length, right.length) > 64) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let line = 1; line <= left.length; line += 1) {
    const next = [line]
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + Number(left[line - 1] !== right[column - 1])
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
