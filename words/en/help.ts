import { later } from '#words/catalogue.ts'

/** Five lines and the next step for each screen. */
export const help = {
  open: later('Help'),
  next: later('Next'),
  support: later('Call support'),
  supportExplain: later('A support bundle has what support needs, without secrets and customers.'),
  make: later('Make a support bundle'),
  read: later('Read it first'),
  reference: later('Tell support this number'),
  customer: {
    title: later('Help: customers'),
    lines: {
      first: later('Type or scan a number, an e-mail address or a card.'),
      second: later('Send a code. The customer gets it by SMS or e-mail.'),
      third: later('Type the code that the customer reads out.'),
      fourth: later('Green: the number or address belongs to the customer.'),
      fifth: later('No code? Send another one, or sell without verification.'),
    },
    next: later('Press Escape to begin again with the next customer.'),
  },
  status: {
    title: later('Help: status'),
    lines: {
      first: later('The colour at the top says how the till is.'),
      second: later('Attention: it works, and something should be looked at.'),
      third: later('Offline: sales go on, loyalty does not.'),
      fourth: later('Blocked: checkouts get nothing until it is fixed.'),
      fifth: later('Each card says when its cloud last answered.'),
    },
    next: later('Open Doctor. It says what is wrong and what to do.'),
  },
  outbox: {
    title: later('Help: outbox'),
    lines: {
      first: later('Sales that could not be sent are kept here.'),
      second: later('The till sends them by itself, in their order.'),
      third: later('Some need a decision: the cloud refused them, or gave no answer.'),
      fourth: later('A correction is sent again as the same sale.'),
      fifth: later('Nothing here is lost when the till restarts.'),
    },
    next: later('Look at “Need a decision” first.'),
  },
  clients: {
    title: later('Help: programs'),
    lines: {
      first: later('A program is a checkout that may use this till’s clouds.'),
      second: later('Each has a key of its own and may do only what is listed.'),
      third: later('Start pairing in the checkout; a question appears here.'),
      fourth: later('Compare the code on both screens before you allow it.'),
      fifth: later('Remove access at once when a key may be known to others.'),
    },
    next: later('Pair a checkout, or add one by hand.'),
  },
  upstreams: {
    title: later('Help: clouds'),
    lines: {
      first: later('A cloud is a service that this till signs in to.'),
      second: later('The password is kept in this computer’s keychain.'),
      third: later('Locked: the cloud refused the password. It is not tried again.'),
      fourth: later('A new password is tested before the old one goes.'),
      fifth: later('Test shows as whom the cloud knows this till.'),
    },
    next: later('If a cloud is locked, enter the right password.'),
  },
  settings: {
    title: later('Help: settings'),
    lines: {
      first: later('Set the country first: numbers are read by it.'),
      second: later('Set a manager PIN, so that cashiers change nothing.'),
      third: later('What head office decided cannot be changed here.'),
      fourth: later('Some changes count from the next start on. The row says so.'),
      fifth: later('Reset brings back the built-in value.'),
    },
    next: later('Leave limits as they are unless support asks.'),
  },
} as const
