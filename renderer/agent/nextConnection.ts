const waiting = new Set<() => void>()

/** Resolves when the agent is connected again; never while the window is signed out. */
export function nextConnection(): Promise<void> {
  return new Promise((resolve) => waiting.add(resolve))
}

export function announceConnection(): void {
  for (const resolve of waiting) resolve()
  waiting.clear()
}
