/** The only IPC channel between our page and the agent. */
export const channel = 'till-agent'
