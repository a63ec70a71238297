const longest = 32

/** The id of a new client, made from what people call it; numbered when it is taken already. */
export function clientIdFrom(name: string, taken: ReadonlySet<string>): string {
  const whole = plainFrom(name)
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`
    const id = whole.slice(0, longest - ending.length).replace(/-$/, '') + ending
    if (!taken.has(id)) return id
  }
}

/** Small letters, digits and hyphens, beginning with a letter; of a name in another script nothing may be left. */
function plainFrom(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const plain = letters.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  if (plain === '') return 'pos'
  return /^[a-z]/.test(plain) ? plain : `pos-${plain}`
}
