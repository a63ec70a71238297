import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'fr', typeof english> = {
  loading: 'Un instant…',
  tryAgain: 'Réessayer',
  keyboard: {
    label: 'Clavier à l’écran',
    shift: 'Majuscules',
    symbols: 'Chiffres et signes',
    letters: 'Autre alphabet',
    space: 'Espace',
    hide: 'Masquer le clavier',
    auto: 'Si le système n’en a pas',
    on: 'Toujours',
    off: 'Jamais',
  },
  retryIn: 'Vous pourrez réessayer dans',
  retryNow: 'Vous pouvez réessayer maintenant.',
  cancel: 'Annuler',
  back: 'Retour',
  next: 'Suivant',
  close: 'Fermer',
  stay: 'Rester',
  leave: 'Quitter',
  missing: 'Reste à remplir :',
  checkField: 'Vérifiez ce qui est saisi ici.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Remplissez ce champ.',
    number: 'Saisissez un nombre.',
    'whole-number': 'Saisissez un nombre entier.',
    'at-least': 'Saisissez au moins {{limit}}.',
    'at-most': 'Saisissez au plus {{limit}}.',
    'too-short': 'Trop court. Au moins {{limit}} caractères.',
    'too-long': 'Trop long. Au plus {{limit}} caractères.',
    'one-of': 'Choisissez parmi : {{choices}}.',
    email: 'Saisissez une adresse e-mail complète, par exemple nom@example.com.',
    url: 'Saisissez une adresse complète, par exemple https://example.com.',
  },
}
