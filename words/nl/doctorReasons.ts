import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'nl', typeof english> = {
  'no-proxy': { sentence: 'De dienst wordt zonder proxy bereikt.' },
  'proxy-used': { sentence: 'De weg naar de dienst loopt via de proxy {{proxy}}.' },
  'proxy-of-system': { sentence: 'De weg naar de dienst loopt via {{proxy}}, volgens {{settings}}.' },
  'no-proxy-of-system': { sentence: 'De dienst wordt zonder proxy bereikt, volgens {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent kan niet spreken met de proxy’s uit {{settings}}, zoals SOCKS.',
    remedy: 'Vraag de netwerkbeheerder van de winkel om een HTTP-proxy.',
  },
  'pac-unreachable': {
    sentence: 'Het PAC-bestand {{pac}} kan niet worden opgehaald, dus de dienst wordt zonder proxy aangeroepen.',
    remedy: 'Vraag de netwerkbeheerder van de winkel of het adres ervan klopt.',
  },
  'pac-broken': {
    sentence: 'Het PAC-bestand {{pac}} werkt niet, dus de dienst wordt zonder proxy aangeroepen.',
    remedy: 'Geef het aan de netwerkbeheerder van de winkel.',
  },
  'proxy-wants-sign-in': {
    sentence: 'De proxy {{proxy}} wil een gebruikersnaam en wachtwoord.',
    remedy: 'Voer de proxy in met de gebruikersnaam, zoals http://till@proxy.store:3128, en het wachtwoord.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'De proxy {{proxy}} vraagt om een inlog die Till Agent niet kent, zoals NTLM of Kerberos.',
    remedy: 'Vraag de netwerkbeheerder van de winkel deze kassa door te laten zonder inlog, of met Basic.',
  },
  'proxy-untrusted': {
    sentence: 'De proxy {{proxy}} kon niet bewijzen wie hij is, dus er is niets tegen gezegd.',
    remedy: 'Vraag de netwerkbeheerder van de winkel om de certificeringsinstantie van de proxy.',
  },
  'proxy-unreadable': {
    sentence: 'Het adres van de proxy is niet leesbaar.',
    remedy: 'Verbeter het, bijvoorbeeld tot http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'De proxy {{proxy}} laat de kassa niet door ({{status}}).',
    remedy: 'Vraag de netwerkbeheerder van de winkel de host van de dienst toe te staan.',
  },
  'proxy-silent': {
    sentence: 'De weg naar de dienst loopt via de proxy {{proxy}}, en er kwam niets terug ({{code}}).',
    remedy: 'Controleer of het de juiste proxy is en of hij draait.',
  },
  're-signed': {
    sentence:
      'Antwoorden van de dienst worden opnieuw ondertekend door ‘{{issuer}}’, die zo kan lezen wat wordt gestuurd.',
    remedy: 'Is het het filter van de winkel, dan is er niets te doen. Kent niemand het, bel dan support.',
  },
  'private-authority': {
    sentence: '‘{{issuer}}’, die instaat voor de dienst, is geen openbare instantie.',
    remedy:
      'Opent het netwerk van de winkel verbindingen met opzet, dan is er niets te doen. Weet niemand ervan, bel dan support.',
  },
  'certificate-required': {
    sentence: 'De dienst vraagt wie verbinding maakt, en deze kassa heeft geen certificaat om te tonen.',
    remedy: 'Vraag een technicus het certificaat te installeren dat de beheerder van de dienst voor deze kassa uitgaf.',
  },
  'certificate-refused': {
    sentence: 'De dienst accepteert het certificaat van deze kassa niet.',
    remedy: 'Vraag een technicus het certificaat te installeren dat de beheerder van de dienst voor deze kassa uitgaf.',
  },
  'certificate-valid': { sentence: 'Het certificaat van deze kassa, ‘{{subject}}’, is goed.' },
  'certificate-expiring': {
    sentence: 'Het certificaat van deze kassa, ‘{{subject}}’, verloopt binnenkort. Resterende dagen: {{days}}.',
    remedy: 'Vraag nu een nieuw certificaat aan en laat een technicus het installeren.',
  },
  'certificate-expired': {
    sentence: 'Het certificaat van deze kassa, ‘{{subject}}’, is verlopen.',
    remedy: 'Vraag een nieuw certificaat aan en laat een technicus het installeren.',
  },
}
