import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'it', typeof english> = {
  loading: 'Un momento…',
  tryAgain: 'Riprova',
  keyboard: {
    label: 'Tastiera su schermo',
    shift: 'Maiuscole',
    symbols: 'Cifre e segni',
    letters: 'Altro alfabeto',
    space: 'Spazio',
    hide: 'Nascondi la tastiera',
    auto: 'Dove il sistema non ne ha',
    on: 'Sempre',
    off: 'Mai',
  },
  retryIn: 'Si può riprovare tra',
  retryNow: 'Ora si può riprovare.',
  cancel: 'Annulla',
  back: 'Indietro',
  next: 'Avanti',
  close: 'Chiudi',
  stay: 'Resta',
  leave: 'Esci',
  missing: 'Ancora da compilare:',
  checkField: 'Controlli ciò che è scritto qui.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Compili questo campo.',
    number: 'Inserisca un numero.',
    'whole-number': 'Inserisca un numero intero.',
    'at-least': 'Inserisca almeno {{limit}}.',
    'at-most': 'Inserisca al massimo {{limit}}.',
    'too-short': 'Troppo corto. Almeno {{limit}} caratteri.',
    'too-long': 'Troppo lungo. Al massimo {{limit}} caratteri.',
    'one-of': 'Scelga uno di questi: {{choices}}.',
    email: 'Inserisca un indirizzo e-mail completo, come nome@example.com.',
    url: 'Inserisca un indirizzo completo, come https://example.com.',
  },
}
