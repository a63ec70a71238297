/** Where the POS door listens unless told otherwise (design 4). */
export const posPort = 47_600

/** Where the window is served to browsers, if it is (design 4). */
export const webPort = 47_601

/** Where the pretend cloud of `demo` and `simulate` listens. */
export const simulatorPort = 47_690
