import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'fr', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent ne répond pas.',
    remedy:
      'Attendez un instant et réessayez. Si cela ne suffit pas, redémarrez cet ordinateur ou appelez l’assistance.',
  },
  MALFORMED_REQUEST: {
    title: 'Un programme a envoyé quelque chose que Till Agent ne peut pas lire.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  INVALID_INPUT: { title: 'Vérifiez le champ signalé.', remedy: 'Corrigez-le et réessayez.' },
  AMBIGUOUS_PATH: {
    title: 'Un programme a utilisé une adresse qui peut se lire de deux façons.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  NOT_FOUND: {
    title: 'Introuvable.',
    remedy: 'Fermez cette fenêtre et rouvrez-la. Si cela ne suffit pas, Till Agent a besoin d’une mise à jour.',
  },
  METHOD_NOT_ALLOWED: { title: 'Non pris en charge.', remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.' },
  BODY_TOO_LARGE: {
    title: 'C’est plus que ce que cette caisse accepte en une fois.',
    remedy: 'Envoyez-en moins, ou augmentez la limite dans les paramètres.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Les en-têtes de la requête sont trop grands.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  TARGET_TOO_LONG: {
    title: 'Un programme a envoyé une requête dont l’adresse est trop longue.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  REQUEST_TIMEOUT: { title: 'La requête n’est pas arrivée à temps.', remedy: 'Réessayez.' },
  UPGRADE_REFUSED: {
    title: 'Un programme a demandé un type de connexion qui n’est pas proposé.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  EXPECTATION_REFUSED: {
    title: 'Un programme a demandé une fonction de HTTP qui n’est pas proposée.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  FOREIGN_HOST: {
    title: 'Une requête était destinée à un autre ordinateur et a été refusée.',
    remedy: 'Si cela arrive souvent, prévenez l’assistance : une page web essaie peut-être d’utiliser cette caisse.',
  },
  ORIGIN_REFUSED: {
    title: 'Une page web a essayé d’utiliser cette caisse et a été refusée.',
    remedy: 'Si c’est votre propre caisse dans le navigateur, ajoutez son adresse dans « Programmes ».',
  },
  KEY_REQUIRED: {
    title: 'Un programme n’a pas envoyé sa clé.',
    remedy: 'Associez le programme à cette caisse dans « Programmes ».',
  },
  KEY_REFUSED: {
    title: 'Un programme a envoyé une clé que cette caisse ne connaît pas.',
    remedy: 'Associez de nouveau le programme à cette caisse dans « Programmes ».',
  },
  SIGNATURE_REFUSED: {
    title: 'La requête d’un programme n’était pas signée comme elle doit l’être.',
    remedy: 'Vérifiez l’horloge du programme et adressez-vous à son éditeur.',
  },
  CUSTOMER_UNKNOWN: { title: 'Le client n’est plus connecté.', remedy: 'Demandez au client de se reconnecter.' },
  STEP_UP_REQUIRED: {
    title: 'Le service demande une connexion plus sûre.',
    remedy: 'Demandez à la personne de se reconnecter, avec un second facteur.',
  },
  SESSION_REQUIRED: { title: 'Ce navigateur a été déconnecté.', remedy: 'Demandez un nouveau lien au responsable.' },
  PIN_REQUIRED: {
    title: 'Il faut le responsable pour cela.',
    remedy: 'Saisissez le code PIN du responsable dans « Paramètres », puis recommencez.',
  },
  PIN_WRONG: {
    title: 'Ce n’est pas le code PIN.',
    remedy:
      'Saisissez-le de nouveau. Si personne ne le connaît, ceux qui s’occupent de cet ordinateur peuvent le supprimer.',
  },
  PIN_BLOCKED: { title: 'Trop de codes PIN incorrects.', remedy: 'Attendez la fin du délai, puis saisissez le bon.' },
  UNKNOWN_UPSTREAM: {
    title: 'Ce service n’est pas configuré sur cette caisse.',
    remedy: 'Voyez dans « Services » ceux qui sont configurés, ou ajoutez-le là.',
  },
  NOT_GRANTED: {
    title: 'Ce programme n’y est pas autorisé.',
    remedy: 'S’il doit l’être, autorisez-le dans « Programmes ».',
  },
  ROUTE_DENIED: {
    title: 'Aucun programme ne peut faire cela par cette caisse.',
    remedy: 'Il n’y a rien à corriger : cela révélerait quelque chose qui doit rester dans le service.',
  },
  BODY_REFUSED: {
    title: 'Un programme a demandé quelque chose que cette caisse n’autorise pas.',
    remedy: 'Prévenez ceux qui s’occupent du logiciel de caisse.',
  },
  TOO_MANY_REQUESTS: { title: 'Il y a eu trop de requêtes.', remedy: 'Attendez un instant, puis réessayez.' },
  LOOP_DETECTED: {
    title: 'L’adresse du service ramène à cette caisse.',
    remedy: 'Corrigez l’adresse du service dans « Services ».',
  },
  NOT_SUPPORTED: {
    title: 'Cela n’est pas proposé ici.',
    remedy: 'Choisissez un autre moyen, ou demandez à l’assistance si cela peut être ajouté.',
  },
  UNKNOWN_VERIFICATION: { title: 'Cette vérification n’existe plus.', remedy: 'Recommencez avec le numéro du client.' },
  UNKNOWN_LOOK_UP: {
    title: 'La recherche de ce client est trop ancienne.',
    remedy: 'Recherchez de nouveau le client.',
  },
  CUSTOMER_NOT_ENROLLED: {
    title: 'Le service n’a pas inscrit ce client.',
    remedy: 'Vérifiez le numéro avec le client, ou inscrivez-le dans le logiciel de caisse.',
  },
  VERIFICATION_OVER: {
    title: 'Cette vérification est terminée.',
    remedy: 'Si elle n’a pas été confirmée, recommencez avec le numéro du client.',
  },
  RESEND_TOO_EARLY: {
    title: 'Un code vient d’être envoyé à ce client.',
    remedy: 'Demandez au client de patienter : un message peut mettre une minute. Puis envoyez-en un autre.',
  },
  CODES_USED_UP: {
    title: 'Plus aucun code ne peut être envoyé à ce client pour l’instant.',
    remedy: 'Servez le client sans vérification, ou réessayez plus tard.',
  },
  OVERRIDE_REFUSED: {
    title: 'Cette caisse ne permet pas au responsable de confirmer sans code.',
    remedy: 'Servez le client sans vérification.',
  },
  OVERRIDES_USED_UP: {
    title: 'Le responsable ne peut plus confirmer de clients sans code aujourd’hui.',
    remedy: 'Servez le client sans vérification.',
  },
  DESTINATION_REFUSED: {
    title: 'Ce magasin n’envoie pas de codes à ce numéro.',
    remedy: 'Envoyez le code par e-mail, ou servez le client sans vérification. Le siège peut autoriser d’autres pays.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Aucun client ne peut être vérifié sur cette caisse pour l’instant.',
    remedy:
      'Servez le client sans vérification et prévenez l’assistance : la caisse ne peut pas écrire sur son disque.',
  },
  UNKNOWN_PAIRING: { title: 'Ce programme n’attend plus.', remedy: 'Relancez l’association dans le programme.' },
  PAIRING_BUSY: { title: 'Un autre programme demande déjà l’accès.', remedy: 'Répondez-lui d’abord, puis réessayez.' },
  OUTBOX_UNAVAILABLE: {
    title: 'Cette caisse ne peut pas garder de ventes pour plus tard pour l’instant.',
    remedy:
      'Les ventes vont directement au service pour l’instant. Prévenez l’assistance : le disque ou le coffre à mots de passe a un problème.',
  },
  OUTBOX_FULL: {
    title: 'Plus aucune vente ne peut être gardée pour plus tard.',
    remedy: 'Regardez ce qui attend et pourquoi rien ne part. Si la connexion est bonne, prévenez l’assistance.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title:
      'Le service est injoignable. Un responsable doit donner son accord avant que cette vente soit gardée pour plus tard.',
    remedy: 'Faites saisir le code PIN au responsable dans la fenêtre, puis renvoyez la vente depuis la caisse.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Cette demande n’est plus ouverte.',
    remedy: 'Renvoyez la vente depuis la caisse. Si un responsable est nécessaire, la caisse le demande.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Cette entrée n’existe plus.', remedy: 'Consultez de nouveau la liste.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Cette entrée est en cours d’envoi, ou terminée.',
    remedy: 'Regardez-la de nouveau dans un instant.',
  },
  UNKNOWN_DROP: {
    title: 'Aucun dossier de ce nom n’est surveillé.',
    remedy: 'Consultez la liste des dossiers en ligne de commande.',
  },
  DROP_IN_USE: {
    title: 'Des fichiers de ce dossier attendent d’être envoyés.',
    remedy: 'Attendez qu’ils soient envoyés, ou demandez à l’assistance de les rendre au dossier.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'Le dossier des fichiers ne peut pas être utilisé.',
    remedy: 'Vérifiez qu’il existe et que Till Agent peut y lire et y écrire.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'Le serveur de fichiers est injoignable.',
    remedy: 'Les fichiers attendent et partiront à son retour. Si la connexion est bonne, prévenez l’assistance.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'Le serveur de fichiers n’est pas celui qui a été configuré.',
    remedy: 'Rien ne lui a été envoyé. Prévenez l’assistance : il a une nouvelle clé, ou quelqu’un s’interpose.',
  },
  DROP_SERVER_REFUSED: {
    title: 'Le serveur de fichiers a refusé cette caisse.',
    remedy: 'Demandez à l’assistance le bon mot de passe, le bon dossier et les droits sur le serveur.',
  },
  UNKNOWN_REQUEST: { title: 'Ce n’est pas l’identifiant d’une requête.', remedy: 'Vérifiez l’identifiant.' },
  UPSTREAM_NOT_READY: {
    title: 'Cette caisse n’est pas connectée au service.',
    remedy: 'Réessayez dans un instant. Si cela ne suffit pas, la raison est dans « État ».',
  },
  TOKEN_EXPIRED: { title: 'La connexion a expiré à ce moment-là. Rien n’a été fait.', remedy: 'Recommencez.' },
  UPSTREAM_LOCKED: {
    title: 'Le service n’accepte pas le mot de passe de cette caisse.',
    remedy:
      'Continuez sans le service et prévenez le responsable : il faut saisir le bon mot de passe dans « Services ».',
  },
  UPSTREAM_BUSY: {
    title: 'Le service est occupé.',
    remedy: 'Attendez un instant, puis réessayez. Rien n’a encore été fait.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'Le service est injoignable. Rien n’a été envoyé.',
    remedy: 'Vérifiez que l’internet du magasin fonctionne, puis réessayez.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'Le service n’a pas pu prouver que c’est le bon. Rien n’a été envoyé.',
    remedy:
      'Vérifiez la date et l’heure de cet ordinateur. Si elles sont justes, prévenez l’assistance : quelqu’un écoute peut-être.',
  },
  UPSTREAM_SILENT: { title: 'Le service n’a pas répondu.', remedy: 'Réessayez. Rien n’a été modifié.' },
  OUTCOME_UNKNOWN: {
    title: 'Le service n’a pas répondu. Cela a peut-être été fait, peut-être pas.',
    remedy: 'Vérifiez ce qui s’est passé avant de recommencer.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'Le service a donné une réponse que Till Agent ne peut pas utiliser.',
    remedy: 'Réessayez. Si cela ne suffit pas, vérifiez l’adresse dans « Services » ou prévenez l’assistance.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'Le service a voulu envoyer cette caisse à une autre adresse. Elle n’y est pas allée.',
    remedy: 'Corrigez l’adresse du service dans « Services ».',
  },
  ...tillFaults,
}
