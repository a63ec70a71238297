import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'fr', typeof english> = {
  open: 'Aide',
  next: 'Suite',
  support: 'Appeler l’assistance',
  supportExplain: 'Un dossier d’assistance contient ce qu’il faut à l’assistance, sans secrets ni clients.',
  make: 'Créer un dossier d’assistance',
  read: 'Le lire d’abord',
  reference: 'Donnez ce numéro à l’assistance',
  customer: {
    title: 'Aide : clients',
    lines: {
      first: 'Saisissez ou scannez un numéro, une adresse e-mail ou une carte.',
      second: 'Envoyez un code. Le client le reçoit par SMS ou par e-mail.',
      third: 'Saisissez le code que le client lit à voix haute.',
      fourth: 'Vert : le numéro ou l’adresse est bien au client.',
      fifth: 'Pas de code ? Envoyez-en un autre, ou vendez sans vérification.',
    },
    next: 'Appuyez sur Échap pour recommencer avec le client suivant.',
  },
  status: {
    title: 'Aide : état',
    lines: {
      first: 'La couleur en haut dit comment va la caisse.',
      second: 'Attention : cela fonctionne, mais quelque chose est à regarder.',
      third: 'Hors ligne : les ventes continuent, la fidélité non.',
      fourth: 'Bloqué : le logiciel de caisse n’obtient rien tant que ce n’est pas réparé.',
      fifth: 'Chaque carte dit quand son service a répondu pour la dernière fois.',
    },
    next: 'Ouvrez le diagnostic. Il dit ce qui ne va pas et que faire.',
  },
  outbox: {
    title: 'Aide : envois',
    lines: {
      first: 'Les ventes qui n’ont pas pu partir sont gardées ici.',
      second: 'La caisse les envoie d’elle-même, dans leur ordre.',
      third: 'Certaines demandent une décision : le service les a refusées ou n’a pas répondu.',
      fourth: 'Une correction est renvoyée comme la même vente.',
      fifth: 'Rien ne se perd ici quand la caisse redémarre.',
    },
    next: 'Regardez d’abord « À décider ».',
  },
  clients: {
    title: 'Aide : programmes',
    lines: {
      first: 'Un programme est un logiciel de caisse qui peut utiliser les services de cette caisse.',
      second: 'Chacun a sa propre clé et ne peut faire que ce qui est indiqué.',
      third: 'Lancez l’association dans le logiciel de caisse ; une question apparaît ici.',
      fourth: 'Comparez le code sur les deux écrans avant d’autoriser.',
      fifth: 'Retirez l’accès aussitôt si une clé peut être connue d’autres personnes.',
    },
    next: 'Associez un logiciel de caisse, ou ajoutez-en un à la main.',
  },
  upstreams: {
    title: 'Aide : services',
    lines: {
      first: 'Un service est ce à quoi cette caisse se connecte dans le cloud.',
      second: 'Le mot de passe est gardé dans le trousseau de cet ordinateur.',
      third: 'Bloqué : le service a refusé le mot de passe. Il n’est plus essayé.',
      fourth: 'Un nouveau mot de passe est testé avant que l’ancien parte.',
      fifth: 'Le test montre sous quel nom le service connaît cette caisse.',
    },
    next: 'Si un service est bloqué, saisissez le bon mot de passe.',
  },
  settings: {
    title: 'Aide : paramètres',
    lines: {
      first: 'Réglez d’abord le pays : les numéros sont lus d’après lui.',
      second: 'Définissez un code PIN du responsable, pour que rien ne change en caisse.',
      third: 'Ce que le siège a décidé ne peut pas être modifié ici.',
      fourth: 'Certains changements valent dès le prochain démarrage. La ligne le dit.',
      fifth: 'Réinitialiser rétablit la valeur par défaut.',
    },
    next: 'Laissez les limites telles quelles, sauf si l’assistance le demande.',
  },
}
