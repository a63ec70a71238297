export const parts = {
  loading: 'One moment…',
  tryAgain: 'Try again',
  retryIn: 'You can try again in',
  retryNow: 'You can try again now.',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  close: 'Close',
  stay: 'Stay',
  leave: 'Leave',
  missing: 'Still to fill in:',
  checkField: 'Check what is entered here.',
} as const
