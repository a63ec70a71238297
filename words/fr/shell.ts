import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'fr', typeof english> = {
  title: 'Till Agent',
  screens: 'Écrans',
  customer: 'Client',
  status: 'État',
  outbox: 'Envois',
  clients: 'Programmes',
  upstreams: 'Services',
  settings: 'Paramètres',
  condition: {
    ready: 'Prêt',
    attention: 'Attention',
    blocked: 'Bloqué',
    offline: 'Hors ligne',
    disconnected: 'Arrêté',
    unknown: 'Un instant…',
  },
  conditionLink: 'État de cette caisse : {{condition}}',
  language: 'Langue',
  colorScheme: { label: 'Apparence', light: 'Claire', dark: 'Sombre', auto: 'Comme le système' },
  signedOut: {
    title: 'Vous avez été déconnecté.',
    remedy:
      'Continuez à vendre et demandez au responsable de rouvrir cet écran avec un nouveau lien. Il sert une fois, pendant dix minutes, sur cet ordinateur.',
    command: 'Le responsable en obtient un sur cet ordinateur avec la commande',
    remember:
      'Pour que cela n’arrive pas chaque jour, le responsable peut choisir « Rester connecté » dans « Paramètres ».',
  },
  testMode: 'Mode test : {{upstreams}}. Rien de ce qui y est fait ne compte.',
  trainingCode: 'Le client a reçu le code {{code}}.',
  training: 'Formation jusqu’à {{time}}. Rien de ce qui est fait ici ne compte.',
  offline: {
    title: 'Till Agent ne répond pas. Vous pouvez continuer à vendre.',
    remedy: 'Cet écran se rétablit de lui-même dès que Till Agent fonctionne.',
  },
}
