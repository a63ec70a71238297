import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'fr', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Ce programme n’est pas configuré sur cette caisse.',
    remedy: 'Voyez dans « Programmes » ceux qui sont configurés.',
  },
  ALREADY_EXISTS: {
    title: 'Ce nom est déjà utilisé.',
    remedy:
      'Choisissez un autre nom. Ce qui existe peut recevoir de nouveaux identifiants, ou être remplacé par un fichier.',
  },
  UPSTREAM_IN_USE: {
    title: 'Des programmes utilisent encore ce service.',
    remedy: 'Retirez d’abord leur accès dans « Programmes ».',
  },
  SECRET_MISSING: {
    title: 'Un mot de passe n’a pas pu être lu là où il devrait être.',
    remedy: 'Prévenez la personne qui a configuré cette caisse.',
  },
  CREDENTIAL_REFUSED: {
    title: 'Le service n’a pas accepté le nom ou le mot de passe. Rien n’a été enregistré.',
    remedy:
      'Vérifiez les deux avec le siège. Le mot de passe distingue majuscules et minuscules. Trop d’essais incorrects peuvent bloquer la caisse.',
  },
  PACK_INVALID: {
    title: 'Ce fichier n’est pas tel que le siège l’a fait.',
    remedy: 'Copiez-le de nouveau, ou demandez-en un autre au siège. Rien n’a été modifié.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Ce fichier ne vient pas de votre siège.',
    remedy: 'Ne l’utilisez pas et prévenez le siège. Rien n’a été modifié.',
  },
  PACK_EXPIRED: {
    title: 'Ce fichier ne peut plus être utilisé.',
    remedy: 'Vérifiez la date de cet ordinateur. Si elle est juste, demandez un nouveau fichier au siège.',
  },
  PACK_SUPERSEDED: {
    title: 'Cette caisse a déjà utilisé ce fichier, ou un plus récent.',
    remedy: 'Demandez un nouveau fichier au siège.',
  },
  PACK_CODE_WRONG: {
    title: 'Ce n’est pas le code de ce fichier.',
    remedy: 'Comparez-le avec celui du siège. Après trop de codes incorrects, le fichier ne sert plus ici.',
  },
  PACK_DEAD: {
    title: 'Trop de codes incorrects ont été saisis. Ce fichier ne peut plus être utilisé ici.',
    remedy: 'Demandez au siège un nouveau fichier et un nouveau code.',
  },
  PACK_OF_OTHER_TILL: {
    title: 'Ce fichier a été fait pour une autre caisse.',
    remedy: 'Utilisez le fichier de cette caisse.',
  },
  CREDENTIAL_UNEXPECTED: {
    title: 'C’est le mot de passe d’une autre caisse.',
    remedy: 'Saisissez celui de cette caisse. Si c’est le bon, demandez au siège quelle caisse est attendue ici.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Le service n’a pas pu être joint. Rien n’a été enregistré.',
    remedy: 'Vérifiez que l’internet du magasin fonctionne et que l’adresse est juste, puis réessayez.',
  },
  SIGN_IN_FAILED: { title: 'Personne n’a été connecté.', remedy: 'Recommencez la connexion.' },
  TILL_BARRED: {
    title: 'Le siège a bloqué cette caisse.',
    remedy: 'Appelez le siège. Seul un nouveau fichier de configuration du siège remet cette caisse en service.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Cet ordinateur n’a pas de coffre à mots de passe.',
    remedy: 'Ceux qui s’occupent de cet ordinateur doivent en installer un. D’ici là, rien n’est enregistré.',
  },
  KEYCHAIN_LOCKED: {
    title: 'Le coffre à mots de passe de cet ordinateur est verrouillé.',
    remedy: 'Reconnectez-vous à cet ordinateur, puis réessayez.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Cet ordinateur n’a pas laissé Till Agent enregistrer son mot de passe.',
    remedy: 'Si cet ordinateur demande une autorisation, accordez-la. Puis réessayez.',
  },
  SETTINGS_DAMAGED: {
    title: 'Les paramètres de cette caisse sont endommagés.',
    remedy:
      'Appelez l’assistance : cette caisse doit être reconfigurée. Une copie des anciens paramètres a été gardée.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'Les paramètres n’ont pas pu être enregistrés.',
    remedy: 'Vérifiez que le disque de cet ordinateur n’est pas plein, puis réessayez.',
  },
  SETTING_MANAGED: { title: 'Ce paramètre est décidé par le siège.', remedy: 'Demandez au siège de le modifier.' },
  AUDIT_UNAVAILABLE: {
    title: 'Le journal d’audit de cette caisse ne peut être ni lu ni écrit.',
    remedy: 'Vérifiez que le disque de cet ordinateur n’est pas plein. D’ici là, rien n’est enregistré.',
  },
  LOG_UNAVAILABLE: {
    title: 'Le journal de Till Agent ne peut pas être écrit.',
    remedy:
      'Vérifiez que le disque de cet ordinateur n’est pas plein. D’ici là, l’assistance ne peut pas voir ce qui s’est passé.',
  },
  FILE_UNREADABLE: {
    title: 'Un fichier n’a pas pu être lu.',
    remedy: 'Vérifiez que le fichier existe et qu’il peut être lu.',
  },
  PORT_TAKEN: {
    title: 'Un autre programme utilise le port de Till Agent.',
    remedy: 'Fermez ce programme, puis redémarrez Till Agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Seul un administrateur de cet ordinateur peut le faire tant que la caisse n’a pas de code PIN.',
    remedy:
      'Ouvrez cette fenêtre avec un nouveau lien, ou demandez à ceux qui s’occupent de cet ordinateur de définir un code PIN.',
  },
  SERVICE_REFUSED: {
    title: 'Cet ordinateur a refusé de modifier le service système de Till Agent.',
    remedy: 'Adressez-vous à ceux qui s’occupent de cet ordinateur.',
  },
  SAFE_MODE: {
    title: 'Till Agent s’est arrêté plusieurs fois de suite : il ne vend rien tant que personne ne l’a examiné.',
    remedy: 'Envoyez à l’assistance le fichier du diagnostic. Puis redémarrez cet ordinateur.',
  },
  ALREADY_RUNNING: { title: 'Till Agent fonctionne déjà.', remedy: 'Utilisez la fenêtre déjà ouverte.' },
  INTERNAL: {
    title: 'Un problème est survenu dans Till Agent.',
    remedy: 'Réessayez. Si cela ne suffit pas, donnez la référence ci-dessous à l’assistance.',
  },
}
