import { Lexer, Parser, type CST } from 'yaml';
import type { ProblemDraft } from './problem.ts';

/** Deeper than any spec needs; beyond some hundreds of levels the composer exhausts the process (measured). */
export const MAX_DEPTH = 32;

/** One entry a collection, one for the document and one for a scalar; the rest is margin, the walk counts exactly. */
const MAX_PARSER_STACK = MAX_DEPTH + 8;

export interface GuardedTokens {
  readonly tokens: readonly CST.Token[];
  /** What a spec may not contain. When there is any, the tokens must not be composed. */
  readonly faults: readonly ProblemDraft[];
}

const UNSUPPORTED = {
  alias: 'an alias (`*name`) is not allowed',
  anchor: 'an anchor (`&name`) is not allowed',
  tag: 'a tag (`!name`) is not allowed',
  directive: 'a YAML directive is not allowed',
  complex: 'a key must be a plain or quoted text, not a list, a mapping or a `?` key',
  merge: 'a merge key (`<<`) is not allowed',
  documents: 'a second YAML document is not allowed',
} as const;

const QUOTE_HINT = 'If it is meant as text, put it in quotes.';

type Unsupported = keyof typeof UNSUPPORTED;

function unsupported(what: Unsupported, offset: number): ProblemDraft {
  const quotable = what === 'alias' || what === 'anchor' || what === 'tag' || what === 'merge';
  return { code: 'YAML_UNSUPPORTED', message: UNSUPPORTED[what], offset, hint: quotable ? QUOTE_HINT : null };
}

function tooDeep(offset: number): ProblemDraft {
  return { code: 'SPEC_TOO_DEEP', message: `nested more than ${MAX_DEPTH} levels deep`, offset };
}

/** Token by token, so that text which nests without end is met before a tree of it is built. */
function tokenize(text: string): { tokens: CST.Token[]; tooDeepAt: number | undefined } {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
    }
    if (parser.stack.length > MAX_PARSER_STACK) {
      return { tokens, tooDeepAt: parser.offset };
    }
  }
  for (const token of parser.end()) {
    tokens.push(token);
  }
  return { tokens, tooDeepAt: undefined };
}

interface Pending {
  readonly token: CST.Token;
  readonly depth: number;
}

/** Walks one document without recursion. */
class DocumentGuard {
  readonly faults: ProblemDraft[] = [];
  readonly #pending: Pending[] = [];

  check(document: CST.Document, outerDepth: number): void {
    this.#checkProperties(document.start);
    this.#push(document.value, outerDepth);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#checkToken(next);
    }
  }

  #push(token: CST.Token | null | undefined, depth: number): void {
    if (token !== null && token !== undefined) {
      this.#pending.push({ token, depth });
    }
  }

  #checkToken({ token, depth }: Pending): void {
    switch (token.type) {
      case 'alias':
        this.faults.push(unsupported('alias', token.offset));
        break;
      case 'block-scalar':
        this.#checkProperties(token.props);
        break;
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        this.#checkCollection(token, depth + 1);
        break;
      default:
        break;
    }
  }

  #checkCollection(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, depth: number): void {
    if (depth > MAX_DEPTH) {
      this.faults.push(tooDeep(token.offset));
      return;
    }
    for (const item of token.items) {
      this.#checkProperties(item.start);
      this.#checkProperties(item.sep ?? []);
      this.#checkKey(item.key ?? undefined);
      this.#push(item.value, depth);
    }
  }

  #checkKey(key: CST.Token | undefined): void {
    switch (key?.type) {
      case undefined:
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        break;
      case 'scalar':
        if (key.source === '<<') {
          this.faults.push(unsupported('merge', key.offset));
        }
        break;
      case 'alias':
        this.faults.push(unsupported('alias', key.offset));
        break;
      default:
        this.faults.push(unsupported('complex', key?.offset ?? 0));
    }
  }

  #checkProperties(tokens: readonly CST.Token[]): void {
    for (const { type, offset } of tokens) {
      if (type === 'anchor' || type === 'tag') {
        this.faults.push(unsupported(type, offset));
      } else if (type === 'explicit-key-ind') {
        this.faults.push(unsupported('complex', offset));
      }
    }
  }
}

/**
 * The tokens of a text, checked for what no spec needs and what can harm the process that composes it: aliases, anchors,
 * tags, directives, merge keys, keys that are no text, several documents, deep nesting. Never throws.
 *
 * @param outerDepth how many collections the text is inside of.
 */
export function guardTokens(text: string, outerDepth: number): GuardedTokens {
  const { tokens, tooDeepAt } = tokenize(text);
  if (tooDeepAt !== undefined) {
    return { tokens: [], faults: [tooDeep(tooDeepAt)] };
  }
  const guard = new DocumentGuard();
  let documents = 0;
  for (const token of tokens) {
    if (token.type === 'directive') {
      guard.faults.push(unsupported('directive', token.offset));
    } else if (token.type === 'document') {
      documents += 1;
      if (documents === 2) {
        guard.faults.push(unsupported('documents', token.offset));
      }
      guard.check(token, outerDepth);
    }
  }
  return { tokens, faults: guard.faults };
}
