/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray = {
  ready: 'Ready',
  attention: 'Needs attention',
  offline: 'No cloud can be reached',
  blocked: 'Not working',
  outbox: 'Outbox: {{open}} waiting',
  outboxToDecide: 'Outbox: {{open}} waiting, {{needPerson}} to decide',
  since: 'since {{time}}',
  testMode: 'Test mode: {{upstreams}}',
  training: 'Training: nothing counts',
  open: 'Open',
  doctor: 'Check-up',
  customerScreen: 'Customer’s screen',
  startAtLogin: 'Start with the computer',
  quit: 'Quit',
  cannotStart: 'Till Agent cannot start',
  crashed: 'Till Agent has stopped',
} as const
