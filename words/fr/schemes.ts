import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'fr', typeof english> = {
  names: {
    'capillary-till': 'Capillary, avec caisse et mot de passe',
    'capillary-oauth': 'Capillary, avec un client API',
    'capillary-customer': 'Capillary, pour des clients qui se connectent',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, avec son propre utilisateur',
    'gini-derived': 'Gini, avec un utilisateur dérivé',
    'gini-anonymous': 'Gini, avec un utilisateur pour cette caisse',
    oauth2: 'Service quelconque avec identifiants client OAuth 2',
    oidc: 'Service quelconque où une personne se connecte',
    basic: 'Service quelconque avec nom d’utilisateur et mot de passe',
    header: 'Service quelconque avec clé secrète',
  },
  hints: {
    'capillary-till':
      'Le cas de la plupart des magasins : le siège vous a donné le nom d’une caisse et son mot de passe.',
    'capillary-oauth': 'Le siège vous a donné une clé client et un secret client.',
    'capillary-customer': 'Les clients se connectent avec leur propre code ou mot de passe.',
    scayle: 'Les clients de votre boutique en ligne : ID client, secret client et numéro de boutique.',
    'gini-trusted': 'Factures et paiements : ID client, secret client et un utilisateur.',
    'gini-derived': 'Factures et paiements, avec un utilisateur que d’autres peuvent aussi employer.',
    'gini-anonymous': 'Factures et paiements, avec un utilisateur que la caisse crée pour elle-même.',
    oauth2: 'Un ID client, un secret client et l’adresse qui délivre les jetons.',
    oidc: 'Une personne se connecte une fois, dans le navigateur de cet ordinateur.',
    basic: 'Un nom d’utilisateur et un mot de passe.',
    header: 'Une clé envoyée avec chaque requête.',
  },
  regions: { EU: 'Europe', APAC: 'Asie-Pacifique', APAC2: 'Asie-Pacifique 2', custom: 'Autre adresse' },
  unchosen: 'Non choisi',
  more: 'Plus de paramètres',
  showSecret: 'Afficher la saisie',
  fields: {
    region: { label: 'Région', hint: 'Demandez au siège si vous n’êtes pas sûr.' },
    baseUrl: { label: 'Adresse du service', hint: 'Commence par https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Laissez vide : les réglages de cet ordinateur comptent. Sinon direct, ou l’adresse du proxy du magasin.',
    },
    networkUser: { label: 'Nom d’utilisateur pour le réseau du magasin' },
    networkPassword: { label: 'Mot de passe pour le réseau du magasin' },
    proxyPassword: {
      label: 'Mot de passe du proxy',
      hint: 'Seulement si l’adresse du proxy nomme un utilisateur, comme http://till@proxy.store:3128',
    },
    caFile: {
      label: 'Fichier de certificat',
      hint: 'Seulement si votre réseau a sa propre autorité de certification.',
    },
    mode: {
      label: 'Réel ou test',
      hint: 'test : un système de test du service. La fenêtre l’indique alors par un cadre. Laissez vide pour le réel.',
    },
    via: {
      label: 'Dire au service que les requêtes passent par cet agent',
      hint: 'Certains services envoient alors leurs réponses non compressées, ce qui prend plus de temps.',
    },
    links: {
      label: 'Où mènent les liens des réponses',
      hint: 'agent : par cette caisse, comme il le faut à un logiciel qui les suit. upstream : comme le service les a envoyés. Laissez vide sauf si vous savez.',
    },
    till: {
      label: 'Caisse',
      hint: 'Le nom que le siège a donné à cette caisse, par exemple store.till1',
    },
    password: { label: 'Mot de passe' },
    clientKey: { label: 'Clé client' },
    clientId: { label: 'ID client' },
    clientSecret: { label: 'Secret client' },
    shopSecret: {
      label: 'Secret de la boutique',
      hint: 'Seulement pour un paiement dans la page de la boutique, ou une connexion chez un fournisseur d’identité.',
    },
    expect: {
      organisation: {
        label: 'Organisation attendue',
        hint: 'Vide : n’importe laquelle. Le mot de passe d’une autre est refusé.',
      },
      till: {
        label: 'Caisse attendue',
        hint: 'Vide : n’importe laquelle. Le mot de passe d’une autre caisse est refusé.',
      },
    },
    gateway: {
      apiBaseUrl: {
        label: 'Adresse de l’API',
        hint: 'Seulement si l’adresse ci-dessus est celle de la passerelle mobile.',
      },
      brand: { label: 'Marque à la passerelle' },
      deviceId: { label: 'ID d’appareil à la passerelle' },
    },
    cache: {
      freshSeconds: {
        label: 'Secondes pendant lesquelles les données d’un client sont réaffichées sans demander',
        hint: 'Vide : le service est interrogé à chaque fois. Par exemple 30.',
      },
      staleSeconds: {
        label: 'Secondes pendant lesquelles elles sont affichées quand le service est injoignable',
        hint: 'Vide : jamais. Par exemple 3600, une heure. Les points ont pu changer depuis ; le logiciel de caisse est prévenu.',
      },
    },
    billNumbers: {
      label: 'Numéros de ticket dans le service',
      hint: 'unique : le service refuse un numéro qu’il a déjà. Demandez au siège ; sinon une vente n’est jamais envoyée deux fois.',
    },
    callerHeaders: {
      label: 'En-têtes que le logiciel de caisse peut définir',
      hint: 'Par exemple X-CAP-CLIENT-SIGNATURE. Vide : aucun.',
    },
    attribution: {
      type: { label: 'Comment cette caisse est nommée', hint: 'Décide comment les ventes comptent pour ce magasin.' },
      code: { label: 'Son nom dans le service' },
    },
    gatewayBaseUrl: {
      label: 'Adresse de la passerelle mobile',
      hint: 'Commence par https:// et finit souvent par /mobile.',
    },
    authBaseUrl: { label: 'Adresse de l’Auth Engine', hint: 'Commence par https://' },
    brand: { label: 'Marque', hint: 'Telle qu’elle est configurée dans le service.' },
    family: {
      label: 'Type d’application',
      hint: 'mobile, sauf si Capillary a configuré votre marque pour les applications web.',
    },
    deviceId: { label: 'ID d’appareil', hint: 'Laissez vide : la caisse en crée un.' },
    shopId: { label: 'Numéro de boutique' },
    accountBaseUrl: {
      label: 'Adresse de l’API Customer Account',
      hint: 'Laissez vide si l’adresse du service finit par auth.scayle.cloud : la caisse la déduit.',
    },
    identityProviders: {
      label: 'Fournisseurs d’identité',
      hint: 'Leurs clés, séparées par des espaces. Laissez vide si aucun client ne se connecte avec un autre compte.',
    },
    userIdentifier: { label: 'Utilisateur' },
    userKey: {
      label: 'Clé pour les utilisateurs',
      hint: 'Laissez vide, sauf si plusieurs caisses partagent des utilisateurs que nomment les programmes.',
    },
    mediaType: { label: 'Version de l’interface', hint: 'Laissez vide, sauf si Gini vous en a donné une.' },
    userCenterUrl: { label: 'Adresse du User Center', hint: 'Commence par https://' },
    emailDomain: { label: 'Domaine e-mail', hint: 'Comme convenu avec Gini.' },
    tokenUrl: { label: 'Adresse qui délivre les jetons', hint: 'Commence par https://' },
    scope: { label: 'Scope', hint: 'Laissez vide, sauf si on vous en a donné un.' },
    scopes: {
      label: 'Scopes',
      hint: 'Séparés par des espaces. Laissez vide, sauf si on vous en a donné.',
    },
    clientEncoding: { label: 'Codage de l’ID et du secret', hint: 'Ne le changez que si le service refuse les bons.' },
    issuer: { label: 'Fournisseur d’identité', hint: 'Commence par https://, exactement comme on vous l’a donné.' },
    signIn: { label: 'Qui se connecte', hint: 'Laissez vide si le personnel se connecte une fois pour cette caisse.' },
    acrValues: { label: 'Niveau de connexion exigé', hint: 'Laissez vide, sauf si on vous en a donné un.' },
    sendIdTokenAs: { label: 'En-tête du jeton d’identité', hint: 'Laissez vide, sauf si on vous en a donné un.' },
    username: { label: 'Nom d’utilisateur' },
    probePath: { label: 'Chemin de test', hint: 'Commence par /. La caisse s’en sert pour tester les identifiants.' },
    name: { label: 'Nom de l’en-tête', hint: 'Par exemple X-Api-Key' },
    value: { label: 'Clé' },
  },
}
