import { withoutControls } from '#host/terminal/output.ts'

/** Lines of text in columns, each as wide as its widest cell. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((cells) => cells.map(withoutControls))
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
