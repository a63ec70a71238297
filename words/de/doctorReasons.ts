import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'de', typeof english> = {
  'no-proxy': { sentence: 'Der Dienst wird ohne Proxy erreicht.' },
  'proxy-used': { sentence: 'Der Weg zum Dienst führt über den Proxy {{proxy}}.' },
  'proxy-of-system': { sentence: 'Der Weg zum Dienst führt über {{proxy}}, laut {{settings}}.' },
  'no-proxy-of-system': { sentence: 'Der Dienst wird ohne Proxy erreicht, laut {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent kann mit den Proxys laut {{settings}} nicht sprechen, etwa mit SOCKS.',
    remedy: 'Bitten Sie die Betreuer des Netzwerks der Filiale um einen HTTP-Proxy.',
  },
  'pac-unreachable': {
    sentence: 'Die PAC-Datei {{pac}} lässt sich nicht laden, daher wird der Dienst ohne Proxy aufgerufen.',
    remedy: 'Fragen Sie die Betreuer des Netzwerks der Filiale, ob ihre Adresse stimmt.',
  },
  'pac-broken': {
    sentence: 'Die PAC-Datei {{pac}} funktioniert nicht, daher wird der Dienst ohne Proxy aufgerufen.',
    remedy: 'Geben Sie sie den Betreuern des Netzwerks der Filiale.',
  },
  'proxy-wants-sign-in': {
    sentence: 'Der Proxy {{proxy}} verlangt Benutzernamen und Passwort.',
    remedy: 'Geben Sie den Proxy mit Benutzernamen ein, wie http://till@proxy.store:3128, und sein Passwort.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'Der Proxy {{proxy}} verlangt eine Anmeldung, die Till Agent nicht kennt, etwa NTLM oder Kerberos.',
    remedy:
      'Bitten Sie die Betreuer des Netzwerks der Filiale, diese Kasse ohne Anmeldung oder mit Basic durchzulassen.',
  },
  'proxy-untrusted': {
    sentence: 'Der Proxy {{proxy}} konnte nicht beweisen, wer er ist. Daher wurde ihm nichts gesagt.',
    remedy: 'Fragen Sie die Betreuer des Netzwerks der Filiale nach der Zertifizierungsstelle des Proxys.',
  },
  'proxy-unreadable': {
    sentence: 'Die Adresse des Proxys ist nicht lesbar.',
    remedy: 'Korrigieren Sie sie, etwa zu http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'Der Proxy {{proxy}} lässt die Kasse nicht durch ({{status}}).',
    remedy: 'Bitten Sie die Betreuer des Netzwerks der Filiale, den Host des Dienstes zu erlauben.',
  },
  'proxy-silent': {
    sentence: 'Der Weg zum Dienst führt über den Proxy {{proxy}}, und es kam nichts zurück ({{code}}).',
    remedy: 'Prüfen Sie, ob es der richtige Proxy ist und ob er läuft.',
  },
  're-signed': {
    sentence: 'Antworten des Dienstes werden von „{{issuer}}“ neu signiert; so ist lesbar, was gesendet wird.',
    remedy: 'Ist es der Filter der Filiale, ist nichts zu tun. Kennt ihn niemand, rufen Sie den Support an.',
  },
  'private-authority': {
    sentence: '„{{issuer}}“, wer für den Dienst bürgt, ist keine öffentliche Zertifizierungsstelle.',
    remedy:
      'Öffnet das Netzwerk der Filiale Verbindungen mit Absicht, ist nichts zu tun. Weiß niemand davon, rufen Sie den Support an.',
  },
  'certificate-required': {
    sentence: 'Der Dienst fragt, wer sich verbindet, und diese Kasse hat kein Zertifikat vorzuzeigen.',
    remedy:
      'Bitten Sie einen Techniker, das Zertifikat einzurichten, das der Betreiber des Dienstes für diese Kasse ausgestellt hat.',
  },
  'certificate-refused': {
    sentence: 'Der Dienst nimmt das Zertifikat dieser Kasse nicht an.',
    remedy:
      'Bitten Sie einen Techniker, das Zertifikat einzurichten, das der Betreiber des Dienstes für diese Kasse ausgestellt hat.',
  },
  'certificate-valid': { sentence: 'Das Zertifikat dieser Kasse, „{{subject}}“, ist gut.' },
  'certificate-expiring': {
    sentence: 'Das Zertifikat dieser Kasse, „{{subject}}“, läuft bald ab. Verbleibende Tage: {{days}}.',
    remedy: 'Fordern Sie jetzt ein neues Zertifikat an und lassen Sie es von einem Techniker einrichten.',
  },
  'certificate-expired': {
    sentence: 'Das Zertifikat dieser Kasse, „{{subject}}“, ist abgelaufen.',
    remedy: 'Fordern Sie ein neues Zertifikat an und lassen Sie es von einem Techniker einrichten.',
  },
}
