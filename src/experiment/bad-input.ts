/** Input that cannot be used: one clear sentence (what, where, how to mend it); the command line exits with 2. */
export class BadInput extends Error {}
