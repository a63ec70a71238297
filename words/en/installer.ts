/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer = {
  busy: 'Till Agent is in the middle of something. Try again when the sale is over.',
  forget: 'Also remove the till’s secrets from the keychain? The till must then be set up again.',
  summary: 'Connects the checkout with loyalty and other cloud services',
} as const
