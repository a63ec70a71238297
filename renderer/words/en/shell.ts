export const shell = {
  title: 'Till Agent',
  customer: 'Customer',
  status: 'Status',
  programs: 'Programs',
  upstreams: 'Clouds',
  settings: 'Settings',
  loading: 'One moment…',
} as const
