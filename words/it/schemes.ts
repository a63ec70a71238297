import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'it', typeof english> = {
  names: {
    'capillary-till': 'Capillary, con cassa e password',
    'capillary-oauth': 'Capillary, con un client API',
    'capillary-customer': 'Capillary, per clienti che accedono',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, con un utente proprio',
    'gini-derived': 'Gini, con un utente derivato',
    'gini-anonymous': 'Gini, con un utente per questa cassa',
    oauth2: 'Qualsiasi servizio con credenziali client OAuth 2',
    oidc: 'Qualsiasi servizio a cui accede una persona',
    basic: 'Qualsiasi servizio con nome utente e password',
    header: 'Qualsiasi servizio con una chiave segreta',
  },
  hints: {
    'capillary-till': 'Il caso più comune: la sede centrale ha dato il nome di una cassa e la sua password.',
    'capillary-oauth': 'La sede centrale ha dato una chiave client e un segreto client.',
    'capillary-customer': 'I clienti accedono con un codice o una password propri.',
    scayle: 'I clienti del negozio online: ID client, segreto client e numero del negozio.',
    'gini-trusted': 'Fatture e pagamenti: ID client, segreto client e un utente.',
    'gini-derived': 'Fatture e pagamenti, con un utente che anche altri possono usare.',
    'gini-anonymous': 'Fatture e pagamenti, con un utente che la cassa crea per sé.',
    oauth2: 'Un ID client, un segreto client e l’indirizzo che emette i token.',
    oidc: 'Una persona accede una volta, nel browser di questo computer.',
    basic: 'Un nome utente e una password.',
    header: 'Una chiave inviata con ogni richiesta.',
  },
  regions: { EU: 'Europa', APAC: 'Asia-Pacifico', APAC2: 'Asia-Pacifico 2', custom: 'Altro indirizzo' },
  unchosen: 'Non scelto',
  more: 'Altre impostazioni',
  showSecret: 'Mostra ciò che ha scritto',
  fields: {
    region: { label: 'Regione', hint: 'Chieda alla sede centrale se non è sicuro.' },
    baseUrl: { label: 'Indirizzo del servizio', hint: 'Inizia con https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Lasci vuoto: valgono le impostazioni di questo computer. Altrimenti direct, o l’indirizzo del proxy del negozio.',
    },
    networkUser: { label: 'Nome utente per la rete del negozio' },
    networkPassword: { label: 'Password per la rete del negozio' },
    proxyPassword: {
      label: 'Password del proxy',
      hint: 'Solo se l’indirizzo del proxy nomina un utente, come in http://till@proxy.store:3128',
    },
    caFile: { label: 'File del certificato', hint: 'Solo se la rete ha una propria autorità di certificazione.' },
    mode: {
      label: 'Reale o prova',
      hint: 'test: un sistema di prova del servizio. La finestra lo mostra con una cornice. Lasci vuoto per quello reale.',
    },
    via: {
      label: 'Dire al servizio che le richieste passano da questo agente',
      hint: 'Alcuni servizi inviano allora risposte non compresse, il che richiede più tempo.',
    },
    links: {
      label: 'Dove portano i link nelle risposte',
      hint: 'agent: attraverso questa cassa, come serve a un software che li segue. upstream: come li ha inviati il servizio. Lasci vuoto se non lo sa.',
    },
    till: {
      label: 'Cassa',
      hint: 'Il nome che la sede centrale ha dato a questa cassa, come store.till1',
    },
    password: { label: 'Password' },
    clientKey: { label: 'Chiave client' },
    clientId: { label: 'ID client' },
    clientSecret: { label: 'Segreto client' },
    shopSecret: {
      label: 'Segreto del negozio',
      hint: 'Solo per un pagamento nella pagina web del negozio, o l’accesso presso un provider di identità.',
    },
    expect: {
      organisation: {
        label: 'Organizzazione attesa',
        hint: 'Vuoto: qualsiasi. La password di un’altra viene rifiutata.',
      },
      till: { label: 'Cassa attesa', hint: 'Vuoto: qualsiasi. La password di un’altra cassa viene rifiutata.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Indirizzo dell’API', hint: 'Solo se l’indirizzo sopra è quello del gateway mobile.' },
      brand: { label: 'Marchio al gateway' },
      deviceId: { label: 'ID dispositivo al gateway' },
    },
    cache: {
      freshSeconds: {
        label: 'Secondi in cui i dati di un cliente si mostrano di nuovo senza chiedere',
        hint: 'Vuoto: si chiede ogni volta al servizio. Per esempio 30.',
      },
      staleSeconds: {
        label: 'Secondi in cui si mostrano mentre il servizio non è raggiungibile',
        hint: 'Vuoto: mai. Per esempio 3600, un’ora. I punti possono essere cambiati; il software di cassa lo sa.',
      },
    },
    billNumbers: {
      label: 'Numeri di scontrino nel servizio',
      hint: 'unique: il servizio rifiuta un numero che ha già. Chieda alla sede centrale; senza, una vendita non si invia mai due volte.',
    },
    callerHeaders: {
      label: 'Intestazioni che il software di cassa può impostare',
      hint: 'Come X-CAP-CLIENT-SIGNATURE. Vuoto: nessuna.',
    },
    attribution: {
      type: { label: 'Come si nomina questa cassa', hint: 'Decide come contano le vendite per questo negozio.' },
      code: { label: 'Il suo nome nel servizio' },
    },
    gatewayBaseUrl: {
      label: 'Indirizzo del gateway mobile',
      hint: 'Inizia con https:// e spesso finisce con /mobile.',
    },
    authBaseUrl: { label: 'Indirizzo dell’Auth Engine', hint: 'Inizia con https://' },
    brand: { label: 'Marchio', hint: 'Come è configurato nel servizio.' },
    family: {
      label: 'Tipo di app',
      hint: 'mobile, a meno che Capillary non abbia configurato il marchio per app web.',
    },
    deviceId: { label: 'ID dispositivo', hint: 'Lasci vuoto: la cassa ne crea uno.' },
    shopId: { label: 'Numero del negozio' },
    accountBaseUrl: {
      label: 'Indirizzo della Customer Account API',
      hint: 'Lasci vuoto se l’indirizzo del servizio finisce con auth.scayle.cloud: la cassa lo ricava.',
    },
    identityProviders: {
      label: 'Provider di identità',
      hint: 'Le loro chiavi, separate da spazi. Lasci vuoto se nessun cliente accede con un altro account.',
    },
    userIdentifier: { label: 'Utente' },
    userKey: {
      label: 'Chiave per gli utenti',
      hint: 'Lasci vuoto, a meno che più casse non condividano utenti nominati dai programmi.',
    },
    mediaType: { label: 'Versione dell’interfaccia', hint: 'Lasci vuoto, a meno che Gini non ne abbia data una.' },
    userCenterUrl: { label: 'Indirizzo dello User Center', hint: 'Inizia con https://' },
    emailDomain: { label: 'Dominio e-mail', hint: 'Come concordato con Gini.' },
    tokenUrl: { label: 'Indirizzo che emette i token', hint: 'Inizia con https://' },
    scope: { label: 'Scope', hint: 'Lasci vuoto, a meno che non ne abbia ricevuto uno.' },
    scopes: {
      label: 'Scope',
      hint: 'Separati da spazi. Lasci vuoto, a meno che non ne abbia ricevuti.',
    },
    clientEncoding: {
      label: 'Come sono codificati ID e segreto',
      hint: 'Lo cambi solo se il servizio rifiuta quelli giusti.',
    },
    issuer: { label: 'Provider di identità', hint: 'Inizia con https://, esattamente come l’ha ricevuto.' },
    signIn: { label: 'Chi accede', hint: 'Lasci vuoto se il personale accede una volta per questa cassa.' },
    acrValues: { label: 'Livello di accesso richiesto', hint: 'Lasci vuoto, a meno che non ne abbia ricevuto uno.' },
    sendIdTokenAs: {
      label: 'Intestazione per il token di identità',
      hint: 'Lasci vuoto, a meno che non ne abbia ricevuta una.',
    },
    username: { label: 'Nome utente' },
    probePath: { label: 'Percorso per una prova', hint: 'Inizia con /. La cassa lo usa per provare le credenziali.' },
    name: { label: 'Nome dell’intestazione', hint: 'Come X-Api-Key' },
    value: { label: 'Chiave' },
  },
}
