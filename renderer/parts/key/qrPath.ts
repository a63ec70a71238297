import { encodeQR } from 'qr'

/** With more characters the squares are too small for a phone's camera in front of a till's screen. */
const maxLength = 500
/** The bright frame that a reader needs, in squares (ISO/IEC 18004). */
const border = 4

export interface QrPath {
  /** Width and height, in squares, the frame included. */
  size: number
  /** The dark squares, as an SVG path. */
  path: string
}

/** Draws a text as a QR code; `undefined` for one that is too long to be read from a screen. */
export function qrPathOf(text: string): QrPath | undefined {
  if (text.length > maxLength) return undefined
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border })
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
  return { size: rows.length, path: path.join('') }
}
