import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'de', typeof english> = {
  title: 'Status',
  condition: {
    ready: 'Alles, was die Kasse braucht, funktioniert.',
    attention: 'Die Kasse funktioniert. Etwas braucht Ihre Aufmerksamkeit.',
    offline: 'Kein Dienst ist erreichbar. Verkäufe gehen weiter; Punkte und Codes nicht.',
    blocked: 'Die Kassensoftware erreicht über diese Kasse keinen Dienst.',
  },
  version: 'Version {{version}}',
  runningSince: 'gestartet',
  asks: {
    title: 'Von der Zentrale angefordert',
    asked: {
      'credential-proof': 'Die Zentrale hat gefragt, ob die Dienste die Zugangsdaten dieser Kasse noch annehmen.',
      'support-bundle': 'Die Zentrale hat ein Supportpaket angefordert, das an {{host}} gesendet wird.',
    },
    holds: 'Es enthält keine Kunden, keine Namen und keine Passwörter, und nur die Zentrale kann es öffnen.',
    outcomes: {
      waiting: 'Die Kasse erledigt es in einem ruhigen Moment.',
      again: 'Es hat noch nicht geklappt. Die Kasse versucht es von selbst wieder.',
      accepted: 'Alle Dienste haben sie bestätigt.',
      notAccepted: 'Nicht alle Dienste haben sie bestätigt.',
      sent: 'Es wurde gesendet.',
      notSent: 'Es konnte nicht gesendet werden.',
      refused: 'Es wurde nicht gesendet: Diese Kasse sendet nichts dorthin.',
      expired: 'Es war keine Zeit dafür, und es wird nicht mehr erledigt.',
      withdrawn: 'Die Zentrale möchte es nicht mehr.',
    },
  },
  concerns: {
    title: 'Was zu tun ist',
    thisTill: 'Diese Kasse',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Noch ist kein Dienst eingerichtet.',
        remedy: 'Richten Sie diese Kasse ein. Es dauert einige Minuten.',
      },
      NO_CLIENT: {
        reason: 'Noch darf kein Programm diese Kasse benutzen.',
        remedy: 'Starten Sie die Verbindung in Ihrer Kassensoftware, oder fügen Sie das Programm von Hand hinzu.',
      },
      NO_PIN: {
        reason: 'Keine PIN ist festgelegt: Jeder an diesem Fenster kann die Einrichtung ändern.',
        remedy: 'Legen Sie eine PIN fest, oder geben Sie unter „Einstellungen“ an, dass diese Filiale ohne arbeitet.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'Der Dienst hat einige Verkäufe nicht angenommen, die für ihn aufgehoben wurden.',
        remedy: 'Sehen Sie jeden im Postausgang an: korrigieren, erneut senden oder verwerfen.',
      },
      DROP_STUCK: {
        reason: 'Dateien der Kassensoftware werden nicht gesendet.',
        remedy: 'Sie warten, und Till Agent versucht es von selbst weiter. Bleibt es so, sagen Sie es dem Support.',
      },
      DIRECTIVES_TAKEN_BACK: {
        reason:
          'Mit neuen Einstellungen der Zentrale lief die Kasse nicht richtig; sie ist zu den vorigen zurückgekehrt.',
        remedy: 'Sie müssen nichts tun. Die Zentrale muss etwas anderes einstellen.',
      },
      DIRECTIVES_REFUSED: {
        reason: 'Neue Einstellungen der Zentrale passen nicht zu dieser Kasse.',
        remedy: 'Es wurde nichts geändert. Sagen Sie der Zentrale Bescheid.',
      },
      DROP_REFUSED: {
        reason: 'Einige Dateien der Kassensoftware wurden nicht gesendet.',
        remedy:
          'Sie liegen im Unterordner „refused“, jede mit einer Notiz. Bringen Sie sie in Ordnung und nehmen Sie sie dort heraus.',
      },
      UPSTREAM_ALARM: {
        reason: 'Der Dienst hat für eine andere Kasse gehandelt.',
        remedy: 'Klären Sie Kasse und Filiale mit der Zentrale, bevor Sie weiter verkaufen.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Etwas im Netzwerk öffnet die Verbindung zu diesem Dienst und signiert die Antworten neu.',
        remedy: 'Ist das der Filter der Filiale, ist alles gut. Weiß niemand davon, rufen Sie den Support an.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Dieser Dienst ist seit {{time}} nicht erreichbar.',
        remedy: 'Die Kasse versucht es von selbst weiter. Bleibt es so, finden Sie die Ursache heraus.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Noch hat niemand gesagt, ob das die richtige Filiale und Kasse ist.',
        remedy:
          'Sehen Sie unter „Dienste“ nach und bestätigen Sie es. Mit dem Passwort einer anderen Kasse zählen Verkäufe für deren Filiale.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'Das Zertifikat, das diese Kasse dem Dienst zeigt, läuft bald ab.',
        remedy: 'Fordern Sie jetzt ein neues Zertifikat an und lassen Sie es von einem Techniker einrichten.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'Das Zertifikat, das diese Kasse dem Dienst zeigt, ist abgelaufen.',
        remedy: 'Fordern Sie ein neues Zertifikat an und lassen Sie es von einem Techniker einrichten.',
      },
      AUDIT_DAMAGED: {
        reason: 'Das Prüfprotokoll war beschädigt. Es wurde beiseitegelegt und ein neues begonnen.',
        remedy: 'Finden Sie die Ursache heraus und heben Sie die alte Datei für die Untersuchung auf.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Einige Bestätigungen von Kunden waren beschädigt. Sie wurden beiseitegelegt; der Rest geht weiter.',
        remedy: 'Lassen Sie die Festplatte dieses Computers prüfen und geben Sie die Datei dem Support.',
      },
      RECORD_DAMAGED: {
        reason: 'Die Aufzeichnung der Updates war beschädigt. Sie wurde beiseitegelegt und eine neue begonnen.',
        remedy: 'Finden Sie die Ursache heraus und heben Sie die alte Datei für die Untersuchung auf.',
      },
      RECORD_UNWRITABLE: {
        reason: 'Der Stand eines Updates kann nicht gespeichert werden, daher wird keines begonnen.',
        remedy: 'Schaffen Sie Platz auf der Festplatte, oder fragen Sie die Betreuer dieses Computers.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'Die Kasse kann diesen Dienst noch nicht nutzen: Ihr fehlen Zugangsdaten.',
        remedy:
          'Melden Sie sich an oder geben Sie Zugangsdaten ein. Haben Sie das schon getan, finden Sie die Ursache heraus.',
      },
      UPSTREAM_LOCKED: {
        reason: 'Der Dienst hat die Zugangsdaten dieser Kasse abgelehnt. Die Kasse sendet sie nicht mehr.',
        remedy: 'Geben Sie die richtigen Zugangsdaten ein.',
      },
    },
    actions: {
      credential: 'Neue Zugangsdaten eingeben',
      signIn: 'Anmelden',
      pair: 'Programm Zugriff geben',
      setPin: 'PIN festlegen',
      confirm: 'Kasse bestätigen',
      decide: 'Im Postausgang entscheiden',
      setUp: 'Diese Kasse einrichten',
      doctor: 'Ursache herausfinden',
    },
  },
  day: {
    title: 'Heute',
    verified: 'Bestätigte Kunden',
    confirmed: 'Mit Code bestätigt',
    overridden: 'Von der Filialleitung bestätigt',
    refused: 'Zu viele falsche Codes',
    expired: 'Kein Code rechtzeitig',
    cancelled: 'Abgebrochen',
    refusedOverrides: 'Ohne Code abgelehnt',
    counter: 'An der Kasse',
    lookedUp: 'Gesuchte Kunden',
    enrolled: 'Aufgenommene Kunden',
    codesSent: 'Gesendete Codes',
    offline: 'Dienste offline',
    neverOffline: 'Jeder Dienst war erreichbar.',
    minutes_one: '{{count, number}} Minute',
    minutes_other: '{{count, number}} Minuten',
    isOffline: 'Jetzt offline',
    knownSince: 'Bekannt seit {{time}}, als Till Agent startete.',
    outbox: 'Verkäufe, für den Dienst aufgehoben',
    outboxOpen: 'Warten auf das Senden',
    outboxPerson: 'Zu entscheiden',
    outboxNone: 'Kein Verkauf wartet.',
    toOutbox: 'Postausgang öffnen',
    partial: 'Heute ist mehr geschehen, als hier gezählt wird.',
  },
  upstreams: {
    title: 'Dienste',
    none: 'Noch ist kein Dienst eingerichtet.',
    openConnections: 'Verbindungen',
    activeRequests: 'In Arbeit',
    waitingRequests: 'Wartend',
  },
  latency: {
    title: 'Antwortzeit, letzte Stunde',
    none: 'Keine Anfragen in der letzten Stunde.',
    summary: 'Zuletzt ({{when}}) {{last}}, im Mittel {{mean}}, höchstens {{max}}. {{requests}} Anfragen.',
    asTable: 'Als Tabelle zeigen',
    caption: 'Antwortzeit von {{upstream}} je Minute',
    minute: 'Minute',
    requests: 'Anfragen',
    mean: 'Mittel',
    max: 'Längste',
    anHourAgo: 'vor 1 h',
    now: 'jetzt',
  },
  requests: {
    title: 'Letzte Anfragen',
    none: 'Noch keine Anfragen.',
    noFailures: 'Keine Probleme bei den letzten Anfragen.',
    onlyFailures: 'Nur Probleme',
    time: 'Zeit',
    client: 'Programm',
    counter: 'Kassenplatz',
    lookUp: 'Kundensuche',
    upstream: 'Dienst',
    route: 'Route',
    outcome: 'Ergebnis',
    duration: 'Dauer',
    outcomes: {
      done: 'Erledigt',
      missing: 'Im Dienst nicht gefunden',
      redirected: 'An andere Adresse verwiesen',
      refused: 'Vom Dienst abgewiesen',
      failed: 'Im Dienst fehlgeschlagen',
      dropped: 'Unterbrochen',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Abgewiesen seit dem Start',
    none: 'Keine Anfrage wurde abgewiesen.',
    kind: 'Warum',
    count: 'Wie oft',
  },
}
