import type { CustomerStep } from '#contract/customer.ts'

/** For the person at the till; none where nothing is to be done. */
const messages: Readonly<Record<CustomerStep['outcome'], string | undefined>> = {
  'code-sent': undefined,
  'signed-in': undefined,
  'password-changed': undefined,
  'wrong-code': 'The code is wrong. Ask the customer to read it again.',
  'wrong-password': 'The password is wrong. The customer can try again, sign in with a code, or set a new password.',
  'not-checked': 'It could not be checked. Try once more; if that fails too, start again.',
  'no-code-sent': 'No code was sent in this sign-in. Send one first.',
  'unknown-customer': 'This customer is not known. Enrol the customer, then start again.',
  'passwords-off': 'Passwords are switched off for this brand. Sign the customer in with a code.',
  'quota-used-up': 'This customer may be sent no more codes for now. Try again tomorrow, or ask for the password.',
  'tries-used-up': 'Too many wrong codes or passwords. Start again; a forgotten password can be set anew.',
  'start-again': 'This sign-in has ended. Start again.',
  'code-needed': 'The new password counts once the customer has given a code. Send one.',
  'password-not-changed': 'The password was not changed. A customer who has none yet signs in with a code.',
}

/** For a customer who is signed in, and gave the old password with a new one. */
const oldPasswordWrong =
  'The old password is wrong, so it was not changed. Ask the customer to enter the old one again.'

export function presentStep(step: CustomerStep): CustomerStep {
  const message = isOldPasswordWrong(step) ? oldPasswordWrong : messages[step.outcome]
  return message === undefined ? step : { ...step, message }
}

function isOldPasswordWrong({ outcome, state }: CustomerStep): boolean {
  return outcome === 'wrong-password' && state === 'signed-in'
}
