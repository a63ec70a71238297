/** What two texts have in common that look the same (UTS #39, 4). */
type Skeleton = (text: string) => string

let loading: Promise<Skeleton> | undefined

/** The table of characters that look alike is large and needed when a program asks for access, so it is loaded then. */
export function loadSkeleton(): Promise<Skeleton> {
  loading ??= import('unhomoglyph').then(({ default: unhomoglyph }) => {
    return (text) =>
      unhomoglyph(text.normalize('NFD').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')).normalize('NFD')
  })
  return loading
}

interface Named {
  id: string
  name: string
}

/** The ids of those whose name or id a person could take for this name. */
export async function resembling(name: string, others: readonly Named[]): Promise<string[]> {
  const skeleton = await loadSkeleton()
  const asked = looksOf(name, skeleton)
  const looksTheSame = (text: string) => looksOf(text, skeleton).some((look) => asked.includes(look))
  return others.filter(({ id, name }) => looksTheSame(name) || looksTheSame(id)).map(({ id }) => id)
}

/** As written and in small letters: a capital I looks like an l, and a small Cyrillic letter like a small Latin one. */
function looksOf(text: string, skeleton: Skeleton): string[] {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}_]+/gu, ' ')
    .trim()
  return [skeleton(plain).toLowerCase(), skeleton(plain.toLowerCase())]
}
