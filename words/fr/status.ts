import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'fr', typeof english> = {
  title: 'État',
  condition: {
    ready: 'Tout ce dont la caisse a besoin fonctionne.',
    attention: 'La caisse fonctionne. Quelque chose demande votre attention.',
    offline: 'Aucun service n’est joignable. Les ventes continuent ; les points et les codes, non.',
    blocked: 'Le logiciel de caisse ne peut joindre aucun service par cette caisse.',
  },
  version: 'Version {{version}}',
  runningSince: 'démarré',
  concerns: {
    title: 'À faire',
    thisTill: 'Cette caisse',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Aucun service n’est encore configuré.',
        remedy: 'Configurez cette caisse. Cela prend quelques minutes.',
      },
      NO_CLIENT: {
        reason: 'Aucun programme ne peut encore utiliser cette caisse.',
        remedy: 'Lancez l’association dans votre logiciel de caisse, ou ajoutez le programme à la main.',
      },
      NO_PIN: {
        reason: 'Aucun code PIN n’est défini : n’importe qui à cette fenêtre peut modifier la configuration.',
        remedy: 'Définissez un code PIN, ou indiquez dans « Paramètres » que ce magasin s’en passe.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'Le service n’a pas pris certaines ventes gardées pour lui.',
        remedy: 'Examinez chacune dans « Envois » : corrigez-la, renvoyez-la ou abandonnez-la.',
      },
      UPSTREAM_ALARM: {
        reason: 'Le service a agi pour une autre caisse.',
        remedy: 'Vérifiez la caisse et le magasin avec le siège avant de continuer à vendre.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Quelque chose dans le réseau ouvre la connexion à ce service et signe de nouveau les réponses.',
        remedy: 'Si c’est le filtre du magasin, tout va bien. Si personne ne le connaît, appelez l’assistance.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Ce service est injoignable depuis {{time}}.',
        remedy: 'La caisse réessaie d’elle-même. Si cela dure, cherchez la cause.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Personne n’a encore dit si c’est le bon magasin et la bonne caisse.',
        remedy:
          'Regardez dans « Services » et confirmez. Avec le mot de passe d’une autre caisse, les ventes comptent pour le magasin de celle-ci.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'Le certificat que cette caisse montre au service expire bientôt.',
        remedy: 'Demandez maintenant un nouveau certificat et faites-le installer par un technicien.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'Le certificat que cette caisse montre au service a expiré.',
        remedy: 'Demandez un nouveau certificat et faites-le installer par un technicien.',
      },
      AUDIT_DAMAGED: {
        reason: 'Le journal d’audit était endommagé. Il a été mis de côté et un nouveau a commencé.',
        remedy: 'Cherchez la cause et gardez l’ancien fichier pour ceux qui l’examineront.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Certaines vérifications de clients étaient endommagées. Mises de côté ; le reste continue.',
        remedy: 'Faites contrôler le disque de cet ordinateur et donnez le fichier à l’assistance.',
      },
      RECORD_DAMAGED: {
        reason: 'L’historique des mises à jour était endommagé. Il a été mis de côté et un nouveau a commencé.',
        remedy: 'Cherchez la cause et gardez l’ancien fichier pour ceux qui l’examineront.',
      },
      RECORD_UNWRITABLE: {
        reason: 'L’avancement d’une mise à jour ne peut pas être enregistré : aucune ne démarre.',
        remedy: 'Libérez de la place sur le disque, ou adressez-vous à ceux qui s’occupent de cet ordinateur.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'La caisse ne peut pas encore utiliser ce service : il lui manque des identifiants.',
        remedy: 'Connectez-vous ou saisissez des identifiants. Si c’est déjà fait, cherchez la cause.',
      },
      UPSTREAM_LOCKED: {
        reason: 'Le service a refusé les identifiants de cette caisse. La caisse ne les envoie plus.',
        remedy: 'Saisissez les bons identifiants.',
      },
    },
    actions: {
      credential: 'Saisir de nouveaux identifiants',
      signIn: 'Se connecter',
      pair: 'Donner l’accès à un programme',
      setPin: 'Définir un code PIN',
      confirm: 'Confirmer la caisse',
      decide: 'Décider dans « Envois »',
      setUp: 'Configurer cette caisse',
      doctor: 'Chercher la cause',
    },
  },
  upstreams: {
    title: 'Services',
    none: 'Aucun service n’est encore configuré.',
    openConnections: 'Connexions',
    activeRequests: 'En cours',
    waitingRequests: 'En attente',
  },
  latency: {
    title: 'Temps de réponse, dernière heure',
    none: 'Aucune requête durant la dernière heure.',
    summary: 'Dernier ({{when}}) {{last}}, en moyenne {{mean}}, au plus {{max}}. {{requests}} requêtes.',
    asTable: 'Afficher en tableau',
    caption: 'Temps de réponse de {{upstream}} par minute',
    minute: 'Minute',
    requests: 'Requêtes',
    mean: 'Moyenne',
    max: 'Le plus long',
    anHourAgo: 'il y a 1 h',
    now: 'maintenant',
  },
  requests: {
    title: 'Dernières requêtes',
    none: 'Aucune requête pour l’instant.',
    noFailures: 'Aucun problème parmi les dernières requêtes.',
    onlyFailures: 'Problèmes seulement',
    time: 'Heure',
    client: 'Programme',
    counter: 'Comptoir',
    lookUp: 'Recherche de client',
    upstream: 'Service',
    route: 'Route',
    outcome: 'Résultat',
    duration: 'Durée',
    outcomes: {
      done: 'Fait',
      missing: 'Introuvable dans le service',
      redirected: 'Renvoyé vers une autre adresse',
      refused: 'Refusé par le service',
      failed: 'Échec dans le service',
      dropped: 'Interrompu',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Refusées depuis le démarrage',
    none: 'Aucune requête n’a été refusée.',
    kind: 'Pourquoi',
    count: 'Combien de fois',
  },
}
