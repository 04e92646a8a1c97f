import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearMisses } from '../util/near-miss.ts';
import type { NodePath } from './spec-node.ts';
import validators from './spec-validator.generated.cjs';

/** One place where a value breaks the schema. */
export interface SchemaFault {
  readonly code: 'KEY_UNKNOWN' | 'FIELD_MISSING' | 'FIELD_INVALID';
  readonly path: NodePath;
  readonly message: string;
  readonly hint: string | null;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping',
  integer: 'a whole number',
};

function toPath(pointer: string): NodePath {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/u.test(key) ? Number(key) : key;
  });
}

/** `prd.refs[0].anchor`. */
export function fieldName(path: NodePath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./u, '');
}

const MAX_SHOWN = 60;

function show(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'a mapping';
  }
  const text = value === null ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function parentOf(error: ErrorObject): Readonly<Record<string, unknown>> {
  return error.parentSchema ?? {};
}

function expectation(error: ErrorObject): string {
  const { errorMessage, type } = parentOf(error);
  if (typeof errorMessage === 'string') {
    return errorMessage;
  }
  const name = String(Array.isArray(type) ? type[0] : type);
  return error.keyword === 'type' ? `must be ${NOUNS[name] ?? name}` : (error.message ?? 'is not allowed');
}

function allowedWords(errors: readonly ErrorObject[]): string[] {
  const lists = errors.map(
    (error) => (error.params as { allowedValues?: readonly unknown[] }).allowedValues ?? [],
  );
  return lists.flat().filter((value) => typeof value === 'string');
}

function didYouMean(word: unknown, candidates: readonly string[]): string | null {
  const [nearest] = typeof word === 'string' ? nearMisses(word, candidates, 1) : [];
  return nearest === undefined ? null : `Did you mean \`${nearest}\`?`;
}

function listHint(error: ErrorObject): string | null {
  const isList = error.keyword === 'type' && [parentOf(error).type].flat()[0] === 'array';
  return isList && typeof error.data === 'string' ? 'Write it as a list, one `- ` line each.' : null;
}

/** One fault for all that is wrong with one value: a choice of types is one error of ajv each. */
function invalidFault(path: NodePath, errors: readonly ErrorObject[]): SchemaFault | undefined {
  const error = errors.find((each) => typeof parentOf(each).errorMessage === 'string') ?? errors[0];
  if (error === undefined) {
    return undefined;
  }
  const name = path.length === 0 ? 'it' : fieldName(path);
  const message = `${name} ${expectation(error)}, not ${show(error.data)}`;
  return {
    code: 'FIELD_INVALID',
    path,
    message,
    hint: didYouMean(error.data, allowedWords(errors)) ?? listHint(error),
  };
}

function unknownKey(path: NodePath, error: ErrorObject): SchemaFault {
  const { additionalProperty: key } = error.params as { additionalProperty: string };
  const known = Object.keys(parentOf(error).properties ?? {});
  const hint =
    didYouMean(key, known) ?? `Known keys: ${known.join(', ')}; a key of your own begins with \`x-\`.`;
  return { code: 'KEY_UNKNOWN', path: [...path, key], message: `unknown key \`${key}\``, hint };
}

function missingKey(path: NodePath, error: ErrorObject): SchemaFault {
  const { missingProperty: key } = error.params as { missingProperty: string };
  return {
    code: 'FIELD_MISSING',
    path: [...path, key],
    message: `${fieldName([...path, key])} is missing`,
    hint: null,
  };
}

function toFaults(errors: readonly ErrorObject[]): SchemaFault[] {
  const byPointer = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const group = byPointer.get(error.instancePath) ?? [];
    group.push(error);
    byPointer.set(error.instancePath, group);
  }
  return [...byPointer].flatMap(([pointer, group]) => {
    const path = toPath(pointer);
    const unknown = group.filter((error) => error.keyword === 'additionalProperties');
    const missing = group.filter((error) => error.keyword === 'required');
    const rest = group.filter((error) => !unknown.includes(error) && !missing.includes(error));
    const invalid = invalidFault(path, rest);
    const keys = [
      ...unknown.map((error) => unknownKey(path, error)),
      ...missing.map((error) => missingKey(path, error)),
    ];
    return invalid === undefined ? keys : [...keys, invalid];
  });
}

/** All that is wrong with a value, by the public schema. `root` is the document without its tasks. */
export function validate(what: 'task' | 'root', value: unknown): SchemaFault[] {
  const check = validators[what];
  return check(value) ? [] : toFaults(check.errors ?? []);
}
