import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'nl', typeof english> = {
  loading: 'Een moment…',
  tryAgain: 'Opnieuw proberen',
  keyboard: {
    label: 'Schermtoetsenbord',
    shift: 'Hoofdletters',
    symbols: 'Cijfers en tekens',
    letters: 'Ander alfabet',
    space: 'Spatie',
    hide: 'Toetsenbord verbergen',
    auto: 'Waar het systeem er geen heeft',
    on: 'Altijd',
    off: 'Nooit',
  },
  retryIn: 'Opnieuw proberen kan over',
  retryNow: 'U kunt het nu opnieuw proberen.',
  cancel: 'Annuleren',
  back: 'Terug',
  next: 'Volgende',
  close: 'Sluiten',
  stay: 'Blijven',
  leave: 'Verlaten',
  missing: 'Nog in te vullen:',
  checkField: 'Controleer wat hier is ingevuld.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Vul dit in.',
    number: 'Voer een getal in.',
    'whole-number': 'Voer een geheel getal in.',
    'at-least': 'Voer minstens {{limit}} in.',
    'at-most': 'Voer hoogstens {{limit}} in.',
    'too-short': 'Te kort. Minstens {{limit}} tekens.',
    'too-long': 'Te lang. Hoogstens {{limit}} tekens.',
    'one-of': 'Kies een van: {{choices}}.',
    email: 'Voer een volledig e-mailadres in, zoals naam@example.com.',
    url: 'Voer een volledig adres in, zoals https://example.com.',
  },
}
