import type { ProblemCollector } from './problem-collector.ts';
import { resolvePlain, type NodePath, type ScalarNode, type SpecEntry, type SpecNode } from './spec-node.ts';
import { fieldName } from './validate.ts';

/** What readers of values need to tell where something is wrong. */
export interface ReadContext {
  readonly problems: ProblemCollector;
  /** The task that is read, if any. */
  readonly taskId: string | null;
}

/** What an escape such as `\uD800` can make, and neither UTF-8 nor another YAML tool can hold. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The entries of a mapping by key; a key that comes again is reported, and the first one is kept. */
export function readEntries(entries: readonly SpecEntry[], context: ReadContext): Map<string, SpecEntry> {
  const byKey = new Map<string, SpecEntry>();
  for (const entry of entries) {
    const first = byKey.get(entry.key);
    if (first === undefined) {
      byKey.set(entry.key, entry);
      continue;
    }
    const { problems, taskId } = context;
    problems.add({
      code: 'KEY_DUPLICATE',
      message: `the key \`${entry.key}\` is here twice: ${problems.where(first.keyOffset)} and ${problems.where(entry.keyOffset)}`,
      offset: entry.keyOffset,
      taskId,
      field: entry.key,
    });
  }
  return byKey;
}

function checkText(node: ScalarNode, path: NodePath, context: ReadContext): string {
  if (!node.plain && LONE_SURROGATE.test(node.text)) {
    const message = `${fieldName(path)} holds half of a surrogate pair, which is no character`;
    const { problems, taskId } = context;
    problems.add({ code: 'FIELD_INVALID', message, offset: node.offset, taskId, field: fieldName(path) });
  }
  return node.text;
}

/** A value of any shape as plain JSON: plain scalars by YAML's core schema, quoted ones as text. */
export function readJson(node: SpecNode, path: NodePath, context: ReadContext): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.plain ? resolvePlain(node.text) : checkText(node, path, context);
    case 'list':
      return node.items.map((item, index) => readJson(item, [...path, index], context));
    case 'map': {
      const entries = [...readEntries(node.entries, context)];
      // Unlike an assignment, `fromEntries` makes `__proto__` a key like any other.
      return Object.fromEntries(
        entries.map(([key, { value }]) => [key, readJson(value, [...path, key], context)]),
      );
    }
  }
}

/** A text field: the source of a plain scalar, so that `1e3`, `no` and `12:30` stay what was written. */
export function readText(node: SpecNode, path: NodePath, context: ReadContext): unknown {
  return node.kind === 'scalar' ? checkText(node, path, context) : readJson(node, path, context);
}

/** A list of texts. `null` in it is the text; only an item without any text is nothing. */
export function readTexts(node: SpecNode, path: NodePath, context: ReadContext): unknown {
  if (node.kind !== 'list') {
    return readText(node, path, context);
  }
  return node.items.map((item, index) => {
    const isEmpty = item.kind === 'scalar' && item.plain && item.text === '';
    return isEmpty ? null : readText(item, [...path, index], context);
  });
}

/** Reads the value of one key; `undefined` leaves the key out. */
export type FieldReader = (key: string, value: SpecNode) => unknown;

/** The fields of a mapping as a plain object; `undefined` when the node is no mapping. */
export function readFields(
  node: SpecNode,
  context: ReadContext,
  readField: FieldReader,
): Record<string, unknown> | undefined {
  if (node.kind !== 'map') {
    return undefined;
  }
  const fields = [...readEntries(node.entries, context)].map(
    ([key, { value }]) => [key, readField(key, value)] as const,
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
