import type { StatementSettings } from '#contract/statement.ts'

/** The rules in force. */
export type StatementRules = { [Key in keyof StatementSettings]-?: Exclude<StatementSettings[Key], undefined> }

/** ES256 is what the platforms' own libraries check; few of them check EdDSA. */
export const defaultStatements: StatementRules = { algorithm: 'ES256' }

export function statementRulesOf({ statements }: { statements?: StatementSettings | undefined }): StatementRules {
  return Object.assign({}, defaultStatements, statements)
}
