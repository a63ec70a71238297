/** Five lines and the next step for each screen. */
export const help = {
  open: 'Help',
  next: 'Next',
  support: 'Call support',
  supportExplain: 'A support bundle has what support needs, without secrets and customers.',
  make: 'Make a support bundle',
  read: 'Read it first',
  reference: 'Tell support this number',
  customer: {
    title: 'Help: customers',
    lines: {
      first: 'Type or scan a number, an e-mail address or a card.',
      second: 'Send a code. The customer gets it by SMS or e-mail.',
      third: 'Type the code that the customer reads out.',
      fourth: 'Green: the number or address belongs to the customer.',
      fifth: 'No code? Send another one, or sell without verification.',
    },
    next: 'Press Escape to begin again with the next customer.',
  },
  status: {
    title: 'Help: status',
    lines: {
      first: 'The colour at the top says how the till is.',
      second: 'Attention: it works, and something should be looked at.',
      third: 'Offline: sales go on, loyalty does not.',
      fourth: 'Blocked: checkouts get nothing until it is fixed.',
      fifth: 'Each card says when its cloud last answered.',
    },
    next: 'Open Doctor. It says what is wrong and what to do.',
  },
  outbox: {
    title: 'Help: outbox',
    lines: {
      first: 'Sales that could not be sent are kept here.',
      second: 'The till sends them by itself, in their order.',
      third: 'Some need a decision: the cloud refused them, or gave no answer.',
      fourth: 'A correction is sent again as the same sale.',
      fifth: 'Nothing here is lost when the till restarts.',
    },
    next: 'Look at “To decide” first.',
  },
  clients: {
    title: 'Help: programs',
    lines: {
      first: 'A program is a checkout that may use this till’s clouds.',
      second: 'Each has a key of its own and may do only what is listed.',
      third: 'Start pairing in the checkout; a question appears here.',
      fourth: 'Compare the code on both screens before you allow it.',
      fifth: 'Remove access at once when a key may be known to others.',
    },
    next: 'Pair a checkout, or add one by hand.',
  },
  upstreams: {
    title: 'Help: clouds',
    lines: {
      first: 'A cloud is a service that this till signs in to.',
      second: 'The password is kept in this computer’s keychain.',
      third: 'Locked: the cloud refused the password. It is not tried again.',
      fourth: 'A new password is tested before the old one goes.',
      fifth: 'Test shows as whom the cloud knows this till.',
    },
    next: 'If a cloud is locked, enter the right password.',
  },
  settings: {
    title: 'Help: settings',
    lines: {
      first: 'Set the country first: numbers are read by it.',
      second: 'Set a manager PIN, so that cashiers change nothing.',
      third: 'What head office decided cannot be changed here.',
      fourth: 'Some changes count from the next start on. The row says so.',
      fifth: 'Reset brings back the built-in value.',
    },
    next: 'Leave limits as they are unless support asks.',
  },
} as const
