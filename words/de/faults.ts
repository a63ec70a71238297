import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'de', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent antwortet nicht.',
    remedy:
      'Warten Sie einen Moment und versuchen Sie es erneut. Hilft das nicht, starten Sie diesen Computer neu oder rufen Sie den Support an.',
  },
  MALFORMED_REQUEST: {
    title: 'Ein Programm hat etwas gesendet, das Till Agent nicht lesen kann.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  INVALID_INPUT: { title: 'Prüfen Sie das markierte Feld.', remedy: 'Korrigieren Sie es und versuchen Sie es erneut.' },
  AMBIGUOUS_PATH: {
    title: 'Ein Programm hat eine Adresse benutzt, die sich auf zwei Arten lesen lässt.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  NOT_FOUND: {
    title: 'Nicht gefunden.',
    remedy: 'Schließen Sie dieses Fenster und öffnen Sie es wieder. Hilft das nicht, braucht Till Agent ein Update.',
  },
  METHOD_NOT_ALLOWED: {
    title: 'Nicht unterstützt.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  BODY_TOO_LARGE: {
    title: 'Das ist mehr, als diese Kasse auf einmal annimmt.',
    remedy: 'Senden Sie weniger, oder erhöhen Sie die Grenze in den Einstellungen.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Die Kopfzeilen der Anfrage sind zu groß.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  TARGET_TOO_LONG: {
    title: 'Ein Programm hat eine Anfrage mit einer zu langen Adresse gesendet.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  REQUEST_TIMEOUT: { title: 'Die Anfrage kam nicht rechtzeitig an.', remedy: 'Versuchen Sie es erneut.' },
  UPGRADE_REFUSED: {
    title: 'Ein Programm wollte eine Art von Verbindung, die es hier nicht gibt.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  EXPECTATION_REFUSED: {
    title: 'Ein Programm hat von HTTP etwas verlangt, das es hier nicht gibt.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  FOREIGN_HOST: {
    title: 'Eine Anfrage war für einen anderen Computer bestimmt und wurde abgewiesen.',
    remedy: 'Geschieht das oft, sagen Sie es dem Support: Eine Webseite versucht vielleicht, diese Kasse zu benutzen.',
  },
  ORIGIN_REFUSED: {
    title: 'Eine Webseite wollte diese Kasse benutzen und wurde abgewiesen.',
    remedy: 'Ist es Ihre eigene Kasse im Browser, tragen Sie ihre Adresse unter „Programme“ ein.',
  },
  KEY_REQUIRED: {
    title: 'Ein Programm hat seinen Schlüssel nicht gesendet.',
    remedy: 'Verbinden Sie das Programm unter „Programme“ mit dieser Kasse.',
  },
  KEY_REFUSED: {
    title: 'Ein Programm hat einen Schlüssel gesendet, den diese Kasse nicht kennt.',
    remedy: 'Verbinden Sie das Programm unter „Programme“ erneut mit dieser Kasse.',
  },
  SIGNATURE_REFUSED: {
    title: 'Die Anfrage eines Programms war nicht signiert, wie sie es sein muss.',
    remedy: 'Prüfen Sie die Uhr des Programms und fragen Sie seinen Hersteller.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'Der Kunde ist nicht mehr angemeldet.',
    remedy: 'Bitten Sie den Kunden, sich erneut anzumelden.',
  },
  STEP_UP_REQUIRED: {
    title: 'Der Dienst verlangt eine stärkere Anmeldung.',
    remedy: 'Die Person muss sich erneut anmelden, mit einem zweiten Faktor.',
  },
  SESSION_REQUIRED: {
    title: 'Dieser Browser wurde abgemeldet.',
    remedy: 'Bitten Sie die Filialleitung um einen neuen Link.',
  },
  PIN_REQUIRED: {
    title: 'Dafür wird die Filialleitung gebraucht.',
    remedy: 'Geben Sie unter „Einstellungen“ die PIN der Filialleitung ein und versuchen Sie es dann erneut.',
  },
  PIN_WRONG: {
    title: 'Das ist nicht die PIN.',
    remedy: 'Geben Sie sie erneut ein. Kennt sie niemand, können die Betreuer dieses Computers sie entfernen.',
  },
  PIN_BLOCKED: {
    title: 'Zu viele falsche PINs.',
    remedy: 'Warten Sie, bis die Zeit um ist, und geben Sie dann die richtige ein.',
  },
  UNKNOWN_UPSTREAM: {
    title: 'Dieser Dienst ist auf dieser Kasse nicht eingerichtet.',
    remedy: 'Unter „Dienste“ sehen Sie, welche eingerichtet sind, und können ihn hinzufügen.',
  },
  NOT_GRANTED: {
    title: 'Dieses Programm darf das nicht.',
    remedy: 'Soll es das dürfen, erlauben Sie es unter „Programme“.',
  },
  ROUTE_DENIED: {
    title: 'Über diese Kasse darf das kein Programm.',
    remedy: 'Es gibt nichts zu korrigieren: Es würde etwas verraten, das im Dienst bleiben muss.',
  },
  BODY_REFUSED: {
    title: 'Ein Programm wollte etwas, das diese Kasse nicht erlaubt.',
    remedy: 'Sagen Sie es denen, die sich um die Kassensoftware kümmern.',
  },
  TOO_MANY_REQUESTS: {
    title: 'Es waren zu viele Anfragen.',
    remedy: 'Warten Sie einen Moment und versuchen Sie es dann erneut.',
  },
  LOOP_DETECTED: {
    title: 'Die Adresse des Dienstes führt zu dieser Kasse zurück.',
    remedy: 'Korrigieren Sie die Adresse unter „Dienste“.',
  },
  NOT_SUPPORTED: {
    title: 'Das gibt es hier nicht.',
    remedy: 'Wählen Sie einen anderen Weg, oder fragen Sie den Support, ob es möglich ist.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'Diese Bestätigung gibt es nicht mehr.',
    remedy: 'Beginnen Sie neu mit der Nummer des Kunden.',
  },
  UNKNOWN_LOOK_UP: { title: 'Die Suche nach diesem Kunden ist zu lange her.', remedy: 'Suchen Sie den Kunden erneut.' },
  CUSTOMER_NOT_ENROLLED: {
    title: 'Der Dienst hat diesen Kunden nicht aufgenommen.',
    remedy: 'Prüfen Sie die Nummer mit dem Kunden, oder nehmen Sie ihn in der Kassensoftware auf.',
  },
  VERIFICATION_OVER: {
    title: 'Diese Bestätigung ist beendet.',
    remedy: 'Wurde der Kunde nicht bestätigt, beginnen Sie neu mit seiner Nummer.',
  },
  RESEND_TOO_EARLY: {
    title: 'Gerade erst wurde diesem Kunden ein Code gesendet.',
    remedy: 'Bitten Sie den Kunden zu warten: Nachrichten brauchen manchmal eine Minute. Senden Sie dann einen neuen.',
  },
  CODES_USED_UP: {
    title: 'Diesem Kunden können vorerst keine Codes mehr gesendet werden.',
    remedy: 'Bedienen Sie den Kunden ohne Bestätigung, oder versuchen Sie es später erneut.',
  },
  OVERRIDE_REFUSED: {
    title: 'Diese Kasse lässt die Filialleitung nicht ohne Code bestätigen.',
    remedy: 'Bedienen Sie den Kunden ohne Bestätigung.',
  },
  OVERRIDES_USED_UP: {
    title: 'Die Filialleitung kann heute keine weiteren Kunden ohne Code bestätigen.',
    remedy: 'Bedienen Sie den Kunden ohne Bestätigung.',
  },
  DESTINATION_REFUSED: {
    title: 'Diese Filiale sendet keine Codes an diese Nummer.',
    remedy:
      'Senden Sie den Code per E-Mail, oder bedienen Sie den Kunden ohne Bestätigung. Die Zentrale kann weitere Länder erlauben.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'An dieser Kasse können gerade keine Kunden bestätigt werden.',
    remedy:
      'Bedienen Sie den Kunden ohne Bestätigung und sagen Sie es dem Support: Die Kasse kann nicht auf ihre Festplatte schreiben.',
  },
  UNKNOWN_PAIRING: {
    title: 'Dieses Programm wartet nicht mehr.',
    remedy: 'Starten Sie die Verbindung im Programm erneut.',
  },
  PAIRING_BUSY: {
    title: 'Gerade bittet ein anderes Programm um Zugriff.',
    remedy: 'Beantworten Sie dieses zuerst und versuchen Sie es dann erneut.',
  },
  OUTBOX_UNAVAILABLE: {
    title: 'Diese Kasse kann gerade keine Verkäufe für später aufheben.',
    remedy:
      'Verkäufe gehen vorerst direkt an den Dienst. Sagen Sie es dem Support: Die Festplatte oder der sichere Speicher für Passwörter ist nicht in Ordnung.',
  },
  OUTBOX_FULL: {
    title: 'Es können keine weiteren Verkäufe aufgehoben werden.',
    remedy:
      'Sehen Sie nach, was wartet und warum es nicht gesendet werden kann. Ist die Verbindung in Ordnung, sagen Sie es dem Support.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title: 'Der Dienst ist nicht erreichbar. Bevor dieser Verkauf aufgehoben wird, muss die Filialleitung zustimmen.',
    remedy:
      'Lassen Sie die Filialleitung im Fenster die PIN eingeben und senden Sie den Verkauf an der Kasse noch einmal.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Diese Frage ist nicht mehr offen.',
    remedy: 'Senden Sie den Verkauf an der Kasse noch einmal. Wird die Filialleitung gebraucht, fragt die Kasse.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Diesen Eintrag gibt es nicht mehr.', remedy: 'Sehen Sie die Liste erneut an.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Dieser Eintrag wird gerade gesendet oder ist erledigt.',
    remedy: 'Sehen Sie ihn gleich noch einmal an.',
  },
  UNKNOWN_DROP: {
    title: 'Kein Ordner dieses Namens wird überwacht.',
    remedy: 'Sehen Sie die Liste der Ordner auf der Befehlszeile an.',
  },
  DROP_IN_USE: {
    title: 'Dateien dieses Ordners warten darauf, gesendet zu werden.',
    remedy: 'Warten Sie, bis sie gesendet sind, oder bitten Sie den Support, sie in den Ordner zurückzugeben.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'Der Ordner für Dateien kann nicht benutzt werden.',
    remedy: 'Prüfen Sie, ob er da ist und ob Till Agent darin lesen und schreiben darf.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'Der Server für Dateien ist nicht erreichbar.',
    remedy:
      'Dateien warten und werden gesendet, sobald er wieder da ist. Ist die Verbindung in Ordnung, sagen Sie es dem Support.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'Der Server für Dateien ist nicht der eingerichtete.',
    remedy:
      'Es wurde nichts an ihn gesendet. Sagen Sie es dem Support: Er hat einen neuen Schlüssel, oder jemand ist dazwischen.',
  },
  DROP_SERVER_REFUSED: {
    title: 'Der Server für Dateien hat diese Kasse abgewiesen.',
    remedy: 'Fragen Sie den Support nach dem richtigen Passwort, Ordner und den Rechten auf dem Server.',
  },
  UNKNOWN_REQUEST: { title: 'Das ist keine Kennung einer Anfrage.', remedy: 'Prüfen Sie die Kennung.' },
  UPSTREAM_NOT_READY: {
    title: 'Diese Kasse ist beim Dienst nicht angemeldet.',
    remedy: 'Versuchen Sie es gleich erneut. Hilft das nicht, steht der Grund unter „Status“.',
  },
  TOKEN_EXPIRED: {
    title: 'Die Anmeldung lief in diesem Moment ab. Es wurde nichts getan.',
    remedy: 'Versuchen Sie es noch einmal.',
  },
  UPSTREAM_LOCKED: {
    title: 'Der Dienst nimmt das Passwort dieser Kasse nicht an.',
    remedy:
      'Arbeiten Sie ohne den Dienst weiter und sagen Sie es der Filialleitung: Unter „Dienste“ muss das richtige Passwort eingegeben werden.',
  },
  UPSTREAM_BUSY: {
    title: 'Der Dienst ist ausgelastet.',
    remedy: 'Warten Sie einen Moment und versuchen Sie es dann erneut. Es wurde noch nichts getan.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'Der Dienst ist nicht erreichbar. Es wurde nichts gesendet.',
    remedy: 'Prüfen Sie, ob das Internet der Filiale funktioniert, und versuchen Sie es dann erneut.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'Der Dienst konnte nicht beweisen, dass er der richtige ist. Es wurde nichts gesendet.',
    remedy:
      'Prüfen Sie Datum und Uhrzeit dieses Computers. Stimmen sie, sagen Sie es dem Support: Vielleicht hört jemand mit.',
  },
  UPSTREAM_SILENT: {
    title: 'Der Dienst hat nicht geantwortet.',
    remedy: 'Versuchen Sie es erneut. Es wurde nichts geändert.',
  },
  OUTCOME_UNKNOWN: {
    title: 'Der Dienst hat nicht geantwortet. Vielleicht wurde es getan, vielleicht nicht.',
    remedy: 'Prüfen Sie, was geschehen ist, bevor Sie es noch einmal tun.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'Der Dienst hat eine Antwort gegeben, mit der Till Agent nichts anfangen kann.',
    remedy:
      'Versuchen Sie es erneut. Hilft das nicht, prüfen Sie die Adresse unter „Dienste“ oder sagen Sie es dem Support.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'Der Dienst wollte diese Kasse an eine andere Adresse schicken. Sie ist nicht dorthin gegangen.',
    remedy: 'Korrigieren Sie die Adresse unter „Dienste“.',
  },
  ...tillFaults,
}
