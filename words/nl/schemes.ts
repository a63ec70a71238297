import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'nl', typeof english> = {
  names: {
    'capillary-till': 'Capillary, met kassa en wachtwoord',
    'capillary-oauth': 'Capillary, met een API-client',
    'capillary-customer': 'Capillary, voor klanten die inloggen',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, met een eigen gebruiker',
    'gini-derived': 'Gini, met een afgeleide gebruiker',
    'gini-anonymous': 'Gini, met een gebruiker voor deze kassa',
    oauth2: 'Elke dienst met OAuth 2-clientgegevens',
    oidc: 'Elke dienst waar een persoon inlogt',
    basic: 'Elke dienst met gebruikersnaam en wachtwoord',
    header: 'Elke dienst met een geheime sleutel',
  },
  hints: {
    'capillary-till': 'Wat de meeste winkels hebben: het hoofdkantoor gaf u de naam van een kassa en het wachtwoord.',
    'capillary-oauth': 'Het hoofdkantoor gaf u een client key en een client secret.',
    'capillary-customer': 'Klanten loggen in met een eigen code of wachtwoord.',
    scayle: 'De klanten van uw webwinkel: client-ID, client secret en winkelnummer.',
    'gini-trusted': 'Facturen en betalingen: client-ID, client secret en een gebruiker.',
    'gini-derived': 'Facturen en betalingen, met een gebruiker die anderen ook mogen gebruiken.',
    'gini-anonymous': 'Facturen en betalingen, met een gebruiker die de kassa zelf aanmaakt.',
    oauth2: 'Een client-ID, een client secret en het adres dat tokens uitgeeft.',
    oidc: 'Een persoon logt één keer in, in de browser van deze computer.',
    basic: 'Een gebruikersnaam en een wachtwoord.',
    header: 'Een sleutel die met elke aanvraag wordt meegestuurd.',
  },
  regions: { EU: 'Europa', APAC: 'Azië-Pacific', APAC2: 'Azië-Pacific 2', custom: 'Ander adres' },
  unchosen: 'Niet gekozen',
  more: 'Meer instellingen',
  showSecret: 'Tonen wat u typte',
  fields: {
    region: { label: 'Regio', hint: 'Vraag het hoofdkantoor als u het niet zeker weet.' },
    baseUrl: { label: 'Adres van de dienst', hint: 'Begint met https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Laat leeg: de instellingen van deze computer gelden. Anders direct, of het adres van de proxy van de winkel.',
    },
    networkUser: { label: 'Gebruikersnaam voor het winkelnetwerk' },
    networkPassword: { label: 'Wachtwoord voor het winkelnetwerk' },
    proxyPassword: {
      label: 'Wachtwoord van de proxy',
      hint: 'Alleen als het adres van de proxy een gebruiker noemt, zoals http://till@proxy.store:3128',
    },
    caFile: { label: 'Certificaatbestand', hint: 'Alleen als uw netwerk een eigen certificeringsinstantie heeft.' },
    mode: {
      label: 'Echt of test',
      hint: 'test: een testsysteem van de dienst. Het venster toont dat dan met een rand. Laat leeg voor het echte.',
    },
    via: {
      label: 'De dienst vertellen dat aanvragen via deze agent komen',
      hint: 'Sommige diensten sturen antwoorden dan ongecomprimeerd, wat langer duurt.',
    },
    links: {
      label: 'Waarheen links in antwoorden leiden',
      hint: 'agent: via deze kassa, zoals software nodig heeft die ze volgt. upstream: zoals de dienst ze stuurde. Laat leeg als u het niet weet.',
    },
    till: {
      label: 'Kassa',
      hint: 'De naam die het hoofdkantoor deze kassa gaf, zoals store.till1',
    },
    password: { label: 'Wachtwoord' },
    clientKey: { label: 'Client key' },
    clientId: { label: 'Client-ID' },
    clientSecret: { label: 'Client secret' },
    shopSecret: {
      label: 'Shop secret',
      hint: 'Alleen voor een betaling in de webpagina van de winkel, of inloggen bij een identiteitsprovider.',
    },
    expect: {
      organisation: {
        label: 'Verwachte organisatie',
        hint: 'Leeg: elke. Een wachtwoord van een andere wordt geweigerd.',
      },
      till: { label: 'Verwachte kassa', hint: 'Leeg: elke. Een wachtwoord van een andere kassa wordt geweigerd.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Adres van de API', hint: 'Alleen als het adres hierboven dat van de mobiele gateway is.' },
      brand: { label: 'Merk bij de gateway' },
      deviceId: { label: 'Apparaat-ID bij de gateway' },
    },
    cache: {
      freshSeconds: {
        label: 'Seconden dat klantgegevens opnieuw worden getoond zonder te vragen',
        hint: 'Leeg: de dienst wordt elke keer gevraagd. Bijvoorbeeld 30.',
      },
      staleSeconds: {
        label: 'Seconden dat ze worden getoond terwijl de dienst niet bereikbaar is',
        hint: 'Leeg: helemaal niet. Bijvoorbeeld 3600, een uur. Punten kunnen sindsdien veranderd zijn; de kassasoftware hoort het.',
      },
    },
    billNumbers: {
      label: 'Bonnummers in de dienst',
      hint: 'unique: de dienst weigert een nummer dat hij al heeft. Vraag het hoofdkantoor; zonder dit wordt een verkoop nooit twee keer verstuurd.',
    },
    callerHeaders: {
      label: 'Headers die de kassasoftware mag zetten',
      hint: 'Zoals X-CAP-CLIENT-SIGNATURE. Leeg: geen.',
    },
    attribution: {
      type: { label: 'Hoe deze kassa wordt genoemd', hint: 'Bepaalt hoe verkopen voor deze winkel tellen.' },
      code: { label: 'De naam in de dienst' },
    },
    gatewayBaseUrl: { label: 'Adres van de mobiele gateway', hint: 'Begint met https:// en eindigt vaak op /mobile.' },
    authBaseUrl: { label: 'Adres van de Auth Engine', hint: 'Begint met https://' },
    brand: { label: 'Merk', hint: 'Zoals het in de dienst is ingesteld.' },
    family: { label: 'Soort app', hint: 'mobile, tenzij Capillary uw merk voor webapps heeft ingesteld.' },
    deviceId: { label: 'Apparaat-ID', hint: 'Laat leeg: de kassa maakt er een.' },
    shopId: { label: 'Winkelnummer' },
    accountBaseUrl: {
      label: 'Adres van de Customer Account API',
      hint: 'Laat leeg als het adres van de dienst op auth.scayle.cloud eindigt: de kassa leidt het af.',
    },
    identityProviders: {
      label: 'Identiteitsproviders',
      hint: 'Hun sleutels, gescheiden door spaties. Laat leeg als geen klant met een ander account inlogt.',
    },
    userIdentifier: { label: 'Gebruiker' },
    userKey: {
      label: 'Sleutel voor gebruikers',
      hint: 'Laat leeg, tenzij meerdere kassa’s gebruikers delen die programma’s noemen.',
    },
    mediaType: { label: 'Versie van de interface', hint: 'Laat leeg, tenzij Gini u er een gaf.' },
    userCenterUrl: { label: 'Adres van het User Center', hint: 'Begint met https://' },
    emailDomain: { label: 'E-maildomein', hint: 'Zoals afgesproken met Gini.' },
    tokenUrl: { label: 'Adres dat tokens uitgeeft', hint: 'Begint met https://' },
    scope: { label: 'Scope', hint: 'Laat leeg, tenzij u er een kreeg.' },
    scopes: {
      label: 'Scopes',
      hint: 'Gescheiden door spaties. Laat leeg, tenzij u er kreeg.',
    },
    clientEncoding: {
      label: 'Hoe ID en secret worden gecodeerd',
      hint: 'Wijzig dit alleen als de dienst de juiste weigert.',
    },
    issuer: { label: 'Identiteitsprovider', hint: 'Begint met https://, precies zoals u hem kreeg.' },
    signIn: { label: 'Wie inlogt', hint: 'Laat leeg als het personeel één keer voor deze kassa inlogt.' },
    acrValues: { label: 'Vereiste sterkte van de inlog', hint: 'Laat leeg, tenzij u er een kreeg.' },
    sendIdTokenAs: { label: 'Header voor het ID-token', hint: 'Laat leeg, tenzij u er een kreeg.' },
    username: { label: 'Gebruikersnaam' },
    probePath: { label: 'Pad voor een test', hint: 'Begint met /. De kassa test er de inloggegevens mee.' },
    name: { label: 'Naam van de header', hint: 'Zoals X-Api-Key' },
    value: { label: 'Sleutel' },
  },
}
