import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'de', typeof english> = {
  title: 'Diagnose',
  tabs: { findings: 'Prüfung', bundle: 'Supportpaket', audit: 'Prüfprotokoll' },
  run: 'Erneut prüfen',
  running: 'Alles wird geprüft. Jeder Dienst erhält eine Anfrage …',
  checkedAt: 'Geprüft',
  allFine: 'Alles in Ordnung.',
  someTrouble: 'Etwas stimmt nicht. Was zu tun ist, steht unten.',
  someAttention: 'Es funktioniert. Etwas braucht Ihre Aufmerksamkeit.',
  thisComputer: 'Dieser Computer',
  outcomes: { fine: 'In Ordnung', attention: 'Achtung', trouble: 'Fehler', skipped: 'Nicht geprüft' },
  checks: {
    keychain: 'Schlüsselbund',
    settings: 'Einstellungen',
    environment: 'Einstellungen des Systems',
    port: 'Port',
    audit: 'Prüfprotokoll',
    verifications: 'Codes an Kunden',
    log: 'Protokoll',
    drops: 'Ordner für Dateien',
    telemetry: 'Meldungen an die Zentrale',
    dns: 'Name',
    proxy: 'Proxy',
    tls: 'Verschlüsselung',
    certificate: 'Zertifikat der Kasse',
    clock: 'Uhr',
    credential: 'Zugangsdaten',
  },
  findings: {
    keychain: {
      fine: { sentence: 'Der Schlüsselbund bewahrt Geheimnisse auf und gibt sie zurück.' },
      attention: {
        sentence: 'Geheimnisse werden nur aufbewahrt, bis Till Agent endet.',
        remedy: 'Nichts zu tun, wenn diese Kasse bei jedem Start eingerichtet wird.',
      },
      trouble: {
        sentence: 'Der Schlüsselbund dieses Computers bewahrt keine Geheimnisse auf.',
        remedy:
          'Entsperren Sie den Schlüsselbund, indem Sie sich an diesem Computer anmelden, und prüfen Sie dann erneut.',
      },
      skipped: { sentence: 'Der Schlüsselbund wurde nicht geprüft.' },
    },
    settings: {
      fine: { sentence: 'Die Einstellungen können gelesen und geschrieben werden.' },
      attention: {
        sentence: 'Die Einstellungen waren beschädigt. Eine Kopie der beschädigten wurde aufgehoben.',
        remedy: 'Prüfen Sie, ob alle Dienste und Programme noch da sind, und geben Sie die Kopie dem Support.',
      },
      trouble: {
        sentence: 'Die Einstellungen können nicht gelesen oder geschrieben werden.',
        remedy: 'Prüfen Sie, ob auf der Festplatte Platz ist, und prüfen Sie dann erneut.',
      },
      skipped: { sentence: 'Die Einstellungen wurden nicht geprüft.' },
    },
    environment: {
      fine: { sentence: 'Nichts in den Einstellungen des Systems macht Verbindungen unsicherer.' },
      attention: {
        sentence:
          'Dieser Computer verlangt von seinen Programmen weniger Sicherheit. Till Agent folgt dem nicht, andere schon.',
        remedy: 'Zeigen Sie das den Betreuern dieses Computers.',
      },
      trouble: {
        sentence: 'Die Einstellungen des Systems konnten nicht gelesen werden.',
        remedy: 'Fragen Sie einen Techniker.',
      },
      skipped: { sentence: 'Die Einstellungen des Systems wurden nicht geprüft.' },
    },
    port: {
      fine: { sentence: 'Die Kassensoftware kann Till Agent erreichen.' },
      attention: {
        sentence: 'Die Kassensoftware kann Till Agent nur auf einem Weg erreichen.',
        remedy: 'Fragen Sie einen Techniker.',
      },
      trouble: {
        sentence: 'Die Kassensoftware kann Till Agent nicht erreichen.',
        remedy:
          'Starten Sie Till Agent neu. Hilft das nicht, benutzt vielleicht ein anderes Programm seinen Port: Rufen Sie den Support an.',
      },
      skipped: { sentence: 'Der Port wurde nicht geprüft.' },
    },
    audit: {
      fine: { sentence: 'Das Prüfprotokoll wird geschrieben.' },
      attention: {
        sentence: 'Das Prüfprotokoll war beschädigt. Was davon übrig war, wurde aufgehoben.',
        remedy: 'Finden Sie die Ursache heraus und heben Sie die alte Datei für die Untersuchung auf.',
      },
      trouble: {
        sentence: 'Das Prüfprotokoll kann nicht geschrieben werden.',
        remedy: 'Prüfen Sie, ob auf der Festplatte Platz ist. Bis dahin wird nichts aufgezeichnet.',
      },
      skipped: { sentence: 'Das Prüfprotokoll wurde nicht geprüft.' },
    },
    verifications: {
      fine: { sentence: 'Codes an Kunden werden gezählt.' },
      attention: {
        sentence: 'Einige Bestätigungen von Kunden waren beschädigt. Sie wurden aufgehoben.',
        remedy: 'Lassen Sie die Festplatte dieses Computers prüfen und geben Sie die Datei dem Support.',
      },
      trouble: {
        sentence: 'Kein Kunde kann bestätigt werden: Codes lassen sich nicht zählen.',
        remedy: 'Prüfen Sie, ob auf der Festplatte Platz ist, und prüfen Sie dann erneut.',
      },
      skipped: { sentence: 'Codes an Kunden wurden nicht geprüft.' },
    },
    drops: {
      fine: { sentence: 'Der Server für Dateien nimmt Dateien an.' },
      attention: {
        sentence: 'Einige Dateien wurden nicht gesendet.',
        remedy: 'Sehen Sie im Unterordner „refused“ nach: Eine Notiz neben jeder Datei sagt, warum.',
      },
      trouble: {
        sentence: 'Dateien können nicht an ihren Server gesendet werden.',
        remedy: 'Sie warten. Ist die Verbindung in Ordnung, sagen Sie es dem Support.',
      },
      skipped: { sentence: 'Der Server für Dateien wurde nicht geprüft.' },
    },
    telemetry: {
      fine: { sentence: 'Die Zentrale erhält die Meldungen dieser Kasse.' },
      attention: {
        sentence: 'Die Zentrale erhält die Meldungen dieser Kasse nicht. Verkauft wird trotzdem.',
        remedy: 'Zeigen Sie das denen, die diese Kasse betreuen.',
      },
      trouble: {
        sentence: 'Die Meldungen an die Zentrale ließen sich nicht prüfen.',
        remedy: 'Prüfen Sie später noch einmal.',
      },
      skipped: { sentence: 'Die Meldungen an die Zentrale wurden nicht geprüft.' },
    },
    log: {
      fine: { sentence: 'Das Protokoll wird geschrieben.' },
      attention: {
        sentence: 'Einige Zeilen des Protokolls sind verloren.',
        remedy: 'Finden Sie heraus, warum die Festplatte dieses Computers voll war.',
      },
      trouble: {
        sentence: 'Das Protokoll kann nicht geschrieben werden.',
        remedy: 'Prüfen Sie, ob die Festplatte dieses Computers voll ist, und prüfen Sie dann erneut.',
      },
      skipped: { sentence: 'Das Protokoll wurde nicht geprüft.' },
    },
    dns: {
      fine: { sentence: 'Der Name des Dienstes ist bekannt.' },
      attention: {
        sentence: 'Der Name des Dienstes führt zu einer ungewöhnlichen Adresse.',
        remedy: 'Fragen Sie einen Techniker.',
      },
      trouble: {
        sentence: 'Der Name des Dienstes ist nicht zu finden.',
        remedy: 'Prüfen Sie das Netzwerk der Filiale und die Adresse des Dienstes.',
      },
      skipped: { sentence: 'Der Name musste nicht gesucht werden.' },
    },
    proxy: {
      fine: { sentence: 'Der Weg zum Dienst ist frei.' },
      attention: {
        sentence: 'Der Weg zum Dienst führt über einen Proxy, und es kam keine Antwort zurück.',
        remedy: 'Fragen Sie die Betreuer des Netzwerks der Filiale.',
      },
      trouble: {
        sentence: 'Der Proxy lässt die Kasse nicht durch.',
        remedy: 'Fragen Sie die Betreuer des Netzwerks der Filiale.',
      },
      skipped: { sentence: 'Der Proxy wurde nicht geprüft.' },
    },
    tls: {
      fine: { sentence: 'Der Dienst hat bewiesen, dass er der richtige ist.' },
      attention: {
        sentence: 'Jemand dazwischen kann die Verbindung zum Dienst vielleicht mitlesen.',
        remedy: 'Fragen Sie die Betreuer des Netzwerks der Filiale, ob das gewollt ist.',
      },
      trouble: {
        sentence: 'Es kam keine sichere Verbindung zum Dienst zustande.',
        remedy:
          'Prüfen Sie das Netzwerk der Filiale. Funktioniert es, fragen Sie dessen Betreuer: Vielleicht ist jemand dazwischen.',
      },
      skipped: { sentence: 'Die Verschlüsselung wurde nicht geprüft.' },
    },
    certificate: {
      fine: { sentence: 'Das Zertifikat dieser Kasse ist gut.' },
      attention: {
        sentence: 'Das Zertifikat dieser Kasse läuft bald ab.',
        remedy: 'Bitten Sie einen Techniker um ein neues.',
      },
      trouble: {
        sentence: 'Das Zertifikat dieser Kasse ist abgelaufen.',
        remedy: 'Bitten Sie einen Techniker um ein neues.',
      },
      skipped: { sentence: 'Das Zertifikat dieser Kasse wurde nicht geprüft.' },
    },
    clock: {
      fine: { sentence: 'Die Uhr stimmt.' },
      attention: {
        sentence: 'Die Uhr geht etwas falsch.',
        remedy: 'Lassen Sie diesen Computer seine Uhr automatisch stellen.',
      },
      trouble: {
        sentence: 'Die Uhr geht so falsch, dass Dienste diese Kasse ablehnen können.',
        remedy: 'Stellen Sie Datum, Uhrzeit und Zeitzone dieses Computers.',
      },
      skipped: { sentence: 'Die Uhr konnte nicht geprüft werden.' },
    },
    credential: {
      fine: { sentence: 'Der Dienst nimmt die Zugangsdaten dieser Kasse an.' },
      attention: {
        sentence: 'Es ließ sich nicht prüfen, ob der Dienst die Zugangsdaten annimmt.',
        remedy: 'Prüfen Sie es später erneut.',
      },
      trouble: {
        sentence: 'Die Zugangsdaten dieser Kasse funktionieren nicht.',
        remedy: 'Geben Sie die richtigen ein, oder melden Sie sich erneut an.',
      },
      skipped: { sentence: 'Die Zugangsdaten wurden nicht geprüft.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'den Einstellungen des Desktops',
    'etc-environment': 'den Variablen in /etc/environment',
    windows: 'den Interneteinstellungen von Windows',
    winhttp: 'den WinHTTP-Einstellungen von Windows',
    macos: 'den Netzwerkeinstellungen von macOS',
    chromium: 'den Einstellungen des Systems',
    none: 'den Einstellungen des Systems',
  },
  settingsWithPac: '{{settings}} (PAC-Datei {{pac}})',
  panelOpened: 'Auf diesem Computer geöffnet. Prüfen Sie danach erneut.',
  actions: {
    'test-upstream': 'Diesen Dienst prüfen',
    'rotate-upstream': 'Neue Zugangsdaten eingeben',
    'sign-in-upstream': 'Anmelden',
    'change-network': 'Netzwerk ändern',
    'open-settings': 'Einstellungen öffnen',
    'open-keychain': 'Schlüsselbund entsperren',
    'open-clock': 'Einstellungen der Uhr öffnen',
    'check-again': 'Erneut prüfen',
  },
  bundle: {
    explain:
      'Alles, was der Support braucht, um Ihnen zu helfen, in einer Datei. Sie enthält kein Geheimnis und keinen Kunden. Sehen Sie sie an, bevor Sie sie senden.',
    preview: 'Inhalt zeigen',
    lines_one: '{{lines}} Zeile',
    lines_other: '{{lines}} Zeilen',
    save: 'Datei speichern',
    saved: '{{fileName}} wurde in Ihren Downloads gespeichert.',
    contentOf: 'Inhalt von {{name}}',
  },
}
