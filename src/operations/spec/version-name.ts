import { existsSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';

/** A version of the spec, as a caller names it. */
export type VersionName =
  | {
      readonly kind: 'revision';
      readonly name: string;
      readonly revision: string;
      /** The spec's path there, where it was named: `main:plans/spec.yaml`. */
      readonly file?: string | undefined;
      /** Before the first commit of a branch there is nothing, which is no error. */
      readonly mayBeUnborn?: boolean;
    }
  /** A full id, of a commit that is there. */
  | { readonly kind: 'commit'; readonly name: string; readonly commit: string }
  | { readonly kind: 'merge-base'; readonly name: string; readonly of: readonly [string, string] }
  | { readonly kind: 'index'; readonly name: string }
  | { readonly kind: 'worktree'; readonly name: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

export interface DiffNames {
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** The index in place of the work tree. */
  readonly staged: boolean;
  /** The commit that base and head go back to, in place of base. */
  readonly mergeBase: boolean;
  /** What `-` stands for. */
  readonly stdin: string | undefined;
}

/** No revision begins with a colon: `:index` to Git is a file of the index, which is no commit. */
const INDEX = ':index';
const WORKTREE = ':worktree';
const STDIN = '-';

/** What can be no name of a branch or a tag. */
const SURE_PATH = /^(?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])/u;
const SPEC_FILE = /\.ya?ml$/iu;

const HEAD: VersionName = { kind: 'revision', name: 'HEAD', revision: 'HEAD', mayBeUnborn: true };

function isFile(name: string, dir: string): boolean {
  return SURE_PATH.test(name) || (SPEC_FILE.test(name) && existsSync(path.resolve(dir, name)));
}

function parseName(name: string, dir: string, stdin: string | undefined): VersionName {
  if (name === INDEX || name === WORKTREE) {
    return { kind: name === INDEX ? 'index' : 'worktree', name };
  }
  if (name === STDIN) {
    return { kind: 'text', name: '<stdin>', text: stdin ?? '' };
  }
  if (isFile(name, dir)) {
    return { kind: 'file', file: name };
  }
  const colon = name.indexOf(':');
  return colon > 0
    ? {
        kind: 'revision',
        name: name.slice(0, colon),
        revision: name.slice(0, colon),
        file: name.slice(colon + 1),
      }
    : { kind: 'revision', name, revision: name };
}

function revisionOf(version: VersionName, what: string): string {
  if (version.kind !== 'revision' || version.file !== undefined) {
    throw new LodestarError('USAGE', `${what} is between two commits`);
  }
  return version.revision;
}

/** `A..B` as `A B`, `A...B` as the commit that both go back to, and `B`; what is left out is HEAD, as with Git. */
function splitRange(range: string): { base: string; head: string; mergeBase: boolean } | undefined {
  const [, base = '', dots = '', head = ''] = /^(.*?)(\.{2,3})(?![./\\])(.*)$/u.exec(range) ?? [];
  const isRange = dots !== '' && !SURE_PATH.test(range);
  return isRange ? { base: base || 'HEAD', head: head || 'HEAD', mergeBase: dots.length === 3 } : undefined;
}

function mergeBaseOf(base: VersionName, head: VersionName): VersionName {
  const what = 'the merge base';
  // What is not committed yet stands on HEAD.
  const other = head.kind === 'worktree' || head.kind === 'index' ? 'HEAD' : revisionOf(head, what);
  const one = revisionOf(base, what);
  return { kind: 'merge-base', name: `${one}...${other}`, of: [one, other] };
}

/**
 * Which two versions are meant, as with `git diff`: nothing is HEAD against the work tree, one is that against the work
 * tree, two are the one against the other; `staged` puts the index in place of the work tree. Errors: USAGE.
 */
export function namesOf(input: DiffNames, dir: string): { base: VersionName; head: VersionName } {
  const range = input.base === undefined ? undefined : splitRange(input.base);
  if (range !== undefined && input.head !== undefined) {
    throw new LodestarError('USAGE', `${JSON.stringify(input.base)} names both versions already`);
  }
  const names = { ...input, ...(range === undefined ? {} : { base: range.base, head: range.head }) };
  if (input.staged && names.head !== undefined) {
    throw new LodestarError('USAGE', '--staged is about the index: leave the second version out');
  }
  if (names.base === STDIN && names.head === STDIN) {
    throw new LodestarError('USAGE', 'standard input can be one of the two versions');
  }
  const parse = (name: string): VersionName => parseName(name, dir, input.stdin);
  const base = names.base === undefined ? HEAD : parse(names.base);
  const head = parse(names.head ?? (input.staged ? INDEX : WORKTREE));
  const isMergeBase = input.mergeBase || range?.mergeBase === true;
  return { base: isMergeBase ? mergeBaseOf(base, head) : base, head };
}
