import type { SignInPolicy } from '#contract/customer.ts'

/** What customers may sign in with, in sentences; none about what is not known. */
export function signInPolicyWords({ passwords, codes, codesPerDay }: SignInPolicy): string[] {
  return [
    ...(passwords === 'on' ? ['Customers may sign in with a password.'] : []),
    ...(passwords === 'off' ? ['Passwords are switched off for this brand: customers sign in with codes.'] : []),
    ...(codes === 'off' ? ['The brand may send no codes: its quota is 0. Ask Capillary to raise it.'] : []),
    ...(codesPerDay === undefined
      ? []
      : [
          `On this till, a customer got no more codes after ${codesPerDay} in a day. Other tills may have sent some of their own.`,
        ]),
  ]
}
