const maxLength = 32

/** The id of a new client, made from its name: `Café POS` is `cafe-pos`, or `cafe-pos-2` when that id is taken. */
export function clientIdFrom(name: string, taken: ReadonlySet<string>): string {
  const base = plainName(name)
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`
    const id = base.slice(0, maxLength - ending.length).replace(/-$/, '') + ending
    if (!taken.has(id)) return id
  }
}

/** Small letters, digits and hyphens, the first a letter. A name in another script becomes `pos`. */
function plainName(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const plain = letters.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  if (plain === '') return 'pos'
  return /^[a-z]/.test(plain) ? plain : `pos-${plain}`
}
