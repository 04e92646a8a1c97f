import { expect } from 'vitest';
import { applyEdits, type SpecEdit } from '../../../src/spec/edit.ts';

export type Fields = Extract<SpecEdit, { kind: 'set' }>['fields'];

export function set(id: string, fields: Fields): SpecEdit {
  return { kind: 'set', id, fields };
}

/** A spec of one task `T1` with the given lines below its key. */
export function specOf(...lines: readonly string[]): string {
  return ['tasks:', '  T1:', ...lines.map((line) => `    ${line}`), '  T2:', '    title: second', ''].join(
    '\n',
  );
}

/** The lines of `T1` after an edit. */
export function edited(lines: readonly string[], fields: Fields): string[] {
  const { text } = applyEdits(specOf(...lines), [set('T1', fields)]);
  const all = text.split('\n');
  expect([...all.slice(0, 2), ...all.slice(-3)]).toEqual([
    'tasks:',
    '  T1:',
    '  T2:',
    '    title: second',
    '',
  ]);
  return all.slice(2, -3).map((line) => line.replace(/^ {4}/u, ''));
}
