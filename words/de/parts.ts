import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'de', typeof english> = {
  loading: 'Einen Moment …',
  tryAgain: 'Erneut versuchen',
  keyboard: {
    label: 'Bildschirmtastatur',
    shift: 'Großbuchstaben',
    symbols: 'Ziffern und Zeichen',
    letters: 'Anderes Alphabet',
    space: 'Leerzeichen',
    hide: 'Tastatur ausblenden',
    auto: 'Wo das System keine hat',
    on: 'Immer',
    off: 'Nie',
  },
  retryIn: 'Neuer Versuch möglich in',
  retryNow: 'Sie können es jetzt erneut versuchen.',
  cancel: 'Abbrechen',
  back: 'Zurück',
  next: 'Weiter',
  close: 'Schließen',
  stay: 'Bleiben',
  leave: 'Verlassen',
  missing: 'Noch auszufüllen:',
  checkField: 'Prüfen Sie diese Eingabe.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Füllen Sie dieses Feld aus.',
    number: 'Geben Sie eine Zahl ein.',
    'whole-number': 'Geben Sie eine ganze Zahl ein.',
    'at-least': 'Geben Sie mindestens {{limit}} ein.',
    'at-most': 'Geben Sie höchstens {{limit}} ein.',
    'too-short': 'Zu kurz. Mindestens {{limit}} Zeichen.',
    'too-long': 'Zu lang. Höchstens {{limit}} Zeichen.',
    'one-of': 'Wählen Sie eines davon: {{choices}}.',
    email: 'Geben Sie eine vollständige E-Mail-Adresse ein, etwa name@example.com.',
    url: 'Geben Sie eine vollständige Adresse ein, etwa https://example.com.',
  },
}
