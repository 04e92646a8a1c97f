/** What stands behind a marker: one line. A Git before 2.44 hands on placeholders that it does not know. */
export function labelOf(given: string | undefined, placeholder: string, byDefault: string): string {
  return given === undefined || given === placeholder || given === ''
    ? byDefault
    : given.replaceAll(/[\r\n]+/gu, ' ');
}
