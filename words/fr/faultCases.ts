import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'fr', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Les clients ne peuvent pas être recherchés pour l’instant.',
      remedy: 'Réessayez dans un instant. Si cela ne suffit pas, la raison est dans « État ». La vente peut continuer.',
    },
    UPSTREAM_SILENT: {
      title: 'Le service n’a pas répondu à cette recherche.',
      remedy: 'Recherchez de nouveau le client. La vente peut continuer.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Le service est injoignable : aucun client ne peut être recherché.',
      remedy: 'La vente peut continuer. Réessayez plus tard ; si cela dure, prévenez le responsable.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Aucun code n’a été envoyé : le service n’en envoie pas pour l’instant.',
      remedy: 'Servez le client sans vérification, et dites au responsable ce qui est écrit ci-dessous.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Aucun code n’a été envoyé : le service est injoignable.',
      remedy: 'Réessayez dans un instant, ou servez le client sans vérification.',
    },
    UPSTREAM_BUSY: {
      title: 'Aucun code n’a été envoyé : le service est occupé.',
      remedy: 'Attendez un instant, puis renvoyez-le.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Le service n’a pas répondu. Un code est peut-être parti.',
      remedy: 'Demandez au client s’il a reçu un message. Sinon, envoyez un autre code.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'Le code n’a pas été vérifié : le service n’en vérifie pas pour l’instant.',
      remedy:
        'Appuyez de nouveau sur « Confirmer » dans un instant : aucun essai n’a été compté. Ou servez le client sans vérification.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Le code n’a pas été vérifié : le service est injoignable.',
      remedy: 'Appuyez de nouveau sur « Confirmer » dans un instant. Aucun essai n’a été compté.',
    },
    UPSTREAM_BUSY: {
      title: 'Le code n’a pas été vérifié : le service est occupé.',
      remedy: 'Attendez un instant, puis appuyez de nouveau sur « Confirmer ». Aucun essai n’a été compté.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Le service n’a pas répondu : on ne sait pas si le code était juste.',
      remedy: 'Appuyez de nouveau sur « Confirmer » avec le même code. Cela compte comme un essai de plus.',
    },
  },
  unproven: {
    unreachable: {
      title: 'L’adresse n’a pas pu être jointe. Rien n’a été enregistré.',
      remedy: 'Vérifiez l’adresse, et si l’internet du magasin fonctionne. Ce qui s’est passé est écrit ci-dessous.',
    },
    timeout: {
      title: 'Rien n’a répondu à temps à cette adresse. Rien n’a été enregistré.',
      remedy: 'Vérifiez l’adresse, puis réessayez. Si elle est juste, réessayez plus tard.',
    },
    untrusted: {
      title: 'Le serveur n’a pas pu prouver que c’est le bon. Rien n’a été enregistré.',
      remedy:
        'Vérifiez l’adresse, ainsi que la date et l’heure de cet ordinateur. Si elles sont justes, un proxy du magasin s’interpose peut-être : adressez-vous à ceux qui s’occupent du réseau.',
    },
    'proxy-sign-in': {
      title: 'Le réseau du magasin demande d’abord un nom d’utilisateur et un mot de passe. Rien n’a été enregistré.',
      remedy: 'Saisissez les deux ci-dessus. Ceux qui s’occupent du réseau du magasin les connaissent.',
    },
    unexpected: {
      title: 'Quelque chose a répondu, mais pas comme ce service. Rien n’a été enregistré.',
      remedy:
        'Vérifiez l’adresse : c’est peut-être une page ou un autre service. Ce qui s’est passé est écrit ci-dessous.',
    },
  },
}
