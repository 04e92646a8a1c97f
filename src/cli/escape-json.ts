/**
 * What JSON.stringify leaves as it is and a terminal or a reader of lines would obey: DEL and C1 (CSI and OSC in one
 * byte), the two line separators, and the controls of writing direction.
 */

const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The same JSON value, with those characters as `\uXXXX`. They occur only inside strings, where that is allowed. */
export function escapeJson(json: string): string {
  return json.replace(OBEYED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
