import { Drawing } from './Drawing.tsx'

/** A counter with a till and a bell, and nobody there yet. */
export function EmptyCounter() {
  return (
    <Drawing>
      <ellipse cx="60" cy="80" rx="50" ry="6" data-fill />
      <path d="M12 62h96v16H12z" />
      <path d="M6 62h108" />
      <path d="M26 62V44h34v18M22 44h42l-4-16H28z" />
      <path d="M33 34h20M32 39h24M36 52h14" data-accent />
      <path d="M43 28v-8M36 12h16v8H36z" />
      <path d="M80 62a12 12 0 0 1 24 0M92 50v-5M88 45h8" data-accent />
    </Drawing>
  )
}
