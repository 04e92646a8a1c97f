/**
 * What a reader of YAML hands on: the shape of the document, the text of its scalars and where they stand. What a plain
 * scalar means (text, number, nothing) is decided by the field that it is the value of.
 */
export interface ScalarNode {
  readonly kind: 'scalar';
  /** Quotes, escapes and folding resolved; the source text of a plain scalar. Empty for a key without value. */
  readonly text: string;
  /** Neither quoted nor a block scalar. */
  readonly plain: boolean;
  readonly offset: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly SpecNode[];
  readonly offset: number;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly SpecEntry[];
  readonly offset: number;
}

export type SpecNode = ScalarNode | ListNode | MapNode;

export interface SpecEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: SpecNode;
  /** Offset behind the value. */
  readonly end: number;
}

/** Stands for what is under a task's key where that cannot be read. */
export function emptyNodeOf({ keyStart }: { readonly keyStart: number }): SpecNode {
  return { kind: 'map', entries: [], offset: keyStart };
}

/** Where a value is inside another one: keys of mappings and indexes of lists. */
export type NodePath = readonly (string | number)[];

const NULL = /^(?:~|null|Null|NULL)?$/u;
const TRUE = /^(?:true|True|TRUE)$/u;
const FALSE = /^(?:false|False|FALSE)$/u;
const OCTAL = /^0o[0-7]+$/u;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/u;
const INTEGER = /^[-+]?[0-9]+$/u;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/u;

/** Whether the value of an optional field says that there is none: nothing, `~` or `null`. */
export function isAbsent(node: SpecNode): boolean {
  return node.kind === 'scalar' && node.plain && NULL.test(node.text);
}

function toNumber(text: string): number | string {
  const value = Number(text);
  const isExact = Number.isFinite(value) && (!INTEGER.test(text) || Number.isSafeInteger(value));
  return isExact ? value : text;
}

/**
 * A plain scalar as YAML's core schema reads it, as a JSON value. What JSON has no number for (`.inf`, an integer of more
 * than 53 bits) stays text.
 */
export function resolvePlain(text: string): null | boolean | number | string {
  if (NULL.test(text)) {
    return null;
  }
  if (TRUE.test(text) || FALSE.test(text)) {
    return TRUE.test(text);
  }
  const isNumber = INTEGER.test(text) || FLOAT.test(text) || OCTAL.test(text) || HEXADECIMAL.test(text);
  return isNumber ? toNumber(text) : text;
}

function child(node: SpecNode, step: string | number): SpecNode | undefined {
  switch (node.kind) {
    case 'scalar':
      return undefined;
    case 'list':
      return typeof step === 'number' ? node.items[step] : undefined;
    case 'map':
      return node.entries.find((entry) => entry.key === String(step))?.value;
  }
}

/** Where to point for a path: the node that it leads to, or the last one on the way that is there. */
export function findNode(node: SpecNode, path: NodePath): SpecNode {
  let current = node;
  for (const step of path) {
    const next = child(current, step);
    if (next === undefined) {
      return current;
    }
    current = next;
  }
  return current;
}

/** Where to point for a path that ends in a key of a mapping: at that key, not at its value. */
export function findKeyOffset(node: SpecNode, path: NodePath): number {
  const parent = findNode(node, path.slice(0, -1));
  const entry = parent.kind === 'map' ? parent.entries.find(({ key }) => key === path.at(-1)) : undefined;
  return entry?.keyOffset ?? parent.offset;
}
