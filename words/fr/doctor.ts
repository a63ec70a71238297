import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'fr', typeof english> = {
  title: 'Diagnostic',
  tabs: { findings: 'Vérification', bundle: 'Dossier d’assistance', audit: 'Journal d’audit' },
  run: 'Vérifier de nouveau',
  running: 'Tout est vérifié. Chaque service reçoit une requête…',
  checkedAt: 'Vérifié',
  allFine: 'Tout va bien.',
  someTrouble: 'Quelque chose ne va pas. Voyez ci-dessous que faire.',
  someAttention: 'Cela fonctionne. Quelque chose demande votre attention.',
  thisComputer: 'Cet ordinateur',
  outcomes: { fine: 'Bien', attention: 'Attention', trouble: 'Problème', skipped: 'Non vérifié' },
  checks: {
    keychain: 'Trousseau',
    settings: 'Paramètres',
    environment: 'Paramètres du système',
    port: 'Port',
    audit: 'Journal d’audit',
    verifications: 'Codes aux clients',
    log: 'Journal',
    drops: 'Dossiers de fichiers',
    telemetry: 'Rapports au siège',
    dns: 'Nom',
    proxy: 'Proxy',
    tls: 'Chiffrement',
    certificate: 'Certificat de la caisse',
    clock: 'Horloge',
    credential: 'Identifiants',
  },
  findings: {
    keychain: {
      fine: { sentence: 'Le trousseau garde et restitue les secrets.' },
      attention: {
        sentence: 'Les secrets ne sont gardés que jusqu’à l’arrêt de Till Agent.',
        remedy: 'Rien à faire si cette caisse est configurée à chaque démarrage.',
      },
      trouble: {
        sentence: 'Le trousseau de cet ordinateur ne garde pas les secrets.',
        remedy: 'Déverrouillez le trousseau en vous connectant à cet ordinateur, puis vérifiez de nouveau.',
      },
      skipped: { sentence: 'Le trousseau n’a pas été vérifié.' },
    },
    settings: {
      fine: { sentence: 'Les paramètres peuvent être lus et écrits.' },
      attention: {
        sentence: 'Les paramètres étaient endommagés. Une copie en a été gardée.',
        remedy: 'Vérifiez que tous les services et programmes sont encore là, et donnez la copie à l’assistance.',
      },
      trouble: {
        sentence: 'Les paramètres ne peuvent être ni lus ni écrits.',
        remedy: 'Vérifiez qu’il reste de la place sur le disque, puis vérifiez de nouveau.',
      },
      skipped: { sentence: 'Les paramètres n’ont pas été vérifiés.' },
    },
    environment: {
      fine: { sentence: 'Rien dans les paramètres du système ne rend les connexions moins sûres.' },
      attention: {
        sentence:
          'Cet ordinateur demande moins de sécurité à ses programmes. Till Agent n’en tient pas compte, d’autres si.',
        remedy: 'Montrez cela à ceux qui s’occupent de cet ordinateur.',
      },
      trouble: {
        sentence: 'Les paramètres du système n’ont pas pu être lus.',
        remedy: 'Adressez-vous à un technicien.',
      },
      skipped: { sentence: 'Les paramètres du système n’ont pas été vérifiés.' },
    },
    port: {
      fine: { sentence: 'Le logiciel de caisse peut joindre Till Agent.' },
      attention: {
        sentence: 'Le logiciel de caisse ne peut joindre Till Agent que d’une façon.',
        remedy: 'Adressez-vous à un technicien.',
      },
      trouble: {
        sentence: 'Le logiciel de caisse ne peut pas joindre Till Agent.',
        remedy:
          'Redémarrez Till Agent. Si cela ne suffit pas, un autre programme utilise peut-être son port : appelez l’assistance.',
      },
      skipped: { sentence: 'Le port n’a pas été vérifié.' },
    },
    audit: {
      fine: { sentence: 'Le journal d’audit est tenu.' },
      attention: {
        sentence: 'Le journal d’audit était endommagé. Ce qui en restait a été gardé.',
        remedy: 'Cherchez la cause et gardez l’ancien fichier pour ceux qui l’examineront.',
      },
      trouble: {
        sentence: 'Le journal d’audit ne peut pas être écrit.',
        remedy: 'Vérifiez qu’il reste de la place sur le disque. D’ici là, rien n’est enregistré.',
      },
      skipped: { sentence: 'Le journal d’audit n’a pas été vérifié.' },
    },
    verifications: {
      fine: { sentence: 'Les codes aux clients sont comptés.' },
      attention: {
        sentence: 'Certaines vérifications de clients étaient endommagées. Elles ont été gardées.',
        remedy: 'Faites contrôler le disque de cet ordinateur et donnez le fichier à l’assistance.',
      },
      trouble: {
        sentence: 'Aucun client ne peut être vérifié : les codes ne peuvent pas être comptés.',
        remedy: 'Vérifiez qu’il reste de la place sur le disque, puis vérifiez de nouveau.',
      },
      skipped: { sentence: 'Les codes aux clients n’ont pas été vérifiés.' },
    },
    drops: {
      fine: { sentence: 'Le serveur de fichiers accepte les fichiers.' },
      attention: {
        sentence: 'Certains fichiers n’ont pas été envoyés.',
        remedy: 'Regardez dans le sous-dossier « refused » : une note à côté de chaque fichier dit pourquoi.',
      },
      trouble: {
        sentence: 'Des fichiers ne peuvent pas être envoyés à leur serveur.',
        remedy: 'Ils attendent. Si la connexion est bonne, prévenez l’assistance.',
      },
      skipped: { sentence: 'Le serveur de fichiers n’a pas été vérifié.' },
    },
    telemetry: {
      fine: { sentence: 'Le siège reçoit les rapports de cette caisse.' },
      attention: {
        sentence: 'Le siège ne reçoit pas les rapports de cette caisse. La vente continue malgré tout.',
        remedy: 'Montrez cela aux personnes qui s’occupent de cette caisse.',
      },
      trouble: {
        sentence: 'Les rapports au siège n’ont pas pu être vérifiés.',
        remedy: 'Vérifiez à nouveau plus tard.',
      },
      skipped: { sentence: 'Les rapports au siège n’ont pas été vérifiés.' },
    },
    log: {
      fine: { sentence: 'Le journal est écrit.' },
      attention: {
        sentence: 'Quelques lignes du journal sont perdues.',
        remedy: 'Cherchez pourquoi le disque de cet ordinateur était plein.',
      },
      trouble: {
        sentence: 'Le journal ne peut pas être écrit.',
        remedy: 'Vérifiez que le disque de cet ordinateur n’est pas plein, puis vérifiez de nouveau.',
      },
      skipped: { sentence: 'Le journal n’a pas été vérifié.' },
    },
    dns: {
      fine: { sentence: 'Le nom du service est connu.' },
      attention: {
        sentence: 'Le nom du service mène à une adresse inhabituelle.',
        remedy: 'Adressez-vous à un technicien.',
      },
      trouble: {
        sentence: 'Le nom du service est introuvable.',
        remedy: 'Vérifiez le réseau du magasin et l’adresse du service.',
      },
      skipped: { sentence: 'Le nom n’a pas eu besoin d’être cherché.' },
    },
    proxy: {
      fine: { sentence: 'La voie vers le service est libre.' },
      attention: {
        sentence: 'La voie vers le service passe par un proxy, et aucune réponse n’est revenue.',
        remedy: 'Adressez-vous à ceux qui gèrent le réseau du magasin.',
      },
      trouble: {
        sentence: 'Le proxy ne laisse pas passer la caisse.',
        remedy: 'Adressez-vous à ceux qui gèrent le réseau du magasin.',
      },
      skipped: { sentence: 'Le proxy n’a pas été vérifié.' },
    },
    tls: {
      fine: { sentence: 'Le service a prouvé que c’est le bon.' },
      attention: {
        sentence: 'Quelqu’un sur le chemin peut peut-être lire la connexion au service.',
        remedy: 'Demandez à ceux qui gèrent le réseau du magasin si c’est voulu.',
      },
      trouble: {
        sentence: 'Aucune connexion sûre au service n’a pu être établie.',
        remedy:
          'Vérifiez le réseau du magasin. S’il fonctionne, adressez-vous à ceux qui le gèrent : quelqu’un s’interpose peut-être.',
      },
      skipped: { sentence: 'Le chiffrement n’a pas été vérifié.' },
    },
    certificate: {
      fine: { sentence: 'Le certificat de cette caisse est bon.' },
      attention: {
        sentence: 'Le certificat de cette caisse expire bientôt.',
        remedy: 'Demandez-en un nouveau à un technicien.',
      },
      trouble: {
        sentence: 'Le certificat de cette caisse a expiré.',
        remedy: 'Demandez-en un nouveau à un technicien.',
      },
      skipped: { sentence: 'Le certificat de cette caisse n’a pas été vérifié.' },
    },
    clock: {
      fine: { sentence: 'L’horloge est juste.' },
      attention: {
        sentence: 'L’horloge est légèrement décalée.',
        remedy: 'Laissez cet ordinateur régler son horloge automatiquement.',
      },
      trouble: {
        sentence: 'L’horloge est si fausse que des services peuvent refuser cette caisse.',
        remedy: 'Réglez la date, l’heure et le fuseau horaire de cet ordinateur.',
      },
      skipped: { sentence: 'L’horloge n’a pas pu être vérifiée.' },
    },
    credential: {
      fine: { sentence: 'Le service accepte les identifiants de cette caisse.' },
      attention: {
        sentence: 'Il n’a pas été possible de vérifier si le service accepte les identifiants.',
        remedy: 'Testez de nouveau plus tard.',
      },
      trouble: {
        sentence: 'Les identifiants de cette caisse ne fonctionnent pas.',
        remedy: 'Saisissez les bons, ou reconnectez-vous.',
      },
      skipped: { sentence: 'Les identifiants n’ont pas été testés.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'les réglages du bureau',
    'etc-environment': 'les variables de /etc/environment',
    windows: 'les options Internet de Windows',
    winhttp: 'les réglages WinHTTP de Windows',
    macos: 'les réglages réseau de macOS',
    chromium: 'les réglages du système',
    none: 'les réglages du système',
  },
  settingsWithPac: '{{settings}} (fichier PAC {{pac}})',
  panelOpened: 'Ouvert sur cet ordinateur. Vérifiez à nouveau ensuite.',
  actions: {
    'test-upstream': 'Tester ce service',
    'rotate-upstream': 'Saisir de nouveaux identifiants',
    'sign-in-upstream': 'Se connecter',
    'change-network': 'Changer le réseau',
    'open-settings': 'Ouvrir les paramètres',
    'open-keychain': 'Déverrouiller le trousseau',
    'open-clock': 'Ouvrir les réglages de l’horloge',
    'check-again': 'Vérifier de nouveau',
  },
  bundle: {
    explain:
      'Tout ce dont l’assistance a besoin pour vous aider, dans un seul fichier. Il ne contient ni secret ni client. Regardez-le avant de l’envoyer.',
    preview: 'Afficher le contenu',
    lines_one: '{{lines}} ligne',
    lines_many: '{{lines}} de lignes',
    lines_other: '{{lines}} lignes',
    save: 'Enregistrer le fichier',
    saved: '{{fileName}} a été enregistré dans vos téléchargements.',
    contentOf: 'Contenu de {{name}}',
  },
}
