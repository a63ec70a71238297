import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'fr', typeof english> = {
  ready: 'Prêt',
  attention: 'Demande votre attention',
  offline: 'Aucun service joignable',
  blocked: 'Ne fonctionne pas',
  outbox: 'Envois : {{open}} en attente',
  outboxToDecide: 'Envois : {{open}} en attente, {{needPerson}} à décider',
  since: 'depuis {{time}}',
  testMode: 'Mode test : {{upstreams}}',
  training: 'Formation : rien ne compte',
  open: 'Ouvrir',
  doctor: 'Diagnostic',
  customerScreen: 'Écran client',
  startAtLogin: 'Démarrer avec l’ordinateur',
  quit: 'Quitter',
  cannotStart: 'Till Agent ne peut pas démarrer',
  crashed: 'Till Agent s’est arrêté',
}
