import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'fr', typeof english> = {
  title: 'Mises à jour',
  version: 'Version',
  offered: 'Version plus récente',
  ring: 'Groupe de magasins',
  quietHours: 'Heures calmes',
  fresh: 'Dernière recherche réussie',
  never: 'Aucune encore',
  steps: {
    idle: 'C’est la version la plus récente pour ce magasin.',
    checking: 'Recherche d’une version plus récente…',
    available: 'Une version plus récente est disponible.',
    downloading: 'Téléchargement de {{version}}…',
    ready: 'Téléchargée et vérifiée. S’installe quand la caisse est au repos.',
    installing: 'Installation. La fenêtre revient d’elle-même.',
    proving: 'Vérification du fonctionnement de la nouvelle version.',
    'rolling-back': 'La nouvelle version ne fonctionnait pas. La précédente est rétablie.',
  },
  waits: {
    paused: 'Les mises à jour sont suspendues.',
    pinned: 'Le siège garde ce magasin sur sa version.',
    'not-in-ring': 'D’autres magasins la reçoivent d’abord.',
    'failed-before': 'Elle n’a pas fonctionné ici auparavant. En attente d’une version plus récente.',
    'request-under-way': 'En attente de la fin d’une requête.',
    'sale-just-now': 'En attente d’un moment calme.',
    'verification-open': 'En attente de la vérification d’un client.',
    'pairing-open': 'En attente de la réponse à un programme qui demande l’accès.',
    'outside-quiet-hours': 'En attente des heures calmes du magasin.',
  },
  outcomes: {
    done: 'La version {{version}} a été installée {{when}}.',
    'rolled-back': 'La version {{version}} ne fonctionnait pas et a été retirée {{when}}.',
    stuck: 'La version {{version}} n’a pas pu être retirée {{when}}. Appelez l’assistance.',
  },
  progress: '{{bytes}} sur {{of}}',
  check: 'Rechercher des mises à jour',
  install: 'Installer maintenant',
  installTitle: 'Installer la version {{version}} maintenant ?',
  installExplain:
    'Till Agent s’arrête et redémarre. Le logiciel de caisse ne peut pas joindre les services pendant environ une demi-minute.',
}
