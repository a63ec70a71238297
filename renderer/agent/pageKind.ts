/** Whether this page faces the customer. It shares nothing with the staff's window but code: session, key and calls are its own. */
export const isDisplay = location.pathname.startsWith('/display')

/** Where what the agent serves to this page begins. */
export const ownPath = isDisplay ? '/display' : ''
