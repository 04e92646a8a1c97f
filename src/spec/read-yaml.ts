import { Composer, isMap, isScalar, isSeq, type ParsedNode, type YAMLError } from 'yaml';
import { guardTokens } from './guard.ts';
import type { ProblemDraft } from './problem.ts';
import type { ScalarNode, SpecEntry, SpecNode } from './spec-node.ts';

export type ReadYaml =
  /** `node` is undefined for a text of comments alone. */
  | { readonly ok: true; readonly node: SpecNode | undefined }
  | { readonly ok: false; readonly faults: readonly ProblemDraft[] };

export interface ReadYamlOptions {
  /** What the offsets in the result begin with: the place of this text in the whole. */
  readonly offset?: number;
  /** How many collections the text is inside of. */
  readonly outerDepth?: number;
}

/**
 * `stringKeys` keeps keys such as `1e3` as they are written. Duplicate keys are looked for by who reads the mappings:
 * `uniqueKeys` compares each key with each other one, which takes 78 s for 100,000 tasks.
 */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  stringKeys: true,
  uniqueKeys: false,
  merge: false,
  strict: true,
  resolveKnownTags: false,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

/** One missing bracket makes thousands of flaws; nobody reads beyond the first ones. */
const MAX_FLAWS = 100;

/** What the messages of the package do not say: what the author most probably meant. */
const HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'Keys of one mapping begin at the same column.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'A text that contains a colon and a space has to be in quotes.',
  MISSING_CHAR: 'A bracket, a quote or the colon after a key is missing.',
  MULTILINE_IMPLICIT_KEY: 'The colon after a key is missing, or a text of several lines has to be in quotes.',
  TAB_AS_INDENT: 'Indent with spaces.',
};

function emptyScalar(offset: number): ScalarNode {
  return { kind: 'scalar', text: '', plain: true, offset };
}

function toEntry(pair: { key: ParsedNode; value: ParsedNode | null }, base: number): SpecEntry {
  const { key, value } = pair;
  const [keyStart, keyEnd] = key.range;
  const text = isScalar(key) ? key.source : '';
  return {
    key: text,
    keyOffset: base + keyStart,
    value: value === null ? emptyScalar(base + keyEnd) : toSpecNode(value, base),
    end: base + (value?.range[1] ?? keyEnd),
  };
}

/** Recursion is bounded: the guard let no more than 32 levels pass. */
function toSpecNode(node: ParsedNode, base: number): SpecNode {
  const offset = base + node.range[0];
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return { kind: 'map', entries: node.items.map((pair) => toEntry(pair, base)), offset };
  }
  if (isSeq<ParsedNode>(node)) {
    return { kind: 'list', items: node.items.map((item) => toSpecNode(item, base)), offset };
  }
  const isPlain = isScalar(node) && node.type === 'PLAIN';
  return { kind: 'scalar', text: isScalar(node) ? node.source : '', plain: isPlain, offset };
}

/** A broken text can have as many flaws as characters, and a stack trace for each would take minutes. */
function withoutStackTraces<T>(compose: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return compose();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function toFaults(
  flaws: readonly Pick<YAMLError, 'code' | 'message' | 'pos'>[],
  base: number,
): ProblemDraft[] {
  const drafts = flaws.slice(0, MAX_FLAWS + 1).map(({ code, message, pos }) => {
    const hint = HINTS[code] ?? null;
    return { code: 'YAML_SYNTAX', message, offset: base + Math.max(pos[0], 0), hint } as const;
  });
  const rest = flaws.length - MAX_FLAWS;
  return drafts.map((draft, index) =>
    index < MAX_FLAWS
      ? draft
      : { ...draft, message: `and ${rest} more, which probably follow from the first ones` },
  );
}

/** Reads YAML text, the whole of a spec or a part of it that stands alone. Never throws. */
export function readYaml(text: string, options: ReadYamlOptions = {}): ReadYaml {
  const { offset: base = 0, outerDepth = 0 } = options;
  const { tokens, faults } = guardTokens(text, outerDepth);
  if (faults.length > 0) {
    return { ok: false, faults: faults.map((fault) => ({ ...fault, offset: base + fault.offset })) };
  }
  const [document] = withoutStackTraces(() => [...new Composer(OPTIONS).compose(tokens, true, text.length)]);
  const flaws = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  if (flaws.length > 0) {
    return { ok: false, faults: toFaults(flaws, base) };
  }
  const contents = document?.contents ?? null;
  return { ok: true, node: contents === null ? undefined : toSpecNode(contents, base) };
}
