/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Customers cannot be looked up right now.',
      remedy: 'Try again in a moment. If that does not help, see Status for the reason. You can go on with the sale.',
    },
    UPSTREAM_SILENT: {
      title: 'The cloud gave no answer to this look-up.',
      remedy: 'Look the customer up again. You can go on with the sale.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'The cloud cannot be reached, so nobody can be looked up.',
      remedy: 'You can go on with the sale. Try again later; if it stays so, tell the manager.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'No code was sent: the cloud does not send any right now.',
      remedy: 'Serve the customer without verification, and tell the manager what is written below.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'No code was sent: the cloud cannot be reached.',
      remedy: 'Try again in a moment, or serve the customer without verification.',
    },
    UPSTREAM_BUSY: {
      title: 'No code was sent: the cloud is busy.',
      remedy: 'Wait a moment, then send it again.',
    },
    OUTCOME_UNKNOWN: {
      title: 'The cloud gave no answer. A code may have been sent.',
      remedy: 'Ask the customer whether a message came. If not, send another code.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'The code was not checked: the cloud does not check any right now.',
      remedy: 'Press Confirm again in a moment: no try was used up. Or serve the customer without verification.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'The code was not checked: the cloud cannot be reached.',
      remedy: 'Press Confirm again in a moment. No try was used up.',
    },
    UPSTREAM_BUSY: {
      title: 'The code was not checked: the cloud is busy.',
      remedy: 'Wait a moment, then press Confirm again. No try was used up.',
    },
    OUTCOME_UNKNOWN: {
      title: 'The cloud gave no answer, so it is not known whether the code was right.',
      remedy: 'Press Confirm again with the same code. It counts as one more try.',
    },
  },
  unproven: {
    unreachable: {
      title: 'The address could not be reached. Nothing was saved.',
      remedy: 'Check the address, and whether the store’s internet works. What happened is written below.',
    },
    timeout: {
      title: 'Nothing answered at this address in time. Nothing was saved.',
      remedy: 'Check the address, then try again. If it is right, try again later.',
    },
    untrusted: {
      title: 'The server could not prove that it is the right one. Nothing was saved.',
      remedy:
        'Check the address, and the date and the time of this computer. If they are right, a proxy of the store may be in between: ask the people who look after the network.',
    },
    'proxy-sign-in': {
      title: 'The store’s network wants a user name and a password first. Nothing was saved.',
      remedy: 'Enter both above. The people who look after the store’s network know them.',
    },
    unexpected: {
      title: 'Something answered, but not as this cloud does. Nothing was saved.',
      remedy: 'Check the address: it may be a page or another service. What happened is written below.',
    },
  },
} as const
