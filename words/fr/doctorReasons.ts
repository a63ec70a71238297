import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'fr', typeof english> = {
  'no-proxy': { sentence: 'Le service est joint sans proxy.' },
  'proxy-used': { sentence: 'La voie vers le service passe par le proxy {{proxy}}.' },
  'proxy-of-system': { sentence: 'La voie vers le service passe par {{proxy}}, d’après {{settings}}.' },
  'no-proxy-of-system': { sentence: 'Le service est joint sans proxy, d’après {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent ne sait pas parler aux proxys indiqués par {{settings}}, par exemple SOCKS.',
    remedy: 'Demandez un proxy HTTP à ceux qui gèrent le réseau du magasin.',
  },
  'pac-unreachable': {
    sentence: 'Le fichier PAC {{pac}} ne peut pas être lu : le service est appelé sans proxy.',
    remedy: 'Demandez à ceux qui gèrent le réseau du magasin si son adresse est juste.',
  },
  'pac-broken': {
    sentence: 'Le fichier PAC {{pac}} ne fonctionne pas : le service est appelé sans proxy.',
    remedy: 'Transmettez-le à ceux qui gèrent le réseau du magasin.',
  },
  'proxy-wants-sign-in': {
    sentence: 'Le proxy {{proxy}} demande un nom d’utilisateur et un mot de passe.',
    remedy: 'Saisissez le proxy avec le nom d’utilisateur, comme http://till@proxy.store:3128, et son mot de passe.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'Le proxy {{proxy}} demande une connexion que Till Agent ne connaît pas, comme NTLM ou Kerberos.',
    remedy:
      'Demandez à ceux qui gèrent le réseau du magasin de laisser passer cette caisse sans connexion, ou avec Basic.',
  },
  'proxy-untrusted': {
    sentence: 'Le proxy {{proxy}} n’a pas pu prouver qui il est : rien ne lui a été dit.',
    remedy: 'Demandez à ceux qui gèrent le réseau du magasin l’autorité de certification du proxy.',
  },
  'proxy-unreadable': {
    sentence: 'L’adresse du proxy est illisible.',
    remedy: 'Corrigez-la, par exemple en http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'Le proxy {{proxy}} ne laisse pas passer la caisse ({{status}}).',
    remedy: 'Demandez à ceux qui gèrent le réseau du magasin d’autoriser l’hôte du service.',
  },
  'proxy-silent': {
    sentence: 'La voie vers le service passe par le proxy {{proxy}}, et rien n’est revenu ({{code}}).',
    remedy: 'Vérifiez que c’est le bon proxy et qu’il fonctionne.',
  },
  're-signed': {
    sentence:
      'Les réponses du service sont signées de nouveau par « {{issuer}} », qui peut ainsi lire ce qui est envoyé.',
    remedy: 'Si c’est le filtre du magasin, il n’y a rien à faire. Si personne ne le connaît, appelez l’assistance.',
  },
  'private-authority': {
    sentence: '« {{issuer}} », qui se porte garant du service, n’est pas une autorité publique.',
    remedy:
      'Si le réseau du magasin ouvre les connexions à dessein, il n’y a rien à faire. Si personne ne le sait, appelez l’assistance.',
  },
  'certificate-required': {
    sentence: 'Le service demande qui se connecte, et cette caisse n’a pas de certificat à montrer.',
    remedy: 'Demandez à un technicien d’installer le certificat que l’exploitant du service a émis pour cette caisse.',
  },
  'certificate-refused': {
    sentence: 'Le service n’accepte pas le certificat de cette caisse.',
    remedy: 'Demandez à un technicien d’installer le certificat que l’exploitant du service a émis pour cette caisse.',
  },
  'certificate-valid': { sentence: 'Le certificat de cette caisse, « {{subject}} », est bon.' },
  'certificate-expiring': {
    sentence: 'Le certificat de cette caisse, « {{subject}} », expire bientôt. Jours restants : {{days}}.',
    remedy: 'Demandez maintenant un nouveau certificat et faites-le installer par un technicien.',
  },
  'certificate-expired': {
    sentence: 'Le certificat de cette caisse, « {{subject}} », a expiré.',
    remedy: 'Demandez un nouveau certificat et faites-le installer par un technicien.',
  },
}
