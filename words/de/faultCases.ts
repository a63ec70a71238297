import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'de', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Kunden können gerade nicht gesucht werden.',
      remedy:
        'Versuchen Sie es gleich erneut. Hilft das nicht, steht der Grund unter „Status“. Der Verkauf kann weitergehen.',
    },
    UPSTREAM_SILENT: {
      title: 'Der Dienst hat auf diese Suche nicht geantwortet.',
      remedy: 'Suchen Sie den Kunden erneut. Der Verkauf kann weitergehen.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Der Dienst ist nicht erreichbar, daher kann niemand gesucht werden.',
      remedy:
        'Der Verkauf kann weitergehen. Versuchen Sie es später erneut; bleibt es so, sagen Sie es der Filialleitung.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Kein Code wurde gesendet: Der Dienst sendet gerade keine.',
      remedy: 'Bedienen Sie den Kunden ohne Bestätigung und sagen Sie der Filialleitung, was unten steht.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Kein Code wurde gesendet: Der Dienst ist nicht erreichbar.',
      remedy: 'Versuchen Sie es gleich erneut, oder bedienen Sie den Kunden ohne Bestätigung.',
    },
    UPSTREAM_BUSY: {
      title: 'Kein Code wurde gesendet: Der Dienst ist ausgelastet.',
      remedy: 'Warten Sie einen Moment und senden Sie ihn dann erneut.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Der Dienst hat nicht geantwortet. Vielleicht wurde ein Code gesendet.',
      remedy: 'Fragen Sie den Kunden, ob eine Nachricht kam. Wenn nicht, senden Sie einen neuen Code.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'Der Code wurde nicht geprüft: Der Dienst prüft gerade keine.',
      remedy:
        'Drücken Sie gleich noch einmal „Bestätigen“: Es wurde kein Versuch verbraucht. Oder bedienen Sie den Kunden ohne Bestätigung.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Der Code wurde nicht geprüft: Der Dienst ist nicht erreichbar.',
      remedy: 'Drücken Sie gleich noch einmal „Bestätigen“. Es wurde kein Versuch verbraucht.',
    },
    UPSTREAM_BUSY: {
      title: 'Der Code wurde nicht geprüft: Der Dienst ist ausgelastet.',
      remedy: 'Warten Sie einen Moment und drücken Sie dann erneut „Bestätigen“. Es wurde kein Versuch verbraucht.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Der Dienst hat nicht geantwortet, daher ist nicht bekannt, ob der Code richtig war.',
      remedy: 'Drücken Sie mit demselben Code erneut „Bestätigen“. Das zählt als weiterer Versuch.',
    },
  },
  unproven: {
    unreachable: {
      title: 'Die Adresse war nicht erreichbar. Es wurde nichts gespeichert.',
      remedy: 'Prüfen Sie die Adresse und ob das Internet der Filiale funktioniert. Was geschah, steht unten.',
    },
    timeout: {
      title: 'An dieser Adresse hat rechtzeitig nichts geantwortet. Es wurde nichts gespeichert.',
      remedy: 'Prüfen Sie die Adresse und versuchen Sie es erneut. Stimmt sie, versuchen Sie es später noch einmal.',
    },
    untrusted: {
      title: 'Der Server konnte nicht beweisen, dass er der richtige ist. Es wurde nichts gespeichert.',
      remedy:
        'Prüfen Sie die Adresse sowie Datum und Uhrzeit dieses Computers. Stimmen sie, ist vielleicht ein Proxy der Filiale dazwischen: Fragen Sie die Betreuer des Netzwerks.',
    },
    'proxy-sign-in': {
      title: 'Das Netzwerk der Filiale verlangt zuerst Benutzernamen und Passwort. Es wurde nichts gespeichert.',
      remedy: 'Geben Sie oben beides ein. Die Betreuer des Netzwerks der Filiale kennen es.',
    },
    unexpected: {
      title: 'Etwas hat geantwortet, aber nicht so wie dieser Dienst. Es wurde nichts gespeichert.',
      remedy:
        'Prüfen Sie die Adresse: Vielleicht ist es eine Webseite oder ein anderer Dienst. Was geschah, steht unten.',
    },
  },
}
