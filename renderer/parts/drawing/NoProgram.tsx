import { Drawing } from './Drawing.tsx'

/** A screen whose plug lies beside its socket. */
export function NoProgram() {
  return (
    <Drawing>
      <ellipse cx="60" cy="80" rx="50" ry="6" data-fill />
      <path d="M10 18h48v34H10zM26 66h16M34 52v14" />
      <path d="M19 28h18M19 35h28M19 42h12" data-accent />
      <path d="M58 36c14 0 8 32 22 32h4" />
      <path d="M84 61v14h6l5-4v-6l-5-4zM95 65h5M95 71h5" />
      <rect x="88" y="22" width="22" height="24" rx="5" />
      <path d="M95 32v5M103 32v5" data-accent />
      <path d="M99 52v4M92 51l-3 4M106 51l3 4" data-accent />
    </Drawing>
  )
}
