import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'de', typeof english> = {
  names: {
    'capillary-till': 'Capillary, mit Kasse und Passwort',
    'capillary-oauth': 'Capillary, mit einem API-Client',
    'capillary-customer': 'Capillary, für Kunden, die sich anmelden',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, mit eigenem Benutzer',
    'gini-derived': 'Gini, mit abgeleitetem Benutzer',
    'gini-anonymous': 'Gini, mit einem Benutzer für diese Kasse',
    oauth2: 'Beliebiger Dienst mit OAuth 2 Client Credentials',
    oidc: 'Beliebiger Dienst, bei dem sich eine Person anmeldet',
    basic: 'Beliebiger Dienst mit Benutzername und Passwort',
    header: 'Beliebiger Dienst mit geheimem Schlüssel',
  },
  hints: {
    'capillary-till': 'Was die meisten Filialen haben: Die Zentrale gab Ihnen den Namen einer Kasse und ihr Passwort.',
    'capillary-oauth': 'Die Zentrale gab Ihnen Client Key und Client Secret.',
    'capillary-customer': 'Kunden melden sich mit einem eigenen Code oder Passwort an.',
    scayle: 'Kunden Ihres Webshops: Client ID, Client Secret und Shopnummer.',
    'gini-trusted': 'Rechnungen und Zahlungen: Client ID, Client Secret und ein Benutzer.',
    'gini-derived': 'Rechnungen und Zahlungen, mit einem Benutzer, den auch andere nutzen dürfen.',
    'gini-anonymous': 'Rechnungen und Zahlungen, mit einem Benutzer, den die Kasse selbst anlegt.',
    oauth2: 'Client ID, Client Secret und die Adresse, die Tokens ausstellt.',
    oidc: 'Eine Person meldet sich einmal an, im Browser dieses Computers.',
    basic: 'Benutzername und Passwort.',
    header: 'Ein Schlüssel, der mit jeder Anfrage gesendet wird.',
  },
  regions: { EU: 'Europa', APAC: 'Asien-Pazifik', APAC2: 'Asien-Pazifik 2', custom: 'Andere Adresse' },
  unchosen: 'Nicht gewählt',
  more: 'Weitere Einstellungen',
  showSecret: 'Eingabe zeigen',
  fields: {
    region: { label: 'Region', hint: 'Fragen Sie die Zentrale, wenn Sie unsicher sind.' },
    baseUrl: { label: 'Adresse des Dienstes', hint: 'Beginnt mit https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Leer lassen: Die Einstellungen dieses Computers gelten. Sonst direct oder die Adresse des Proxys der Filiale.',
    },
    networkUser: { label: 'Benutzername für das Netzwerk der Filiale' },
    networkPassword: { label: 'Passwort für das Netzwerk der Filiale' },
    proxyPassword: {
      label: 'Passwort des Proxys',
      hint: 'Nur wenn die Adresse des Proxys einen Benutzer nennt, wie http://till@proxy.store:3128',
    },
    caFile: { label: 'Zertifikatsdatei', hint: 'Nur wenn Ihr Netzwerk eine eigene Zertifizierungsstelle hat.' },
    mode: {
      label: 'Echt oder Test',
      hint: 'test: ein Testsystem des Dienstes. Das Fenster zeigt das dann mit einem Rahmen. Leer lassen für das echte.',
    },
    via: {
      label: 'Dem Dienst sagen, dass Anfragen über diesen Agenten kommen',
      hint: 'Manche Dienste senden Antworten dann unkomprimiert, was länger dauert.',
    },
    links: {
      label: 'Wohin Links in Antworten führen',
      hint: 'agent: über diese Kasse, wie es eine Kassensoftware braucht, die ihnen folgt. upstream: wie der Dienst sie sandte. Leer lassen, wenn Sie es nicht wissen.',
    },
    till: {
      label: 'Kasse',
      hint: 'Der Name, den die Zentrale dieser Kasse gab, etwa store.till1',
    },
    password: { label: 'Passwort' },
    clientKey: { label: 'Client Key' },
    clientId: { label: 'Client ID' },
    clientSecret: { label: 'Client Secret' },
    shopSecret: {
      label: 'Shop Secret',
      hint: 'Nur für den Kauf in der Webseite des Shops oder die Anmeldung bei einem Identitätsanbieter.',
    },
    expect: {
      organisation: { label: 'Erwartete Organisation', hint: 'Leer: jede. Das Passwort einer anderen wird abgelehnt.' },
      till: { label: 'Erwartete Kasse', hint: 'Leer: jede. Das Passwort einer anderen Kasse wird abgelehnt.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Adresse der API', hint: 'Nur wenn die Adresse oben die des mobilen Gateways ist.' },
      brand: { label: 'Marke am Gateway' },
      deviceId: { label: 'Geräte-ID am Gateway' },
    },
    cache: {
      freshSeconds: {
        label: 'Sekunden, in denen Kundendaten ohne neue Anfrage gezeigt werden',
        hint: 'Leer: Der Dienst wird jedes Mal gefragt. Etwa 30.',
      },
      staleSeconds: {
        label: 'Sekunden, in denen sie gezeigt werden, während der Dienst nicht erreichbar ist',
        hint: 'Leer: gar nicht. Etwa 3600, eine Stunde. Punkte können sich seither geändert haben; die Kassensoftware erfährt es.',
      },
    },
    billNumbers: {
      label: 'Bonnummern im Dienst',
      hint: 'unique: Der Dienst lehnt eine Nummer ab, die er schon hat. Fragen Sie die Zentrale; sonst wird ein Verkauf nie zweimal gesendet.',
    },
    callerHeaders: {
      label: 'Kopfzeilen, die die Kassensoftware setzen darf',
      hint: 'Etwa X-CAP-CLIENT-SIGNATURE. Leer: keine.',
    },
    attribution: {
      type: { label: 'Wie diese Kasse genannt wird', hint: 'Bestimmt, wie Verkäufe für diese Filiale zählen.' },
      code: { label: 'Ihr Name im Dienst' },
    },
    gatewayBaseUrl: { label: 'Adresse des mobilen Gateways', hint: 'Beginnt mit https:// und endet oft auf /mobile.' },
    authBaseUrl: { label: 'Adresse der Auth Engine', hint: 'Beginnt mit https://' },
    brand: { label: 'Marke', hint: 'Wie sie im Dienst eingerichtet ist.' },
    family: { label: 'Art der App', hint: 'mobile, außer wenn Capillary Ihre Marke für Web-Apps eingerichtet hat.' },
    deviceId: { label: 'Geräte-ID', hint: 'Leer lassen: Die Kasse legt eine an.' },
    shopId: { label: 'Shopnummer' },
    accountBaseUrl: {
      label: 'Adresse der Customer Account API',
      hint: 'Leer lassen, wenn die Adresse des Dienstes auf auth.scayle.cloud endet: Die Kasse leitet sie ab.',
    },
    identityProviders: {
      label: 'Identitätsanbieter',
      hint: 'Ihre Schlüssel, durch Leerzeichen getrennt. Leer lassen, wenn sich kein Kunde mit einem anderen Konto anmeldet.',
    },
    userIdentifier: { label: 'Benutzer' },
    userKey: {
      label: 'Schlüssel für Benutzer',
      hint: 'Leer lassen, außer wenn sich mehrere Kassen Benutzer teilen, die Programme nennen.',
    },
    mediaType: { label: 'Version der Schnittstelle', hint: 'Leer lassen, außer wenn Gini Ihnen eine gab.' },
    userCenterUrl: { label: 'Adresse des User Centers', hint: 'Beginnt mit https://' },
    emailDomain: { label: 'E-Mail-Domain', hint: 'Wie mit Gini vereinbart.' },
    tokenUrl: { label: 'Adresse, die Tokens ausstellt', hint: 'Beginnt mit https://' },
    scope: { label: 'Scope', hint: 'Leer lassen, außer wenn Sie einen erhielten.' },
    scopes: {
      label: 'Scopes',
      hint: 'Durch Leerzeichen getrennt. Leer lassen, außer wenn Sie welche erhielten.',
    },
    clientEncoding: {
      label: 'Wie ID und Secret kodiert werden',
      hint: 'Nur ändern, wenn der Dienst die richtigen ablehnt.',
    },
    issuer: { label: 'Identitätsanbieter', hint: 'Beginnt mit https://, genau wie Sie ihn erhielten.' },
    signIn: { label: 'Wer sich anmeldet', hint: 'Leer lassen, wenn sich Mitarbeiter einmal für diese Kasse anmelden.' },
    acrValues: { label: 'Verlangte Stärke der Anmeldung', hint: 'Leer lassen, außer wenn Sie eine erhielten.' },
    sendIdTokenAs: { label: 'Kopfzeile für das ID-Token', hint: 'Leer lassen, außer wenn Sie eine erhielten.' },
    username: { label: 'Benutzername' },
    probePath: { label: 'Pfad für eine Prüfung', hint: 'Beginnt mit /. Damit prüft die Kasse die Zugangsdaten.' },
    name: { label: 'Name der Kopfzeile', hint: 'Etwa X-Api-Key' },
    value: { label: 'Schlüssel' },
  },
}
