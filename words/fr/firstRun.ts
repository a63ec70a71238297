import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'fr', typeof english> = {
  title: 'Configurer cette caisse',
  later: 'Configurer plus tard',
  progress: 'Étapes',
  elsewhere: 'Cette caisse a été configurée dans une autre fenêtre. Vous pouvez continuer ici.',
  stages: { store: 'Magasin', upstream: 'Service', credential: 'Connexion', pairing: 'Logiciel', ready: 'Prêt' },
  store: {
    title: 'Bienvenue. Quel est ce magasin ?',
    text: 'Cela prend environ trois minutes. Il vous faut le nom et le mot de passe de la caisse, donnés par le siège.',
    name: 'Nom du magasin',
    nameHint: 'Tel que vos collègues le connaissent. Vous pouvez le laisser vide.',
    country: 'Pays',
    countryHint: 'Les numéros des clients sont alors compris sans indicatif de pays.',
  },
  upstream: {
    title: 'Quel service cette caisse utilise-t-elle ?',
    text: 'Till Agent garde le mot de passe en sûreté et connecte votre logiciel de caisse.',
    another: 'Un autre type de service',
  },
  credential: {
    text: 'Nous allons le vérifier. Le mot de passe est gardé dans le trousseau de cet ordinateur et n’est plus jamais affiché.',
    test: 'Se connecter',
    leave: 'Quitter ? Il faudra saisir de nouveau le mot de passe.',
    testing: 'Le service est interrogé…',
    untested: 'Enregistrer sans tester',
  },
  identity: {
    title: 'Est-ce votre magasin ?',
    text: 'Le service connaît cette caisse comme :',
    unnamedTitle: 'Le service est configuré',
    organisation: 'Organisation',
    till: 'Caisse',
    yes: 'Oui, c’est notre caisse',
    no: 'Non, changer',
    untested:
      'Le service n’a pas encore été interrogé sur ce mot de passe. Voyez « État » quand l’internet fonctionne.',
    clock: {
      right: 'L’horloge de cet ordinateur est juste.',
      behind: 'L’horloge de cet ordinateur retarde de {{skew}}.',
      ahead: 'L’horloge de cet ordinateur avance de {{skew}}.',
      remedy: 'Réglez la date et l’heure, sinon les codes et les tickets seront faux.',
    },
  },
  pairing: {
    title: 'Relier le logiciel de caisse',
    text: 'Désormais, le logiciel de caisse se connecte à Till Agent, et non plus au service lui-même.',
    address: 'Dans le logiciel de caisse, saisissez ceci comme adresse du service :',
    copy: 'Copier',
    copied: 'Copié',
    ask: 'Lancez l’association dans le logiciel de caisse. Une demande apparaît ici.',
    compare: 'Comparez le code sur les deux écrans, puis autorisez l’accès.',
    waiting: 'En attente du logiciel de caisse…',
    paired: 'Relié : {{clients}}',
    byHand: 'Le logiciel ne peut pas demander',
    byHandText:
      'Alors il reçoit sa clé à la main. Donnez-lui un nom ; il peut faire tout ce qu’un logiciel de caisse fait lors d’une vente.',
    skip: 'Passer pour l’instant',
  },
  ready: {
    title: 'Cette caisse est prête',
    text: 'Vous pouvez dès maintenant rechercher et vérifier des clients.',
    almostTitle: 'Presque prêt',
    almostNoClient:
      'Aucun logiciel de caisse n’est encore relié. Revenez en arrière pour le relier, ou faites-le plus tard dans « Programmes ».',
    pin: 'Sans code PIN du responsable, n’importe qui à cette fenêtre peut modifier la configuration.',
    almostText: 'Tout ne fonctionne pas encore comme il faut. « État » dit pourquoi et que faire.',
    store: 'Magasin et caisse',
    noClients: 'Aucun pour l’instant',
    done: 'Commencer',
  },
}
