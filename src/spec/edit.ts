import { invariant } from '../util/invariant.ts';
import { cutSpec } from './cut.ts';
import { editBlocks } from './edit-blocks.ts';
import { planEdits } from './edit-plan.ts';
import { editWhole, listTaskKeys } from './edit-whole.ts';
import { learnStyle, SAMPLE_LENGTH } from './print-style.ts';
import type { EditedSpec, SpecEdit } from './spec-edit.ts';
import { commonLineBreak } from './text-lines.ts';

export type { EditedTask, SpecEdit } from './spec-edit.ts';

/**
 * Applies edits to the text of a valid spec: only the lines of what they touch change. Comments, order, quoting, blank
 * lines, line breaks and a byte order mark stay. What was edited is read back and held against what was meant; where the
 * text can be cut at its tasks only those blocks are parsed.
 *
 * @throws LodestarError `TASK_EXISTS`, `TASK_NOT_FOUND`, or `INPUT_INVALID` for a value that breaks a rule of its field.
 * @throws Error when the result is not what was meant; then nothing is to be written.
 */
export function applyEdits(text: string, edits: readonly SpecEdit[]): EditedSpec {
  if (edits.length === 0) {
    return { text, changed: [] };
  }
  const eol = commonLineBreak(text.slice(0, SAMPLE_LENGTH));
  const isOpenEnded = /[^\uFEFF\n]$/u.test(text);
  // Every line of what is edited ends with a line break; the one that the file does not have is taken away again.
  const closed = isOpenEnded ? text + eol : text;
  const cut = cutSpec(closed);
  const present = cut === undefined ? listTaskKeys(closed) : cut.blocks.map((block) => block.id);
  const ids = new Set(present);
  invariant(ids.size === present.length, 'no two tasks have one id');
  const plan = planEdits(edits, ids);
  const editable = {
    text: closed,
    eol,
    literals: isOpenEnded ? 'unended' : 'all',
    fileStyle: learnStyle(closed),
  } as const;
  const edited = (cut && editBlocks({ ...editable, cut }, plan)) ?? editWhole(editable, plan);
  const isReopened = isOpenEnded && edited.text.endsWith(eol);
  return isReopened ? { ...edited, text: edited.text.slice(0, -eol.length) } : edited;
}
