import { withoutControls } from '#host/terminal/output.ts'
import { type Tone, toned } from '#host/terminal/tone.ts'

/**
 * Lines of text in columns, each as wide as its widest cell.
 *
 * @param toneOf of a cell, by its row below the head and its column
 */
export function table(
  head: string[],
  rows: string[][],
  toneOf: (row: number, column: number) => Tone | undefined = () => undefined,
): string {
  const lines = [head, ...rows].map((cells) => cells.map(withoutControls))
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) => {
          const isLast = column === cells.length - 1
          const padded = isLast ? cell : cell.padEnd(widths[column] ?? 0)
          const tone = line === 0 ? undefined : toneOf(line - 1, column)
          return tone ? padded.replace(cell, () => toned(cell, tone)) : padded
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
