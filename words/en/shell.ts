export const shell = {
  title: 'Till Agent',
  screens: 'Screens',
  customer: 'Customer',
  status: 'Status',
  outbox: 'Outbox',
  clients: 'Programs',
  upstreams: 'Clouds',
  settings: 'Settings',
  condition: {
    ready: 'Ready',
    attention: 'Attention',
    blocked: 'Blocked',
    offline: 'Offline',
    disconnected: 'Not running',
    unknown: 'One moment…',
  },
  conditionLink: 'State of this till: {{condition}}',
  language: 'Language',
  colorScheme: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'Same as the system' },
  signedOut: {
    title: 'You’ve been signed out.',
    remedy:
      'Keep selling, and ask the manager to reopen this screen with a new link. It works once, within ten minutes, on this computer.',
    command: 'The manager gets one on this computer with the command',
    remember: 'So that this does not happen every day, the manager can choose “Stay signed in” under Settings.',
  },
  testMode: 'Test mode: {{upstreams}}. Nothing done there counts.',
  offline: {
    title: 'Till Agent doesn’t answer. You can keep selling.',
    remedy: 'This screen works again by itself as soon as Till Agent is running.',
  },
} as const
