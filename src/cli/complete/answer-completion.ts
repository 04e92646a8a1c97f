import { resolve } from 'node:path';
import type { Answer } from '../answer.ts';
import type { Invocation } from '../invocation.ts';
import { safe } from '../ui/safe.ts';
import { completeWords, type Candidate, type Completion } from './complete-words.ts';
import type { ValueKind } from './table.ts';

/** Tells the shell to complete with files, as it does by itself. */
const FILES = ':files';

interface LookUp {
  readonly kind: ValueKind;
  /** What is there of the word. */
  readonly start: string;
  readonly dir: string;
  readonly env: Invocation['env'];
}

async function planWords() {
  return await import('../../operations/completion/plan-words.ts');
}

async function lookUp({ kind, start, dir, env }: LookUp): Promise<readonly Candidate[]> {
  switch (kind) {
    case 'task':
      return (await planWords()).listTaskWords(dir, start);
    case 'label':
      return (await planWords()).listFieldWords(dir, 'labels');
    case 'capability':
      return (await planWords()).listFieldWords(dir, 'capabilities');
    case 'actor': {
      const { listActorWords } = await import('../../operations/completion/actor-words.ts');
      return await listActorWords(dir, env);
    }
    case 'setting': {
      const { SETTING_KEYS } = await import('../../spec/settings.ts');
      return SETTING_KEYS.map((value) => ({ value, about: '' }));
    }
    case 'event-type': {
      const { EVENT_TYPES } = await import('../../model/event.ts');
      return EVENT_TYPES.map((value) => ({ value, about: '' }));
    }
    case 'command':
    case 'file':
    case 'free':
      return [];
  }
}

async function complete(words: readonly string[], invocation: Invocation): Promise<string> {
  const { COMPLETION_TABLE } = await import('./completion-table.generated.ts');
  const word = words.at(-1) ?? '';
  const completion: Completion = completeWords(COMPLETION_TABLE, words.slice(0, -1), word);
  const { kind, prefix } = completion;
  const dir = resolve(invocation.cwd, completion.dir ?? '.');
  const found =
    kind === undefined
      ? completion.candidates
      : await lookUp({ kind, start: word.slice(prefix.length), dir, env: invocation.env });
  const lines = found
    .map(({ value, about }) => ({ value: `${prefix}${value}`, about }))
    .filter(({ value }) => value.toLowerCase().startsWith(word.toLowerCase()))
    .map(({ value, about }) => `${safe(value)}${about === '' ? '' : `\t${safe(about)}`}\n`);
  return kind === 'file' ? `${FILES}\n` : lines.join('');
}

/**
 * What a shell asks: candidates for the last of the words, one a line, with a tab before what each is. Writes nothing and
 * complains of nothing: where something cannot be looked up there is nothing to complete with.
 */
export async function answerCompletion(words: readonly string[], invocation: Invocation): Promise<Answer> {
  const given = words[0] === '--' ? words.slice(1) : words;
  const text = await complete(given, invocation).catch(() => '');
  return { kind: 'text', text };
}
