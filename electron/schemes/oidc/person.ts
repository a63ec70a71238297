/** The account of a person for a screen, at most 100 characters. @param claims of an ID token or of UserInfo */
export function personNameIn(claims: Record<string, unknown>): string | undefined {
  return firstText(claims.preferred_username, claims.email, claims.name, claims.sub)
}

/** The name by which others know a person, at most 100 characters: never the provider's own number for them. */
export function fullNameIn(claims: Record<string, unknown>): string | undefined {
  return firstText(claims.name, claims.preferred_username, claims.email)
}

function firstText(...names: unknown[]): string | undefined {
  return names.find((name): name is string => typeof name === 'string' && name !== '')?.slice(0, 100)
}
