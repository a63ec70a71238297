export const display = {
  connecting: {
    title: 'Customer display',
    explain: 'This screen is not connected to the till yet. Connect it, then have the manager allow it at the till.',
    connect: 'Connect this screen',
    compare: 'Compare this code with the one at the till:',
    refused: 'The till refused this screen. If that was a mistake, connect it again.',
    expired: 'Nobody answered at the till in time. Connect this screen again.',
    busy: 'The till cannot ask just now. Wait a moment, then connect this screen again.',
  },
  screen: {
    welcome: 'Welcome',
    language: 'Language',
    askedBy: 'Asked by',
    number: 'Your mobile number or e-mail address',
    numberWhy: 'We send a code there, to check that it is yours.',
    send: 'Send me a code',
    code: 'Your code',
    sentTo: 'We sent it to',
    decline: 'No, thank you',
    forgets: 'This screen keeps nothing of what you type.',
    done: {
      confirmed: 'Thank you. Confirmed.',
      other: 'Not confirmed. Please ask the cashier.',
    },
    away: 'One moment, please.',
    failed: 'That did not work. Check what you typed, or ask the cashier.',
  },
  counter: {
    ask: 'Ask on the customer’s screen',
    enterThere: 'Customer enters the code',
    title: 'On the customer’s screen',
    asking: 'It asks for the customer’s number or e-mail address.',
    typing: 'The customer is typing…',
    code: 'The customer enters the code there. This screen goes on by itself.',
    takeOver: 'Enter it here instead',
  },
  settings: {
    title: 'Customer displays',
    explain:
      'A second screen of this computer on which customers type number and code themselves. Open this address there, in a browser of its own:',
    none: 'No customer display is connected.',
    open: 'Open now',
    closed: 'Not open',
    since: 'Connected {{time}}',
    remove: 'Remove',
    removeQuestion: 'Remove this display?',
    ownWindow: {
      explain:
        'A second screen of this computer on which customers type number and code themselves. The window fills the other screen by itself, and opens with Till Agent from then on.',
      open: 'Open the customer’s screen',
      close: 'Close the customer’s screen',
    },
  },
  pairing: {
    title: 'A customer display asks for access',
    compare: 'Does the customer’s screen show this code?',
    impostor:
      'Allow it only if you connected the screen yourself, just now. No code, or a different one? Choose Refuse: a program may be posing as the screen, to read what customers type.',
  },
} as const
