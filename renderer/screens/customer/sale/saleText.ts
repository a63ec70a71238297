const maxLength = 40

/** As the agent takes a cashier, a shift or a receipt: what it refuses is left out as it is typed. */
export function saleText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N} .'’_#@/-]/gu, '').slice(0, maxLength)
}
