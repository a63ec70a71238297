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
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))))
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) => {
          const isLast = column === cells.length - 1
          const padded = isLast ? cell : cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))
          const tone = line === 0 ? undefined : toneOf(line - 1, column)
          return tone ? padded.replace(cell, () => toned(cell, tone)) : padded
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu
const withoutWidth = /[\p{Mn}\p{Me}\p{Cf}]/gu

/** Columns of a terminal: Chinese characters take two, marks above and below a letter none. */
function widthOf(text: string): number {
  return [...text.replace(withoutWidth, '')].length + (text.match(wide)?.length ?? 0)
}
