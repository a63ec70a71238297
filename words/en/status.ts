export const status = {
  title: 'Status',
  condition: {
    ready: 'Everything the till needs is working.',
    attention: 'The till works. Something needs your attention.',
    offline: 'No cloud can be reached. Sales go on; points and codes do not.',
    blocked: 'The checkout cannot reach any cloud through this till.',
  },
  version: 'Version {{version}}',
  runningSince: 'started',
  concerns: {
    title: 'What to do',
    thisTill: 'This till',
    byCode: {
      NO_UPSTREAM: { reason: 'No cloud is set up yet.', remedy: 'Set this till up. It takes a few minutes.' },
      NO_CLIENT: {
        reason: 'No program may use this till yet.',
        remedy: 'Start the pairing in your checkout software, or add the program by hand.',
      },
      NO_PIN: {
        reason: 'No PIN is set: anyone at this window can change the set-up.',
        remedy: 'Set a PIN, or say under Settings that this store does without.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'The cloud did not take some sales that were kept for it.',
        remedy: 'Look at each in the outbox: correct it, send it again, or discard it.',
      },
      DROP_STUCK: {
        reason: 'Files of the checkout software are not sent.',
        remedy: 'They wait, and the agent tries again by itself. Tell support if it stays so.',
      },
      DROP_REFUSED: {
        reason: 'Some files of the checkout software were not sent.',
        remedy: 'They lie in the subfolder "refused", with a note each. Put them right, and take them out of there.',
      },
      UPSTREAM_ALARM: {
        reason: 'The cloud acted for a different till.',
        remedy: 'Check the till and the store with head office before you go on selling.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Something in the network opens the connection to this cloud and signs the answers anew.',
        remedy: 'If this is the filter of the store, all is well. If nobody knows of it, call support.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'This cloud has not been reached since {{time}}.',
        remedy: 'The till tries again by itself. If it stays so, find out why.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Nobody has said yet whether this is the right store and till.',
        remedy:
          'Look at it under Clouds and confirm it. With another till’s password, sales count for that till’s store.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'The certificate that this till shows to the cloud ends soon.',
        remedy: 'Ask for a new certificate now, and have a technician install it.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'The certificate that this till shows to the cloud has ended.',
        remedy: 'Ask for a new certificate, and have a technician install it.',
      },
      AUDIT_DAMAGED: {
        reason: 'The audit trail was damaged. It was set aside, and a new one was started.',
        remedy: 'Find out why, and keep the old file for the people who look into it.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Some verifications of customers were damaged. They were set aside, and the rest goes on.',
        remedy: 'Have the disk of this computer checked, and give the file to support.',
      },
      RECORD_DAMAGED: {
        reason: 'The record of updates was damaged. It was set aside, and a new one was started.',
        remedy: 'Find out why, and keep the old file for the people who look into it.',
      },
      RECORD_UNWRITABLE: {
        reason: 'The progress of an update cannot be saved, so no update is started.',
        remedy: 'Free up space on the disk, or ask the people who look after this computer.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'The till cannot use this cloud yet: it has nothing to sign in with.',
        remedy: 'Sign in or enter a credential. If you have done that, find out why.',
      },
      UPSTREAM_LOCKED: {
        reason: 'The cloud refused the credential of this till. The till does not send it any more.',
        remedy: 'Enter the right credential.',
      },
    },
    actions: {
      credential: 'Enter new credential',
      signIn: 'Sign in',
      pair: 'Give a program access',
      setPin: 'Set a PIN',
      confirm: 'Confirm the till',
      decide: 'Decide in the outbox',
      setUp: 'Set this till up',
      doctor: 'Find out why',
    },
  },
  upstreams: {
    title: 'Clouds',
    none: 'No cloud is set up yet.',
    openConnections: 'Connections',
    activeRequests: 'In progress',
    waitingRequests: 'Waiting',
  },
  latency: {
    title: 'Answer time, last hour',
    none: 'No requests in the last hour.',
    summary: 'Last ({{when}}) {{last}}, on average {{mean}}, at most {{max}}. {{requests}} requests.',
    asTable: 'Show as table',
    caption: 'Answer time of {{upstream}} by minute',
    minute: 'Minute',
    requests: 'Requests',
    mean: 'Average',
    max: 'Longest',
    anHourAgo: '1 h ago',
    now: 'now',
  },
  requests: {
    title: 'Latest requests',
    none: 'No requests yet.',
    noFailures: 'No problems among the latest requests.',
    onlyFailures: 'Only problems',
    time: 'Time',
    client: 'Program',
    counter: 'Counter',
    lookUp: 'Customer look-up',
    upstream: 'Cloud',
    route: 'Route',
    outcome: 'Outcome',
    duration: 'Took',
    outcomes: {
      done: 'Done',
      missing: 'Not found in the cloud',
      redirected: 'Sent to another address',
      refused: 'Refused by the cloud',
      failed: 'Failed in the cloud',
      dropped: 'Interrupted',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Rejected since start',
    none: 'No requests were rejected.',
    kind: 'Why',
    count: 'How often',
  },
} as const
