/** Process exit codes. 130 is what a shell reports for a process ended by ^C. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  nothingToClaim: 5,
  invalid: 6,
  runtime: 7,
  noWorkspace: 8,
  interrupted: 130,
} as const;
