/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine = {
  running: 'The till agent {{version}} is running: {{condition}}.',
  notRunning: 'The till agent is not running. Start it with "{{command}}".',
  whatToDo: 'What to do:',
  inEnglish: 'Details in English:',
  thisTill: 'till',
  columns: {
    upstream: 'UPSTREAM',
    scheme: 'SCHEME',
    state: 'STATE',
    requests: 'REQUESTS',
    connections: 'CONNECTIONS',
    outcome: 'OUTCOME',
    check: 'CHECK',
    found: 'FOUND',
  },
  somethingWrong: 'Something is wrong. What to do:',
  warnings_one: 'No errors, {{count, number}} warning:',
  warnings_other: 'No errors, {{count, number}} warnings:',
  nothingWrong: 'Nothing is wrong.',
} as const
