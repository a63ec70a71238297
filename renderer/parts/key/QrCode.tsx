import { useMemo } from 'react'
import classes from './QrCode.module.css'
import { qrPathOf } from './qrPath.ts'

interface QrCodeProps {
  text: string
  /** What it leads to, for people who do not see it. */
  label: string
}

/** A QR code, dark on bright in every colour scheme: not every reader takes the reverse. Nothing for a text that is too long. */
export function QrCode({ text, label }: QrCodeProps) {
  const drawn = useMemo(() => qrPathOf(text), [text])
  if (!drawn) return null
  const { size, path } = drawn
  return (
    <svg
      role="img"
      aria-label={label}
      className={classes.qrCode}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}
