/** Where the POS door listens unless told otherwise (design 4). */
export const posPort = 47_600

/** Where the pretend cloud of `demo` and `simulate` listens. */
export const simulatorPort = 47_690
