import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'de', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Dieses Programm ist auf dieser Kasse nicht eingerichtet.',
    remedy: 'Unter „Programme“ sehen Sie, welche eingerichtet sind.',
  },
  ALREADY_EXISTS: {
    title: 'Diesen Namen gibt es schon.',
    remedy:
      'Wählen Sie einen anderen Namen. Was es schon gibt, kann neue Zugangsdaten erhalten oder durch eine Datei ersetzt werden.',
  },
  UPSTREAM_IN_USE: {
    title: 'Programme benutzen diesen Dienst noch.',
    remedy: 'Entziehen Sie ihnen zuerst unter „Programme“ den Zugriff.',
  },
  SECRET_MISSING: {
    title: 'Ein Passwort konnte dort, wo es sein sollte, nicht gelesen werden.',
    remedy: 'Sagen Sie es der Person, die diese Kasse eingerichtet hat.',
  },
  CREDENTIAL_REFUSED: {
    title: 'Der Dienst hat den Namen oder das Passwort nicht angenommen. Es wurde nichts gespeichert.',
    remedy:
      'Prüfen Sie beides mit der Zentrale. Beim Passwort zählt Groß- und Kleinschreibung. Zu viele Fehlversuche können die Kasse sperren.',
  },
  PACK_INVALID: {
    title: 'Diese Datei ist nicht so, wie die Zentrale sie gemacht hat.',
    remedy: 'Kopieren Sie sie erneut, oder bitten Sie die Zentrale um eine andere. Es wurde nichts geändert.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Diese Datei stammt nicht von Ihrer Zentrale.',
    remedy: 'Benutzen Sie sie nicht und sagen Sie es der Zentrale. Es wurde nichts geändert.',
  },
  PACK_EXPIRED: {
    title: 'Diese Datei kann nicht mehr benutzt werden.',
    remedy: 'Prüfen Sie das Datum dieses Computers. Stimmt es, bitten Sie die Zentrale um eine neue Datei.',
  },
  PACK_SUPERSEDED: {
    title: 'Diese Kasse hat diese Datei oder eine neuere schon benutzt.',
    remedy: 'Bitten Sie die Zentrale um eine neue Datei.',
  },
  PACK_CODE_WRONG: {
    title: 'Das ist nicht der Code dieser Datei.',
    remedy: 'Vergleichen Sie ihn mit dem der Zentrale. Nach zu vielen falschen Codes ist die Datei hier nutzlos.',
  },
  PACK_DEAD: {
    title: 'Es wurden zu viele falsche Codes eingegeben. Diese Datei kann hier nicht mehr benutzt werden.',
    remedy: 'Bitten Sie die Zentrale um eine neue Datei und einen neuen Code.',
  },
  PACK_OF_OTHER_TILL: {
    title: 'Diese Datei wurde für eine andere Kasse gemacht.',
    remedy: 'Benutzen Sie die Datei dieser Kasse.',
  },
  CREDENTIAL_UNEXPECTED: {
    title: 'Das ist das Passwort einer anderen Kasse.',
    remedy:
      'Geben Sie das dieser Kasse ein. Ist es das richtige, fragen Sie die Zentrale, welche Kasse hier erwartet wird.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Der Dienst war nicht erreichbar. Es wurde nichts gespeichert.',
    remedy:
      'Prüfen Sie, ob das Internet der Filiale funktioniert und die Adresse stimmt, und versuchen Sie es dann erneut.',
  },
  SIGN_IN_FAILED: { title: 'Es wurde niemand angemeldet.', remedy: 'Beginnen Sie die Anmeldung von vorn.' },
  TILL_BARRED: {
    title: 'Die Zentrale hat diese Kasse gesperrt.',
    remedy: 'Rufen Sie die Zentrale an. Nur eine neue Einrichtungsdatei von dort bringt diese Kasse wieder in Betrieb.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Dieser Computer hat keinen sicheren Speicher für Passwörter.',
    remedy: 'Die Betreuer dieses Computers müssen einen einrichten. Bis dahin wird nichts gespeichert.',
  },
  KEYCHAIN_LOCKED: {
    title: 'Der sichere Speicher für Passwörter dieses Computers ist gesperrt.',
    remedy: 'Melden Sie sich erneut an diesem Computer an und versuchen Sie es dann noch einmal.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Dieser Computer hat Till Agent sein Passwort nicht speichern lassen.',
    remedy: 'Fragt dieser Computer um Erlaubnis, erteilen Sie sie. Versuchen Sie es dann erneut.',
  },
  SETTINGS_DAMAGED: {
    title: 'Die Einstellungen dieser Kasse sind beschädigt.',
    remedy:
      'Rufen Sie den Support an: Diese Kasse muss neu eingerichtet werden. Eine Kopie der alten Einstellungen wurde aufgehoben.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'Die Einstellungen konnten nicht gespeichert werden.',
    remedy: 'Prüfen Sie, ob die Festplatte dieses Computers voll ist, und versuchen Sie es dann erneut.',
  },
  SETTING_MANAGED: {
    title: 'Über diese Einstellung entscheidet die Zentrale.',
    remedy: 'Bitten Sie die Zentrale, sie zu ändern.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'Das Prüfprotokoll dieser Kasse kann nicht gelesen oder geschrieben werden.',
    remedy: 'Prüfen Sie, ob die Festplatte dieses Computers voll ist. Bis dahin wird nichts aufgezeichnet.',
  },
  LOG_UNAVAILABLE: {
    title: 'Das Protokoll von Till Agent kann nicht geschrieben werden.',
    remedy:
      'Prüfen Sie, ob die Festplatte dieses Computers voll ist. Bis dahin kann der Support nicht sehen, was geschehen ist.',
  },
  FILE_UNREADABLE: {
    title: 'Eine Datei konnte nicht gelesen werden.',
    remedy: 'Prüfen Sie, ob die Datei da ist und gelesen werden darf.',
  },
  PORT_TAKEN: {
    title: 'Ein anderes Programm benutzt den Port von Till Agent.',
    remedy: 'Beenden Sie dieses Programm und starten Sie Till Agent dann neu.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Solange die Kasse keine PIN der Filialleitung hat, darf das nur ein Administrator dieses Computers.',
    remedy:
      'Öffnen Sie dieses Fenster mit einem neuen Link, oder bitten Sie die Betreuer dieses Computers, eine PIN festzulegen.',
  },
  SERVICE_REFUSED: {
    title: 'Dieser Computer hat es abgelehnt, den Systemdienst von Till Agent zu ändern.',
    remedy: 'Fragen Sie die Betreuer dieses Computers.',
  },
  SAFE_MODE: {
    title: 'Till Agent ist mehrmals nacheinander abgestürzt und verkauft nichts, bis jemand nachgesehen hat.',
    remedy: 'Senden Sie dem Support die Datei aus der Prüfung. Starten Sie dann diesen Computer neu.',
  },
  ALREADY_RUNNING: { title: 'Till Agent läuft bereits.', remedy: 'Benutzen Sie das Fenster, das schon offen ist.' },
  INTERNAL: {
    title: 'In Till Agent ist etwas schiefgegangen.',
    remedy: 'Versuchen Sie es erneut. Hilft das nicht, nennen Sie dem Support die Referenz unten.',
  },
}
