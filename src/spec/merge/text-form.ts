import type { Sides } from '../../model/merge-sides.ts';
import { commonLineBreak } from '../text-lines.ts';

/** What of a file's form is not in its lines. */
export interface TextForm {
  readonly hasMark: boolean;
  readonly isCrlf: boolean;
  /** The last line has its line break. */
  readonly isClosed: boolean;
}

const MARK = '\uFEFF';

export function formOf(text: string): TextForm {
  return {
    hasMark: text.startsWith(MARK),
    isCrlf: commonLineBreak(text) === '\r\n',
    isClosed: /(?:^\uFEFF?|\n)$/u.test(text),
  };
}

/** A file of CRLF in some lines and LF in others keeps each line as it is. */
export function isMixed(text: string): boolean {
  return text.includes('\r\n') && /(?<!\r)\n/u.test(text);
}

/** Of two answers that are yes or no the one that a side gave anew, or that both give. */
function mergeFlag({ base, ours, theirs }: Sides<boolean>): boolean {
  return ours === base ? theirs : ours;
}

/** The form that a side alone changed, or that both have. A base without any text has no form to change. */
export function mergeForms({ base, ours, theirs }: Sides<TextForm>): TextForm {
  const of = (flag: keyof TextForm): boolean =>
    mergeFlag({ base: base[flag], ours: ours[flag], theirs: theirs[flag] });
  return { hasMark: of('hasMark'), isCrlf: of('isCrlf'), isClosed: of('isClosed') };
}

/** With lines that all end, in LF where `foldsLines`, and without a byte order mark. */
export function toPlain(text: string, foldsLines: boolean): string {
  const unmarked = text.startsWith(MARK) ? text.slice(1) : text;
  const eol = !foldsLines && commonLineBreak(text) === '\r\n' ? '\r\n' : '\n';
  const closed = unmarked === '' || unmarked.endsWith('\n') ? unmarked : unmarked + eol;
  return foldsLines ? closed.replaceAll('\r\n', '\n') : closed;
}

/** A plain text in a form. */
export function toForm(plain: string, form: TextForm, foldsLines: boolean): string {
  const opened = form.isClosed ? plain : plain.replace(/\r?\n$/u, '');
  const broken = foldsLines && form.isCrlf ? opened.replaceAll('\n', '\r\n') : opened;
  return form.hasMark ? MARK + broken : broken;
}
