import { Drawing } from './Drawing.tsx'

/** A till with a check mark, and a plant beside it. */
export function AllWell() {
  return (
    <Drawing>
      <ellipse cx="60" cy="80" rx="50" ry="6" data-fill />
      <path d="M26 16h54v40H26zM44 56v12M62 56v12M36 78h34M40 68h26v10H40z" />
      <path d="M41 36l9 9 17-18" data-accent />
      <path d="M90 64h18l-3 14H93zM99 64V44" />
      <path d="M99 52c-9 0-11-6-11-11 8 0 11 5 11 11zM99 46c0-7 3-12 10-12 0 8-3 12-10 12z" data-accent />
    </Drawing>
  )
}
