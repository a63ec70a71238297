export const shell = {
  title: 'Till Agent',
  rooms: 'Screens',
  customer: 'Customer',
  status: 'Status',
  programs: 'Programs',
  upstreams: 'Clouds',
  settings: 'Settings',
  condition: {
    ready: 'Ready',
    attention: 'Attention',
    blocked: 'Blocked',
    unheard: 'Not running',
    unknown: 'One moment…',
  },
  conditionLink: 'State of this till: {{condition}}',
  language: 'Language',
  scheme: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system' },
  unheard: {
    title: 'The till agent does not answer.',
    remedy: 'Sales may go on without it. This screen comes back by itself as soon as the till agent runs again.',
  },
} as const
