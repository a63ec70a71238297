import { Drawing } from './Drawing.tsx'

/** A cloud and a till with a gap in the line between them. */
export function Offline() {
  return (
    <Drawing>
      <ellipse cx="60" cy="80" rx="50" ry="6" data-fill />
      <path d="M40 40h42a13 13 0 0 0 1-26 19 19 0 0 0-36-3 15 15 0 0 0-7 29z" />
      <path d="M60 46v6M60 70v6" />
      <path d="M51 56l18 10M69 56l-18 10" data-accent />
      <path d="M44 84h32M48 78h24v6H48z" />
    </Drawing>
  )
}
